package io.postiljon.audit;

import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The word that an agency sees of a sending has changed. Whenever it is read, it is the same.
 *
 * @param version     grows by one with each event of the sending
 * @param channel     the channel that was chosen by then
 * @param outcomeCode stable code of what ended or holds the delivery
 */
public record StatusEvent(UUID id, EventCursor place, SendingId sending, String messageReference, SendingState state, Instant at, Mode mode,
        int version, Optional<String> channel, Optional<String> outcomeCode) {
    /** The word. */
    public Status status() {
        return state.status();
    }
}
