package io.postiljon.ebox;

import java.time.Duration;
import java.util.Optional;

/** Whether a breaker lets a call through. {@code retryAfter}: of one that it does not, when that is known. */
public record Admission(boolean admitted, Optional<Duration> retryAfter) {
    static final Admission GO = new Admission(true, Optional.empty());

    static Admission notBefore(Duration pause) {
        return new Admission(false, Optional.of(pause));
    }

    /** Another call is finding out. */
    static Admission notNow() {
        return new Admission(false, Optional.empty());
    }
}
