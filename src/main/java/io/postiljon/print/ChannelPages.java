package io.postiljon.print;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadView;

/** A document of the vault as the PDF library wants to read it: any place, in small steps, never as a whole. For one thread. */
final class ChannelPages implements RandomAccessRead {
    private static final int BUFFER_BYTES = 8192;

    private final SeekableByteChannel channel;
    private final long length;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private long bufferStart;
    private boolean closed;

    ChannelPages(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.length = channel.size();
    }

    @Override public int read() throws IOException {
        return fill() ? buffer.get() & 0xff : -1;
    }

    @Override public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int step = Math.min(count, buffer.remaining());
        buffer.get(target, offset, step);
        return step;
    }

    @Override public long getPosition() {
        return bufferStart + buffer.position();
    }

    @Override public void seek(long position) throws IOException {
        if (position < 0) {
            throw new IOException("a place before the start");
        }
        long inside = position - bufferStart;
        if (inside >= 0 && inside <= buffer.limit()) {
            buffer.position((int) inside);
        } else {
            bufferStart = position;
            buffer.limit(0);
        }
    }

    @Override public long length() {
        return length;
    }

    @Override public boolean isClosed() {
        return closed;
    }

    @Override public boolean isEOF() throws IOException {
        return getPosition() >= length;
    }

    @Override public RandomAccessReadView createView(long start, long size) throws IOException {
        return new RandomAccessReadView(this, start, size);
    }

    @Override public void close() throws IOException {
        closed = true;
        channel.close();
    }

    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        long position = getPosition();
        if (position >= length) {
            return false;
        }
        bufferStart = position;
        buffer.clear();
        try {
            channel.position(position);
            while (buffer.hasRemaining() && channel.read(buffer) > 0) {
                // a channel may give less than asked
            }
        } catch (IOException vaultAway) {
            buffer.limit(0);
            throw new UncheckedIOException("the vault cannot be read", vaultAway); // not the PDF's fault: must not look like it
        }
        buffer.flip();
        return buffer.hasRemaining();
    }
}
