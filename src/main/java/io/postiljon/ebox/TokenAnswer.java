package io.postiljon.ebox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the token service said. */
public sealed interface TokenAnswer {
    /** @param usableUntil its end minus the margin */
    record Granted(String token, Instant usableUntil) implements TokenAnswer {
        @Override public String toString() {
            return "Granted[***, until " + usableUntil + "]";
        }
    }

    record NotGranted(String code, Optional<Duration> retryAfter) implements TokenAnswer {}

    /** The word by which a route chooses. */
    default boolean granted() {
        return this instanceof Granted;
    }
}
