package io.postiljon.sandbox.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Where an attacker waits for a call of the gateway. There must be none. */
final class Listener implements AutoCloseable {
    private final ServerSocket socket;
    private final AtomicInteger calls = new AtomicInteger();

    Listener() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread.ofVirtual().start(this::count);
    }

    private void count() {
        while (!socket.isClosed()) {
            try {
                socket.accept().close();
                calls.incrementAndGet();
            } catch (IOException closed) {
                return;
            }
        }
    }

    int calls() {
        return calls.get();
    }

    /** {@code localhost:port}. */
    String address() {
        return "localhost:" + socket.getLocalPort();
    }

    @Override public void close() throws IOException {
        socket.close();
    }
}
