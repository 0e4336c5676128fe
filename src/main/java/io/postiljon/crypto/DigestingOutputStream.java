package io.postiljon.crypto;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts and digests (SHA-256) all that is written through it. */
public final class DigestingOutputStream extends FilterOutputStream {
    private final RunningDigest running = new RunningDigest();
    private long sizeBytes;

    public DigestingOutputStream(OutputStream target) {
        super(target);
    }

    /** Digest of what was written until now; ask once, at the end. */
    public ContentDigest digest() {
        return running.finish();
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    @Override public void write(int one) throws IOException {
        out.write(one);
        running.update((byte) one);
        sizeBytes++;
    }

    @Override public void write(byte[] source, int offset, int length) throws IOException {
        out.write(source, offset, length);
        running.update(source, offset, length);
        sizeBytes += length;
    }
}
