package io.postiljon.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** The plain document, readable at any place. Segment n is kept in slot n modulo 4. For one thread. */
final class OpenedChannel implements SeekableByteChannel {
    private static final int SLOTS = 4;

    private final SegmentCipher cipher;
    private final SeekableByteChannel source;
    private final long segments;
    private final long sizeBytes;
    private final long[] slotSegment = new long[SLOTS];
    private final byte[][] slotPlain = new byte[SLOTS][];
    private final byte[] sealed = new byte[SegmentCipher.SEALED_SEGMENT_BYTES];
    private long position;
    private boolean open = true;

    OpenedChannel(SegmentCipher cipher, SeekableByteChannel source) throws IOException {
        this.cipher = cipher;
        this.source = source;
        long body = source.size() - SealHeader.SIZE_BYTES;
        segments = Math.max(1, (body + SegmentCipher.SEALED_SEGMENT_BYTES - 1) / SegmentCipher.SEALED_SEGMENT_BYTES);
        sizeBytes = body - segments * SegmentCipher.TAG_BYTES;
        long lastPlain = sizeBytes - (segments - 1) * SealHeader.SEGMENT_BYTES;
        if (lastPlain < 0 || lastPlain == 0 && segments > 1) {
            throw new SealBroken();
        }
        Arrays.fill(slotSegment, -1);
        segment(segments - 1);
    }

    @Override public int read(ByteBuffer target) throws IOException {
        requireOpen();
        if (!target.hasRemaining()) {
            return 0;
        }
        if (position >= sizeBytes) {
            return -1;
        }
        int count = 0;
        while (target.hasRemaining() && position < sizeBytes) {
            byte[] plain = segment(position / SealHeader.SEGMENT_BYTES);
            int from = (int) (position % SealHeader.SEGMENT_BYTES);
            int step = (int) Math.min(target.remaining(), Math.min(SealHeader.SEGMENT_BYTES - from, sizeBytes - position));
            target.put(plain, from, step);
            position += step;
            count += step;
        }
        return count;
    }

    @Override public long position() throws IOException {
        requireOpen();
        return position;
    }

    @Override public SeekableByteChannel position(long wanted) throws IOException {
        requireOpen();
        if (wanted < 0) {
            throw new IllegalArgumentException("a position is not negative");
        }
        position = wanted;
        return this;
    }

    @Override public long size() throws IOException {
        requireOpen();
        return sizeBytes;
    }

    @Override public int write(ByteBuffer bytes) {
        throw new NonWritableChannelException();
    }

    @Override public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override public boolean isOpen() {
        return open;
    }

    @Override public void close() throws IOException {
        open = false;
        for (byte[] plain : slotPlain) {
            if (plain != null) {
                Arrays.fill(plain, (byte) 0);
            }
        }
        source.close();
    }

    /** Exactly {@code length} bytes from there. @throws SealBroken when the file ends before */
    static byte[] read(SeekableByteChannel source, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        readInto(source, offset, bytes, length);
        return bytes;
    }

    private byte[] segment(long number) throws IOException {
        int slot = (int) (number % SLOTS);
        if (slotSegment[slot] != number) {
            boolean last = number == segments - 1;
            int length = last
                    ? (int) (source.size() - SealHeader.SIZE_BYTES - number * SegmentCipher.SEALED_SEGMENT_BYTES)
                    : SegmentCipher.SEALED_SEGMENT_BYTES;
            if (length > sealed.length) {
                throw new SealBroken();
            }
            slotSegment[slot] = -1;
            if (slotPlain[slot] == null) {
                slotPlain[slot] = new byte[SealHeader.SEGMENT_BYTES];
            }
            readInto(source, SealHeader.SIZE_BYTES + number * SegmentCipher.SEALED_SEGMENT_BYTES, sealed, length);
            cipher.apply(number, last, sealed, 0, length, slotPlain[slot]);
            slotSegment[slot] = number;
        }
        return slotPlain[slot];
    }

    private static void readInto(SeekableByteChannel source, long offset, byte[] target, int length) throws IOException {
        source.position(offset);
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
        while (buffer.hasRemaining()) {
            if (source.read(buffer) < 0) {
                throw new SealBroken();
            }
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }
}
