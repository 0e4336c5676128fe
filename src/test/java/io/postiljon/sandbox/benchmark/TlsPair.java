package io.postiljon.sandbox.benchmark;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Two ends of one kept-alive mutual TLS connection over loopback. Each end is for one thread. */
record TlsPair(SSLSocket sending, SSLSocket receiving) implements AutoCloseable {
    private static final byte ACKNOWLEDGED = 1;

    static TlsPair connect(SSLContext sender, SSLContext receiver) throws Exception {
        try (SSLServerSocket listener = (SSLServerSocket) receiver.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setNeedClientAuth(true);
            Future<SSLSocket> accepted = CompletableFuture.supplyAsync(() -> accept(listener), Thread::startVirtualThread);
            SSLSocket sending = (SSLSocket) sender.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
            sending.setTcpNoDelay(true);
            sending.startHandshake();
            return new TlsPair(sending, accepted.get());
        }
    }

    private static SSLSocket accept(SSLServerSocket listener) {
        try {
            SSLSocket accepted = (SSLSocket) listener.accept();
            accepted.setTcpNoDelay(true);
            accepted.startHandshake();
            return accepted;
        } catch (IOException fault) {
            throw new IllegalStateException("no TLS on loopback", fault);
        }
    }

    /** Sends all bytes and waits until the other end has them. */
    void send(byte[] bytes) throws IOException {
        sending.getOutputStream().write(bytes);
        if (sending.getInputStream().read() != ACKNOWLEDGED) {
            throw new EOFException("the other end went away");
        }
    }

    void receive(byte[] target) throws IOException {
        new DataInputStream(receiving.getInputStream()).readFully(target);
    }

    void acknowledge() throws IOException {
        receiving.getOutputStream().write(ACKNOWLEDGED);
    }


    /** As an abort: nobody waits for the other end. */
    @Override public void close() {
        for (Socket end : new Socket[] {sending, receiving}) {
            try {
                end.close();
            } catch (IOException closedBefore) {
                // that is what was asked
            }
        }
    }
}
