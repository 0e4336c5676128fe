package io.postiljon;

import io.postiljon.access.AgreementChange;
import io.postiljon.access.AgreementListener;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/** Puts each change of an agreement on record, before it takes effect: a change that cannot be recorded does not happen. */
public class AgreementEvidence implements AgreementListener {
    private static final Actor JOB = Actor.gateway("access-reload-agreements");

    private final AuditLog audit;
    private final Clock clock;

    AgreementEvidence(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Override @Transactional public void beforeChange(List<AgreementChange> changes) {
        String traceId = UUID.randomUUID().toString();
        for (AgreementChange change : changes) {
            AuditOutcome outcome = change.kind() == AgreementChange.Kind.REFUSED ? AuditOutcome.REFUSED : AuditOutcome.DONE;
            AuditRecord record = AuditRecord.of(AuditEvent.AGREEMENT_CHANGED, outcome, JOB, clock.instant(), traceId)
                    .withDetail(Map.of("agency", change.code().value(), "kind", change.kind().name(), "members", String.join(",", change.members())));
            audit.append(change.inForce().map(agreement -> record.withAgency(change.code(), agreement.mode())).orElse(record));
        }
    }
}
