package io.postiljon.store;

import io.postiljon.sending.MessageReference;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Sha256;
import java.time.Instant;

/** What was accepted earlier under a key or a reference. */
public record PriorAcceptance(SendingId id, MessageReference reference, Sha256 fingerprint, String receipt, Mode mode,
        Instant acceptedAt, SendingState state) {}
