package io.postiljon.tracking;

import java.time.Duration;
import java.util.Optional;

/** What came of one call to an address. {@code code}: stable, shown to the agency. */
sealed interface WebhookOutcome {
    record Taken(int status) implements WebhookOutcome {}

    /** 410: the receiver wants no more. */
    record Unwanted() implements WebhookOutcome {}

    /** Anything else, also no answer at all: tried again later. */
    record NotTaken(String code, Optional<Integer> status, Optional<Duration> retryAfter) implements WebhookOutcome {}
}
