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
    public void record(KnownSending sending, Refusal refusal) {
        ReceivedSending received = sending.received();
        List<io.postiljon.sending.Sha256> digests = new ArrayList<>(received.digests().values());
        boolean malware = refusal.issues().stream().anyMatch(issue -> issue.complaint() == Complaint.DOCUMENT_MALWARE);
        AuditRecord record = record(malware ? AuditEvent.SECURITY_EVENT : AuditEvent.SENDING_REFUSED, received.actor(), Optional.of(received.agreement()), received.traceId(), refusal)
                .withDocuments(digests, received.documentBytes());
        audit.append(sending instanceof SignedSending signed ? signed.describe(record) : record);
    }

    @Transactional
    public void recordBeforeBody(Actor actor, Optional<Agreement> agreement, TraceId traceId, Refusal refusal) {
        audit.append(record(AuditEvent.SENDING_REFUSED, actor, agreement, traceId, refusal));
    }

    @Transactional
    public void recordAtTheDoor(Actor actor, Optional<Agreement> agreement, TraceId traceId, Refusal refusal) {
        audit.append(record(AuditEvent.SECURITY_EVENT, actor, agreement, traceId, refusal));
    }

    private AuditRecord record(AuditEvent event, Actor actor, Optional<Agreement> agreement, TraceId traceId, Refusal refusal) {
        AuditRecord record = AuditRecord.of(event, AuditOutcome.REFUSED, actor, clock.instant(), traceId.toString())
                .withDetail(Map.of("code", refusal.fault().slug(), "issues", refusal.issues().stream()
                        .map(issue -> issue.complaint().name()).distinct().limit(10).collect(Collectors.joining(","))));
        return agreement.map(known -> record.withAgency(known.code(), known.mode())).orElse(record);
    }
}
