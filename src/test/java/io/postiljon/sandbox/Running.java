package io.postiljon.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What runs and must be ended, the last started first. May be closed from another thread at any moment, also while a part starts: what
 * starts under {@link #start} is waited for and ended too, so that no process stays behind; what comes afterwards is not started.
 */
final class Running implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();      // guarded by lock
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean stopping;

    /** Starts a part. @throws IllegalStateException when everything is being ended */
    <T extends AutoCloseable> T start(Callable<T> part) throws Exception {
        lock.lock();
        try {
            requireGoingOn();
            T started = part.call();
            parts.push(started);
            return started;
        } finally {
            lock.unlock();
        }
    }

    /** Takes over a part that runs. When everything is being ended, it is ended at once. */
    <T extends AutoCloseable> T keep(T part) {
        lock.lock();
        try {
            parts.push(part);
            if (stopping) {
                endAll();
            }
            requireGoingOn();
            return part;
        } finally {
            lock.unlock();
        }
    }

    boolean isStopping() {
        return stopping;
    }

    private void requireGoingOn() {
        if (stopping) {
            throw new IllegalStateException("everything is being ended");
        }
    }

    @Override public void close() {
        stopping = true;                        // before the lock: the next part must not get it first
        lock.lock();
        try {
            endAll();
        } finally {
            lock.unlock();
        }
    }

    /** One that fails to end does not keep the others alive. */
    private void endAll() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception stillStopping) {
                System.err.println("sandbox: a part did not stop cleanly: " + stillStopping.getClass().getSimpleName());
            }
        }
    }
}
