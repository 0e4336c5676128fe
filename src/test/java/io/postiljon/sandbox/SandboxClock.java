package io.postiljon.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The clock of the business in the sandbox: it runs like any other, and can be set forward. Never back. Safe for many threads. */
public final class SandboxClock extends Clock {
    /** In one go and in all: signatures of the platform hold as long. */
    public static final Duration LONGEST = Duration.ofDays(3650);

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    /** @throws IllegalArgumentException when it would go back, stand still, or run more than ten years ahead */
    public Instant advance(Duration by) {
        if (by.isNegative() || by.isZero()) {
            throw new IllegalArgumentException("the clock of the sandbox only goes forward");
        }
        ahead.updateAndGet(now -> {
            if (by.compareTo(LONGEST.minus(now)) > 0) {
                throw new IllegalArgumentException("the clock of the sandbox runs at most " + LONGEST.toDays() + " days ahead");
            }
            return now.plus(by);
        });
        return instant();
    }

    /** How far it is ahead of the wall. */
    public Duration ahead() {
        return ahead.get();
    }

    @Override public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    @Override public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("times are in UTC");
    }
}
