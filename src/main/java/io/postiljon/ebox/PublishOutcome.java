package io.postiljon.ebox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What we know after one attempt to publish a message. */
public sealed interface PublishOutcome {
    /** It lies in the box. */
    record Published(String eboxMessageId, Optional<Instant> expiresAt, Reader reader) implements PublishOutcome {}

    /** An earlier attempt under this key went through; what id it got is not known. */
    record AlreadyPublished() implements PublishOutcome {}

    /** The e-Box says no, and will say so again. */
    record Refused(String code, Cause cause) implements PublishOutcome {}

    /** The access token is not accepted; certainly not published. */
    record TokenRefused() implements PublishOutcome {}

    /** Certainly not published. {@code retryAfter}: when the e-Box named a time. */
    record Unavailable(String code, Optional<Duration> retryAfter) implements PublishOutcome {}

    /** Published or not: only the same key can tell. */
    record Unknown(String code, Optional<Duration> retryAfter) implements PublishOutcome {}

    /** Whether the recipient ever opened the box, as far as the e-Box says. */
    enum Reader { USES_BOX, NEVER_OPENED_BOX }

    /** Who can mend a refusal: the agency (its recipient or documents), or our operators, who are alarmed. */
    enum Cause { SENDING, GATEWAY }

    /** The word by which a route chooses. */
    default boolean tokenRefused() {
        return this instanceof TokenRefused;
    }
}
