package io.postiljon.intake;

import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Status;
import io.postiljon.store.PriorAcceptance;
import io.postiljon.store.Sendings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/**
 * Remembers what was accepted under a key or a reference. The same key with the same content gets the first receipt again, however old
 * its signature is by now; a key or a reference with other content is refused. Refused attempts leave no trace here.
 */
public class PriorAnswers {
    private final Sendings sendings;
    private final AuditLog audit;
    private final Clock clock;

    PriorAnswers(Sendings sendings, AuditLog audit, Clock clock) {
        this.sendings = sendings;
        this.audit = audit;
        this.clock = clock;
    }

    public Recollection recall(SignedSending sending) {
        return new Recollection(sending, byKey(sending).filter(prior -> isSame(prior, sending)));
    }

    /** Answers with the first receipt and records that it was asked for again. */
    @Transactional
    public Answer repeat(Recollection recollection) {
        ReceivedSending received = recollection.sending().received();
        PriorAcceptance prior = recollection.same().orElseThrow();
        audit.append(recollection.sending().describe(
                AuditRecord.of(AuditEvent.SENDING_REPEATED, AuditOutcome.DONE, received.actor(), clock.instant(), received.traceId().toString())
                        .withAgency(received.agreement().code(), received.agreement().mode()).withSending(prior.id())
                        .withDocuments(List.copyOf(received.digests().values()), received.documentBytes())));
        return new Answer.Repeated(new Answer.AcceptedSending(prior.id(), prior.reference(), Status.ACCEPTED, prior.mode(),
                prior.acceptedAt(), prior.receipt()));
    }

    /**
     * Stage 5. The same content under the same key was accepted by another call since {@link #recall}: that goes on, to get its answer
     * where both would be accepted.
     *
     * @throws RefusalException 409 when the key or the reference has other content
     */
    public SignedSending requireUnused(SignedSending sending) {
        List<Issue> issues = new ArrayList<>();
        AgencyCode agency = sending.received().agreement().code();
        // the reference first: an equal call that commits in between is then found by its key, and is no conflict
        Optional<PriorAcceptance> sameReference = sending.message().reference().flatMap(reference -> sendings.byReference(agency, reference));
        Optional<PriorAcceptance> otherContent = byKey(sending);
        if (otherContent.filter(prior -> isSame(prior, sending)).isPresent()) {
            return sending;
        }
        otherContent.ifPresent(prior -> issues.add(Issue.inHeader(Complaint.KEY_USED, "Idempotency-Key")));
        sameReference.ifPresent(prior -> issues.add(Issue.inBody(Complaint.REFERENCE_USED, "messageReference")));
        if (!issues.isEmpty()) {
            throw new RefusalException(new Refusal(issues, otherContent.or(() -> sameReference).map(PriorAcceptance::id), Optional.empty()));
        }
        return sending;
    }

    private Optional<PriorAcceptance> byKey(SignedSending sending) {
        return sendings.byKey(sending.received().agreement().code(), sending.received().key());
    }

    private static boolean isSame(PriorAcceptance prior, SignedSending sending) {
        return prior.fingerprint().equals(sending.received().fingerprint());
    }
}
