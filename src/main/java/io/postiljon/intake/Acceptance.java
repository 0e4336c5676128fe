package io.postiljon.intake;

import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Status;
import io.postiljon.store.NewDocument;
import io.postiljon.store.NewSending;
import io.postiljon.store.Sendings;
import java.util.Map;
import org.springframework.transaction.annotation.Transactional;

/** The one transaction that makes a sending exist: state, documents with their keys, outbox, receipt and evidence. */
class Acceptance {
    private final Sendings sendings;
    private final AuditLog audit;
    private final TrialCap trialCap;

    Acceptance(Sendings sendings, AuditLog audit, TrialCap trialCap) {
        this.sendings = sendings;
        this.audit = audit;
        this.trialCap = trialCap;
    }

    /**
     * Accepted when this returns, and not before. A key or reference that another call took at the same moment rolls it back, as
     * does a trial that has had its sendings of today: that is counted last, so that a repeat at the cap is still told as one.
     */
    @Transactional
    public Answer accept(ReceiptedSending receipted) {
        CheckedSending checked = receipted.checked();
        ReceivedSending received = checked.received();
        sendings.accept(new NewSending(receipted.id(), received.agreement().code(), received.agreement().mode(), received.entrance(),
                checked.reference(), received.key(), received.fingerprint(), checked.dataCategory(), checked.purpose(),
                checked.signed().message().wish(), checked.content(), checked.documents(), checked.signed().evidence(),
                checked.signed().thumbprint(), receipted.receipt(), receipted.acceptedAt(), received.traceId().toString()));
        audit.append(evidence(receipted));
        trialCap.count(received.agreement(), receipted.acceptedAt());
        return new Answer.Accepted(new Answer.AcceptedSending(receipted.id(), checked.reference(), Status.ACCEPTED,
                received.agreement().mode(), receipted.acceptedAt(), receipted.receipt()));
    }

    private static AuditRecord evidence(ReceiptedSending receipted) {
        CheckedSending checked = receipted.checked();
        ReceivedSending received = checked.received();
        return AuditRecord.of(AuditEvent.SENDING_ACCEPTED, AuditOutcome.DONE, received.actor(), receipted.acceptedAt(), received.traceId().toString())
                .withAgency(received.agreement().code(), received.agreement().mode())
                .withSending(receipted.id())
                .withPurpose(checked.signed().message().service(), checked.purpose(), checked.dataCategory())
                .withRecipientOf(checked.content())
                .withDocuments(checked.documents().stream().map(NewDocument::object).map(object -> object.digest()).toList(), received.documentBytes())
                .withFirstState(SendingState.ACCEPTED)
                .withSignature(checked.signed().evidence())
                .withDetail(Map.of("entrance", received.entrance().name(), "channel", checked.signed().message().wish().name(),
                        "signer", checked.signed().thumbprint()));
    }
}
