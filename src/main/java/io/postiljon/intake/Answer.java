package io.postiljon.intake;

import io.postiljon.sending.MessageReference;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.Status;
import java.time.Instant;

/** What the check of a sending answers when it does not refuse. */
public sealed interface Answer {
    /** Committed by this call. */
    record Accepted(AcceptedSending sending) implements Answer {}

    /** Committed by an earlier call with the same key and content: the same receipt again, and what came along now is dropped. */
    record Repeated(AcceptedSending sending) implements Answer {}

    AcceptedSending sending();

    /** An accepted sending as its agency sees it. */
    record AcceptedSending(SendingId id, MessageReference reference, Status status, Mode mode, Instant acceptedAt, String receipt) {}
}
