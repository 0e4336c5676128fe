package io.postiljon;

import io.postiljon.access.AgreementChange;
import io.postiljon.access.AgreementListener;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.AgencyCode;
import io.postiljon.store.RecordedAgreements;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts each change of an agreement on record, before it takes effect: a change that cannot be recorded does not happen. A start, or
 * another node, that finds the version that is on record records nothing; one that finds another, or none, does.
 */
public class AgreementEvidence implements AgreementListener {
    private static final Actor JOB = Actor.gateway("access-reload-agreements");

    private final AuditLog audit;
    private final RecordedAgreements recorded;
    private final Clock clock;
    private volatile boolean started;

    AgreementEvidence(AuditLog audit, RecordedAgreements recorded, Clock clock) {
        this.audit = audit;
        this.recorded = recorded;
        this.clock = clock;
    }

    @Override @Transactional public void beforeChange(List<AgreementChange> changes) {
        String traceId = UUID.randomUUID().toString();
        Set<AgencyCode> before = recorded.all();
        if (!started) {
            removedMeanwhile(before, changes).forEach(code -> append(removed(code), traceId));
        }
        changes.stream().map(change -> asRecorded(change, before)).filter(this::isNew).forEach(change -> append(change, traceId));
        started = true;
    }

    /** The first call names all agreements there are. */
    private Set<AgencyCode> removedMeanwhile(Set<AgencyCode> before, List<AgreementChange> changes) {
        Set<AgencyCode> gone = new HashSet<>(before);
        changes.forEach(change -> gone.remove(change.code()));
        gone.forEach(recorded::forget);
        return gone;
    }

    private boolean isNew(AgreementChange change) {
        return switch (change.kind()) {
            case ADDED, CHANGED -> recorded.note(change.code(), change.fingerprint().orElseThrow());
            case REMOVED -> recorded.forget(change.code());
            case REFUSED -> true;
        };
    }

    /** What is new to this process may be a change for the evidence. */
    private static AgreementChange asRecorded(AgreementChange change, Set<AgencyCode> before) {
        return change.kind() == AgreementChange.Kind.ADDED && before.contains(change.code())
                ? new AgreementChange(change.code(), AgreementChange.Kind.CHANGED, change.members(), change.inForce(), change.fingerprint())
                : change;
    }

    private static AgreementChange removed(AgencyCode code) {
        return new AgreementChange(code, AgreementChange.Kind.REMOVED, List.of(), java.util.Optional.empty(), java.util.Optional.empty());
    }

    private void append(AgreementChange change, String traceId) {
        AuditOutcome outcome = change.kind() == AgreementChange.Kind.REFUSED ? AuditOutcome.REFUSED : AuditOutcome.DONE;
        AuditRecord record = AuditRecord.of(AuditEvent.AGREEMENT_CHANGED, outcome, JOB, clock.instant(), traceId)
                .withDetail(Map.of("agency", change.code().value(), "kind", change.kind().name(), "members", String.join(",", change.members())));
        audit.append(change.inForce().map(agreement -> record.withAgency(change.code(), agreement.mode())).orElse(record));
    }
}
