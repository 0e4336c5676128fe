package io.postiljon.intake;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.Agreement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.transaction.annotation.Transactional;

/** Writes the evidence of a refusal in a transaction of its own, as there is no other. */
class RefusalRecorder {
    private final AuditLog audit;
    private final Clock clock;

    RefusalRecorder(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public void record(ReceivedSending received, Refusal refusal) {
        List<io.postiljon.sending.Sha256> digests = new ArrayList<>(received.digests().values());
        audit.append(record(received.actor(), Optional.of(received.agreement()), received.traceId(), refusal)
                .withDocuments(digests, received.documentBytes()));
    }

    @Transactional
    public void recordBeforeBody(Actor actor, Optional<Agreement> agreement, TraceId traceId, Refusal refusal) {
        audit.append(record(actor, agreement, traceId, refusal));
    }

    private AuditRecord record(Actor actor, Optional<Agreement> agreement, TraceId traceId, Refusal refusal) {
        AuditRecord record = AuditRecord.of(AuditEvent.SENDING_REFUSED, AuditOutcome.REFUSED, actor, clock.instant(), traceId.toString())
                .withDetail(Map.of("code", refusal.fault().slug(), "issues", refusal.issues().stream()
                        .map(issue -> issue.complaint().name()).distinct().limit(10).collect(Collectors.joining(","))));
        return agreement.map(known -> record.withAgency(known.code(), known.mode())).orElse(record);
    }
}
