package io.postiljon.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/** The plain document as a stream. It holds one byte more than a segment, to know which one is the last. For one thread. */
final class OpenedInput extends InputStream {
    private final SegmentCipher cipher;
    private final InputStream source;
    private final byte[] sealed = new byte[SegmentCipher.SEALED_SEGMENT_BYTES + 1];
    private final byte[] plain = new byte[SealHeader.SEGMENT_BYTES];
    private int sealedFilled;
    private int position;
    private int limit;
    private long segments;
    private boolean lastRead;
    private boolean broken;
    private boolean closed;

    OpenedInput(SegmentCipher cipher, InputStream source) {
        this.cipher = cipher;
        this.source = source;
    }

    @Override public int read() throws IOException {
        return prepare() ? plain[position++] & 0xFF : -1;
    }

    @Override public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!prepare()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(plain, position, target, offset, count);
        position += count;
        return count;
    }

    @Override public int available() {
        return limit - position;
    }

    @Override public void close() throws IOException {
        closed = true;
        Arrays.fill(plain, (byte) 0);
        source.close();
    }

    /** Whether a plain byte is there, after reading the next segment if need be. */
    private boolean prepare() throws IOException {
        if (closed) {
            throw new IOException("the document is closed");
        }
        if (broken) {
            throw new SealBroken();
        }
        while (position == limit) {
            if (lastRead) {
                return false;
            }
            nextSegment();
        }
        return true;
    }

    private void nextSegment() throws IOException {
        sealedFilled += source.readNBytes(sealed, sealedFilled, sealed.length - sealedFilled);
        boolean last = sealedFilled < sealed.length;
        int length = last ? sealedFilled : SegmentCipher.SEALED_SEGMENT_BYTES;
        broken = true;
        // An empty last segment after a full one is never written: a second form of the same document is refused.
        if (length < SegmentCipher.TAG_BYTES || length == SegmentCipher.TAG_BYTES && segments > 0) {
            throw new SealBroken();
        }
        limit = cipher.apply(segments++, last, sealed, 0, length, plain);
        broken = false;
        position = 0;
        lastRead = last;
        if (!last) {
            sealed[0] = sealed[length];
            sealedFilled = 1;
        }
    }
}
