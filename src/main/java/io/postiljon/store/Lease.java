package io.postiljon.store;

import io.postiljon.sending.SendingId;
import java.time.Instant;

/**
 * The right of one worker to take a sending further until a moment.
 *
 * @param attempt fencing token: a worker whose lease was taken over can no longer write, as the number has grown
 */
public record Lease(SendingId sending, int attempt, Instant until) {
    /** Whether the sending is still taken under this lease: no outcome is recorded, and nobody else took it. */
    public boolean holds(Sending now) {
        return now.id().equals(sending) && now.attempt() == attempt && now.leasedUntil().isPresent();
    }
}
