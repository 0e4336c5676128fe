package io.postiljon.print;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Service;
import io.postiljon.store.Batch;
import io.postiljon.store.PieceId;
import io.postiljon.store.Sending;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Writes the evidence of this package, in the caller's transaction. */
class PrintEvidence {
    /** Of batches, which are of no single sending. */
    static final String NO_TRACE = "-";

    private final AuditLog audit;
    private final Clock clock;

    PrintEvidence(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** A line about one sending, in the state it has. */
    AuditRecord about(Sending sending, AuditEvent event, AuditOutcome outcome, Actor actor) {
        return AuditRecord.of(event, outcome, actor, clock.instant(), sending.traceId())
                .withAgency(sending.agency(), sending.mode())
                .withSending(sending.id())
                .withPurpose(Service.PRINT, sending.purpose(), sending.dataCategory());
    }

    void append(AuditRecord record) {
        audit.append(record);
    }

    void moved(Sending sending, AuditEvent event, Actor actor, SendingState to, Map<String, String> detail) {
        append(about(sending, event, AuditOutcome.DONE, actor).withStates(sending.state(), to).withDetail(detail));
    }

    /** A line about a batch as a whole. */
    void batch(Batch batch, AuditEvent event, AuditOutcome outcome, Actor actor, Map<String, String> detail) {
        Map<String, String> all = new HashMap<>(detail);
        all.put("batch", batch.id().toString());
        all.put("order", batch.orderName());
        append(AuditRecord.of(event, outcome, actor, clock.instant(), NO_TRACE).withDetail(all));
    }

    static Map<String, String> piece(PieceId piece) {
        return Map.of("piece", piece.toString());
    }
}
