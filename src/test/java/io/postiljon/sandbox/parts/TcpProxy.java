package io.postiljon.sandbox.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A line between two parts that a test can cut. Listens on one fixed port and passes bytes on to a target port, both on
 * loopback, without looking at them. One virtual thread per direction; every method may be called from any thread.
 *
 * <p>{@link #cut}: new connections are refused, existing ones are reset. {@link #pause}: connections stay and are
 * accepted, and when it returns no byte passes any more; what a receiver that does not read holds up is waited for at
 * most 5 s. {@link #restore} ends both.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final int port;
    private final int targetPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flows = lock.newCondition();
    private final Condition settled = lock.newCondition();
    private boolean paused;                     // guarded by lock
    private int passing;                        // guarded by lock; carriers that are passing bytes on
    private ServerSocket listener;              // guarded by lock; null while cut
    private Thread acceptor;                    // guarded by lock; of the listener

    private TcpProxy(int port, int targetPort) {
        this.port = port;
        this.targetPort = targetPort;
    }

    public static TcpProxy listen(int port, int targetPort) {
        var proxy = new TcpProxy(port, targetPort);
        proxy.restore();
        return proxy;
    }

    public int port() {
        return port;
    }

    public void cut() {
        lock.lock();
        try {
            if (listener != null) {
                listener.close();
                listener = null;
                acceptor.join();                // the port is free only when nobody waits on it any more
            }
            open.forEach(TcpProxy::reset);
            open.clear();
            paused = false;
            flows.signalAll();                  // held threads find their sockets closed and end
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    public void pause() {
        lock.lock();
        try {
            paused = true;
            long nanos = PATIENCE.toNanos();
            while (passing > 0 && nanos > 0) {
                nanos = settled.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    public void restore() {
        lock.lock();
        try {
            paused = false;
            flows.signalAll();
            if (listener == null) {
                ServerSocket fresh = bind();
                listener = fresh;
                acceptor = Thread.ofVirtual().name("proxy-" + port).start(() -> acceptFrom(fresh));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** Somebody's connection may have the port for a moment, after a cut. */
    private ServerSocket bind() throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            var fresh = new ServerSocket();
            try {
                fresh.setReuseAddress(true);
                fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return fresh;
            } catch (BindException taken) {
                fresh.close();
                if (Instant.now().isAfter(end)) {
                    throw taken;
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    /** Connections through the proxy at this moment. */
    public int connections() {
        return open.size() / 2;
    }

    @Override public void close() {
        cut();
    }

    private void acceptFrom(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket near = from.accept();
                Thread.ofVirtual().start(() -> join(near, from));
            } catch (IOException e) {
                return;                         // cut
            }
        }
    }

    private void join(Socket near, ServerSocket from) {
        Socket far = new Socket();
        try {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
            if (far.getLocalPort() == targetPort) {
                throw new IOException("nobody listens: the connection met itself");   // loopback allows it on a free port
            }
            if (!registered(near, far, from)) {
                return;
            }
            Thread.ofVirtual().start(() -> carry(near, far));
            Thread.ofVirtual().start(() -> carry(far, near));
        } catch (IOException e) {               // the target is away: the caller sees a reset, as without a proxy
            reset(near);
            reset(far);
        }
    }

    /** A connection that was being made while the line was cut must not outlive the cut. */
    private boolean registered(Socket near, Socket far, ServerSocket from) {
        lock.lock();
        try {
            if (listener == from) {
                open.add(near);
                open.add(far);
                return true;
            }
        } finally {
            lock.unlock();
        }
        reset(near);
        reset(far);
        return false;
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int read = from.getInputStream().read(buffer); read >= 0; read = from.getInputStream().read(buffer)) {
                pass(to, buffer, read);
            }
            pass(to, buffer, 0);
            to.shutdownOutput();
            if (from.isOutputShutdown()) {      // the other direction ended before: nothing more can come
                forget(from, to);
                from.close();
                to.close();
            }
        } catch (IOException e) {
            breakOff(from, to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            breakOff(from, to);
        }
    }

    private void breakOff(Socket one, Socket other) {
        forget(one, other);
        reset(one);
        reset(other);
    }

    private void forget(Socket one, Socket other) {
        open.remove(one);
        open.remove(other);
    }

    /** Waits while the line is paused. */
    private void pass(Socket to, byte[] buffer, int length) throws IOException, InterruptedException {
        enter();
        try {
            to.getOutputStream().write(buffer, 0, length);
        } finally {
            leave();
        }
    }

    private void enter() throws InterruptedException {
        lock.lock();
        try {
            while (paused) {
                flows.await();
            }
            passing++;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            passing--;
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);        // RST instead of FIN: the peer must not take this for a normal end
            socket.close();
        } catch (IOException e) {
            // closed before: that is what was asked
        }
    }
}
