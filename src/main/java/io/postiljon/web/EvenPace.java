package io.postiljon.web;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Lets every refusal leave at the same time after its question, so that a wrong code and a wrong postal code cannot be told apart by
 * the clock: the one is a look into the database, the other writes evidence too. The thread that waits is a virtual one.
 */
final class EvenPace {
    private final long answerNanos;
    private final LongSupplier nanos;

    EvenPace(Duration answerTime, LongSupplier nanos) {
        this.answerNanos = answerTime.toNanos();
        this.nanos = nanos;
    }

    /** Now, to be given back with the refusal. */
    long start() {
        return nanos.getAsLong();
    }

    void holdUntilDue(long start) {
        long due = start + due(nanos.getAsLong() - start);
        for (long left = due - nanos.getAsLong(); left > 0; left = due - nanos.getAsLong()) {
            LockSupport.parkNanos(left);
        }
    }

    /** A question that took longer leaves at the next full answer time. */
    long due(long goneNanos) {
        return Math.max(1, Math.ceilDiv(goneNanos, answerNanos)) * answerNanos;
    }
}
