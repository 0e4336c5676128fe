package io.postiljon.sending;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is known about the eBox of a recipient: a citizen's consent, or the box of an organisation. */
public sealed interface BoxAnswer {
    /** The citizen consented, or the organisation has a box. */
    record Reachable(Instant askedAt, PaperCopies paperCopies) implements BoxAnswer {}

    /** The citizen did not consent, or the organisation has no box. */
    record NotReachable(Instant askedAt) implements BoxAnswer {}

    /** The service that knows did not say. {@code code}: stable, without personal data; {@code retryAfter}: when it named a time. */
    record NoAnswer(String code, Optional<Duration> retryAfter) implements BoxAnswer {}

    /** Nobody was asked, as the answer would not matter. */
    record NotAsked() implements BoxAnswer {}

    /** Whether somebody was asked, or remembered. */
    default boolean asked() {
        return !(this instanceof NotAsked);
    }

    /** Whether the owner still accepts paper beside the eBox ({@code exclusivelyEbox} says no). */
    enum PaperCopies { ALLOWED, NOT_WANTED }
}
