package io.postiljon.sending;

import java.time.Duration;

/**
 * How long to wait before the next attempt: doubled each time from {@code first} to {@code longest}, and up to a quarter more so
 * that sendings which failed together do not come back together. The extra part follows from the id and the attempt, so no
 * chance is needed.
 */
public record PauseCurve(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 30;
    private static final int STEPS = 1000;

    public PauseCurve {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || longest.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("pauses: 0 < first <= longest <= 1 day, are " + first + " and " + longest);
        }
    }

    /** @param attempt from 1; grows with each attempt on the sending */
    public Duration after(int attempt, SendingId sending) {
        int doublings = Math.clamp(attempt - 1, 0, MOST_DOUBLINGS);
        long millis = Math.min(longest.toMillis(), Math.multiplyExact(Math.min(first.toMillis(), longest.toMillis()), 1L << doublings));
        long spread = Math.floorMod(31L * sending.hashCode() + attempt, STEPS);
        return Duration.ofMillis(millis + millis * spread / (4 * STEPS));
    }
}
