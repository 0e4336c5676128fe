package io.postiljon.crypto;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts and digests (SHA-256) all that is read through it. Skipped bytes are read, so they count too; there is no mark. */
public final class DigestingInputStream extends FilterInputStream {
    private static final int SKIP_BUFFER_BYTES = 8192;

    private final RunningDigest running = new RunningDigest();
    private long sizeBytes;

    public DigestingInputStream(InputStream source) {
        super(source);
    }

    /** Digest of what was read until now; ask once, at the end. */
    public ContentDigest digest() {
        return running.finish();
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    @Override public int read() throws IOException {
        int one = in.read();
        if (one >= 0) {
            running.update((byte) one);
            sizeBytes++;
        }
        return one;
    }

    @Override public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count > 0) {
            running.update(target, offset, count);
            sizeBytes += count;
        }
        return count;
    }

    @Override public long skip(long wanted) throws IOException {
        byte[] buffer = new byte[(int) Math.min(SKIP_BUFFER_BYTES, Math.max(wanted, 1))];
        long skipped = 0;
        while (skipped < wanted) {
            int count = read(buffer, 0, (int) Math.min(buffer.length, wanted - skipped));
            if (count < 0) {
                break;
            }
            skipped += count;
        }
        return skipped;
    }

    @Override public boolean markSupported() {
        return false;
    }

    @Override public void mark(int limit) {}

    @Override public void reset() throws IOException {
        throw new IOException("a digest cannot go back");
    }
}
