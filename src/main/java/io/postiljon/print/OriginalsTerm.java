package io.postiljon.print;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.sending.SendingId;
import io.postiljon.store.DocumentFate;
import io.postiljon.store.Originals;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.time.Duration;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/**
 * The end of what was kept for recipients. Documents go with the last day of their term; a cover sheet goes once the printer has
 * judged its piece, because its code stands on it; the address goes when the letter can no longer be printed anew; and what can no
 * longer be fetched is closed. Key first, with its evidence, one
 * transaction for each sending. What still waits for the printer is never touched.
 */
public class OriginalsTerm {
    private static final Actor ROUTE = Actor.gateway("print-end-terms");

    private final Originals originals;
    private final Sendings sendings;
    private final PrintEvidence evidence;
    private final Duration resendTerm;

    OriginalsTerm(Originals originals, Sendings sendings, PrintEvidence evidence, Duration resendTerm) {
        this.originals = originals;
        this.sendings = sendings;
        this.evidence = evidence;
        this.resendTerm = resendTerm;
    }

    /** Sendings of which something is due. */
    public List<SendingId> due() {
        return originals.due(resendTerm);
    }

    /** Again for the same sending it does nothing. */
    @Transactional
    public void end(SendingId id) {
        Sending sending = sendings.lock(id);
        record(sending, AuditEvent.DOCUMENTS_DESTROYED, originals.destroyDueDocuments(id));
        record(sending, AuditEvent.COVER_DESTROYED, originals.destroyDueCover(id));
        if (originals.destroyDueContent(id, resendTerm)) {
            evidence.append(evidence.about(sending, AuditEvent.ADDRESS_DESTROYED, AuditOutcome.DONE, ROUTE));
        }
        if (originals.closeDue(id)) {
            evidence.append(evidence.about(sending, AuditEvent.ORIGINAL_CLOSED, AuditOutcome.DONE, ROUTE));
        }
    }

    private void record(Sending sending, AuditEvent event, List<DocumentFate> destroyed) {
        if (!destroyed.isEmpty()) {
            evidence.append(evidence.about(sending, event, AuditOutcome.DONE, ROUTE)
                    .withDocuments(destroyed.stream().map(DocumentFate::digest).toList(), destroyed.stream().mapToLong(DocumentFate::sizeBytes).sum()));
        }
    }
}
