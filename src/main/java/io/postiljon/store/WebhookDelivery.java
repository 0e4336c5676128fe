package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.SendingId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One event on its way to one address.
 *
 * @param body    the bytes, the same at each attempt
 * @param attempt calls so far; the number of a call fences off older ones
 * @param last    what became of the last call
 */
public record WebhookDelivery(UUID id, AgencyCode agency, String endpoint, Kind kind, UUID eventId, String eventType, Optional<SendingId> sending,
        String body, State state, int attempt, Instant dueAt, Optional<Last> last, Instant createdAt, Optional<Instant> endedAt) {
    /** A test is asked for by the agency, tried once, and sent even to an address that is switched off. */
    public enum Kind { EVENT, TEST }

    public enum State { PENDING, DELIVERED, GIVEN_UP }

    /** @param outcome stable code */
    public record Last(Optional<Integer> httpStatus, String outcome) {}
}
