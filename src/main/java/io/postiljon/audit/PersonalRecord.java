package io.postiljon.audit;

import io.postiljon.sending.SendingId;
import java.time.Instant;
import java.util.Optional;

/**
 * A record that has to do with a person.
 *
 * @param actor who did it; for {@link Relation#LOGIN} the person himself
 */
public record PersonalRecord(Instant at, AuditEvent event, AuditOutcome outcome, Actor.Kind actor, Optional<SendingId> sending, Relation relation) {
    /** {@code SUBJECT}: it is about him. {@code LOGIN}: he did it, after a login; the letter may be another's. */
    public enum Relation { SUBJECT, LOGIN }
}
