package io.postiljon.ebox;

import io.postiljon.sending.SendingId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What one question about the reading of messages came to. */
public sealed interface StatusAnswer {
    /** Whether the main document was opened, and until when the message stays, when the eBox says so. */
    record Seen(boolean read, Optional<Instant> expiresAt) {}

    /** Messages that are missing are unknown. */
    record Told(Map<SendingId, Seen> seen) implements StatusAnswer {
        public Told {
            seen = Map.copyOf(seen);
        }
    }

    /** The eBox does not offer this (404): nothing is known, and nothing is wrong. */
    record NotOffered() implements StatusAnswer {}

    /** No answer for now. */
    record NotTold(String code, Optional<Duration> retryAfter) implements StatusAnswer {}
}
