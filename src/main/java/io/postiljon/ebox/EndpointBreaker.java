package io.postiljon.ebox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The circuit breaker of one endpoint. Closed: calls go. Some in a row came to nothing: open, no call for a pause, or for longer when
 * the endpoint asked for it. Then half open: one call, and its outcome closes or opens again. A call whose outcome never came (its
 * worker died) gives its place up after {@code trial}. Safe for many threads.
 */
final class EndpointBreaker {
    enum State { CLOSED, HALF_OPEN, OPEN }

    private final BreakerSettings settings;
    private final Duration trial;
    private final Clock clock;
    private int failures;                   // all guarded by this
    private Instant firstFailure = Instant.MIN;
    private Optional<Instant> openUntil = Optional.empty();
    private Optional<Object> trying = Optional.empty();
    private Instant tryingUntil = Instant.MIN;

    EndpointBreaker(BreakerSettings settings, Duration trial, Clock clock) {
        this.settings = settings;
        this.trial = trial;
        this.clock = clock;
    }

    synchronized State state() {
        return openUntil.map(until -> clock.instant().isBefore(until) ? State.OPEN : State.HALF_OPEN).orElse(State.CLOSED);
    }

    /** Until when no call goes at all; empty when one may. */
    synchronized Optional<Instant> heldUntil() {
        return openUntil.filter(until -> clock.instant().isBefore(until));
    }

    /** @param who the same caller may come twice in one attempt */
    synchronized Admission admit(Object who) {
        Instant now = clock.instant();
        return switch (state()) {
            case CLOSED -> Admission.GO;
            case OPEN -> Admission.notBefore(Duration.between(now, openUntil.orElseThrow()));
            case HALF_OPEN -> {
                if (trying.isPresent() && now.isBefore(tryingUntil) && !trying.get().equals(who)) {
                    yield Admission.notNow();
                }
                trying = Optional.of(who);
                tryingUntil = now.plus(trial);
                yield Admission.GO;
            }
        };
    }

    /** The endpoint answered, whatever it said. One that comes while open began before, and counts for nothing. */
    synchronized void answered() {
        if (state() != State.OPEN) {
            failures = 0;
            openUntil = Optional.empty();
            trying = Optional.empty();
        }
    }

    synchronized void failed(Optional<Duration> retryAfter) {
        Instant now = clock.instant();
        Instant asked = retryAfter.map(now::plus).orElse(Instant.MIN);
        switch (state()) {
            case CLOSED -> {
                if (failures == 0 || firstFailure.plus(settings.window()).isBefore(now)) {
                    failures = 0;
                    firstFailure = now;
                }
                failures++;
                if (failures >= settings.failures()) {
                    open(now, asked);
                }
            }
            case HALF_OPEN -> open(now, asked);
            case OPEN -> openUntil = openUntil.map(until -> later(until, asked));
        }
    }

    private void open(Instant now, Instant asked) {
        openUntil = Optional.of(later(now.plus(settings.pause()), asked));
        trying = Optional.empty();
        failures = 0;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
