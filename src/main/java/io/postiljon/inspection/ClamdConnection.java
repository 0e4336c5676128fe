package io.postiljon.inspection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One connection to clamd, with one deadline for all that happens on it. The only socket that the gateway opens itself: the scanner is
 * a part of it, as the database is, and no partner (ADR 0019). For one thread.
 */
final class ClamdConnection implements AutoCloseable {
    private static final int ANSWER_BYTES = 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final long deadline;

    private ClamdConnection(SocketChannel channel, Selector selector, long deadline) {
        this.channel = channel;
        this.selector = selector;
        this.deadline = deadline;
    }

    static ClamdConnection open(SocketAddress address, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        SocketChannel channel = address instanceof UnixDomainSocketAddress ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        Selector selector = null;
        try {
            selector = Selector.open();
            ClamdConnection connection = new ClamdConnection(channel, selector, deadline);
            connection.connect(address);
            return connection;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            if (selector != null) {
                selector.close();
            }
            throw failed;
        }
    }

    private void connect(SocketAddress address) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, 0);
        boolean connected = channel.connect(address);
        while (!connected) {
            await(SelectionKey.OP_CONNECT);
            connected = channel.finishConnect();
        }
    }

    /** @throws IOException also when the other side spoke before it had everything: then {@link #read} tells what it said */
    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE | SelectionKey.OP_READ);
                if (channel.keyFor(selector).isReadable()) {
                    throw new IOException("an answer before its time");
                }
            }
        }
    }

    /** The answer, without the NUL at its end. @throws IOException when it does not come, is cut, or is longer than any */
    String read() throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(ANSWER_BYTES);
        while (answer.size() <= ANSWER_BYTES) {
            int count = channel.read(buffer.clear());
            if (count < 0) {
                throw new IOException("an answer that is cut");
            }
            if (count == 0) {
                await(SelectionKey.OP_READ);
            }
            for (int i = 0; i < count; i++) {
                if (buffer.get(i) == 0) {
                    return answer.toString(StandardCharsets.US_ASCII);
                }
                answer.write(buffer.get(i));
            }
        }
        throw new IOException("an answer that is too long");
    }

    private void await(int operations) throws IOException {
        long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
        channel.keyFor(selector).interestOps(operations);
        if (leftMillis <= 0 || selector.select(leftMillis) == 0 && System.nanoTime() - deadline >= 0) {
            throw new SocketTimeoutException("the scanner takes too long");
        }
        selector.selectedKeys().clear();
    }

    @Override public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
