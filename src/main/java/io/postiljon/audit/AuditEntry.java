package io.postiljon.audit;

import io.postiljon.sending.SendingState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the history of a sending shows of one record. */
public record AuditEntry(AuditEvent event, AuditOutcome outcome, Actor.Kind actor, Instant at, Optional<SendingState> before,
        Optional<SendingState> after, Map<String, String> detail) {}
