package io.postiljon.intake;

import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.MessageReference;
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
        return new Recollection(sending, byKey(sending.received()).filter(prior -> isSame(prior, sending.received())));
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
        Uses uses = uses(sending.received(), sending.message().reference());
        if (!uses.issues().isEmpty()) {
            throw new RefusalException(new Refusal(uses.issues(), uses.key().or(uses::reference).map(PriorAcceptance::id), Optional.empty()));
        }
        return sending;
    }

    /** A key says nothing about parts that could not be read; a reference does. A repeat is told as what it is: a success. */
    public Validation validate(Validation validation) {
        Optional<MessageReference> reference = validation.message().flatMap(MessageToPublish::reference);
        Uses uses = uses(validation.received(), reference);
        if (validation.isWhole() && uses.isRepeat()) {
            boolean answered = validation.signed().isPresent() && !validation.hasFaultIn(Stage.FORM);
            return answered ? validation.repeating(uses.key().map(PriorAcceptance::id)) : validation;
        }
        Validation judged = validation.judged(Stage.REFERENCE, uses.issuesOf(Complaint.REFERENCE_USED));
        judged = validation.isWhole() ? judged.judged(Stage.KEY, uses.issuesOf(Complaint.KEY_USED)) : judged.without(Stage.KEY);
        return reference.isPresent() ? judged : judged.without(Stage.REFERENCE);
    }

    /** What used the key, and what the reference. */
    private record Uses(Optional<PriorAcceptance> key, Optional<PriorAcceptance> reference, boolean isRepeat) {
        List<Issue> issues() {
            List<Issue> issues = new ArrayList<>();
            if (!isRepeat) {
                key.ifPresent(prior -> issues.add(Issue.inHeader(Complaint.KEY_USED, "Idempotency-Key")));
                reference.ifPresent(prior -> issues.add(Issue.inBody(Complaint.REFERENCE_USED, "messageReference")));
            }
            return issues;
        }

        List<Issue> issuesOf(Complaint complaint) {
            return issues().stream().filter(issue -> issue.complaint() == complaint).toList();
        }
    }

    private Uses uses(ReceivedSending received, Optional<MessageReference> reference) {
        // the reference first: an equal call that commits in between is then found by its key, and is no conflict
        Optional<PriorAcceptance> sameReference = reference.flatMap(used -> sendings.byReference(received.agreement().code(), used));
        Optional<PriorAcceptance> sameKey = byKey(received);
        return new Uses(sameKey, sameReference, sameKey.filter(prior -> isSame(prior, received)).isPresent());
    }

    private Optional<PriorAcceptance> byKey(ReceivedSending received) {
        return sendings.byKey(received.agreement().code(), received.key());
    }

    private static boolean isSame(PriorAcceptance prior, ReceivedSending received) {
        return prior.fingerprint().equals(received.fingerprint());
    }
}
