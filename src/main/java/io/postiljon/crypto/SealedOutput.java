package io.postiljon.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Takes a plain document and writes it sealed. {@link #close()} writes the last segment, flushes the target, wraps the key and
 * destroys it; it neither closes nor syncs the target. After that {@link #sealed()} says what there is.
 *
 * <p>{@link #abort()}, or an {@link IOException} of the target, destroys the key at once: what was written is noise for ever.
 * {@link #flush()} does nothing, since a segment leaves only when it is full. For one thread.
 */
public final class SealedOutput extends OutputStream {
    private final KeyStorePort keys;
    private final SealContext context;
    private final OutputStream target;
    private final SecretBytes documentKey = SecretBytes.random(32);
    private final SegmentCipher cipher;
    private final RunningDigest digest = new RunningDigest();
    private final byte[] plain = new byte[SealHeader.SEGMENT_BYTES];
    private final byte[] sealedSegment = new byte[SegmentCipher.SEALED_SEGMENT_BYTES];
    private int filled;
    private long segments;
    private long sizeBytes;
    private long sealedBytes;
    private boolean ended;
    private SealedDocument sealed;

    SealedOutput(KeyStorePort keys, SealContext context, OutputStream target) throws IOException {
        this.keys = keys;
        this.context = context;
        this.target = target;
        SealHeader header = SealHeader.random();
        cipher = SegmentCipher.sealing(header, context, documentKey);
        toTarget(header.bytes(), SealHeader.SIZE_BYTES);
    }

    @Override public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        requireOpen();
        digest.update(source, offset, length);
        sizeBytes += length;
        int from = offset;
        int left = length;
        while (left > 0) {
            // A full segment waits for the next byte: only then it is known not to be the last one.
            if (filled == plain.length) {
                writeSegment(plain, 0, filled, false);
                filled = 0;
            }
            if (filled == 0 && left > plain.length) {
                writeSegment(source, from, plain.length, false);
                from += plain.length;
                left -= plain.length;
            } else {
                int count = Math.min(left, plain.length - filled);
                System.arraycopy(source, from, plain, filled, count);
                filled += count;
                from += count;
                left -= count;
            }
        }
    }

    /** Destroys the key: what the target got can never be opened. Does nothing after {@link #close()}. */
    public void abort() {
        if (!ended) {
            end();
        }
    }

    @Override public void close() throws IOException {
        if (ended) {
            return;
        }
        try {
            writeSegment(plain, 0, filled, true);
            target.flush();
            WrappedKey key = keys.wrap(context.keyName(), context.encode(), documentKey);
            sealed = new SealedDocument(key, sizeBytes, digest.finish(), sealedBytes);
        } finally {
            end();
        }
    }

    /** What was sealed. @throws IllegalStateException before {@link #close()}, and when it failed or was aborted */
    public SealedDocument sealed() {
        if (sealed == null) {
            throw new IllegalStateException("the document is not sealed");
        }
        return sealed;
    }

    private void writeSegment(byte[] source, int offset, int length, boolean last) throws IOException {
        int count = cipher.apply(segments++, last, source, offset, length, sealedSegment);
        toTarget(sealedSegment, count);
    }

    private void toTarget(byte[] source, int length) throws IOException {
        boolean written = false;
        try {
            target.write(source, 0, length);
            sealedBytes += length;
            written = true;
        } finally {
            if (!written) {
                end();
            }
        }
    }

    private void requireOpen() throws IOException {
        if (ended) {
            throw new IOException("the document is already closed or broken off");
        }
    }

    private void end() {
        ended = true;
        documentKey.close();
        Arrays.fill(plain, (byte) 0);
    }
}
