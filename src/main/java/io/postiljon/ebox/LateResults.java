package io.postiljon.ebox;

import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.sending.SendingState;
import io.postiljon.store.OpenItemKind;
import io.postiljon.store.OpenItems;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.util.HashMap;
import java.util.Map;

/**
 * What an attempt learnt after its lease had been taken over. The state belongs to the other worker; what we learnt is kept as
 * evidence, completes what that worker could not know, and is put before a person when it contradicts the state.
 */
class LateResults {
    private final Sendings sendings;
    private final AuditLog audit;
    private final PublicationEvidence evidence;
    private final OpenItems openItems;

    LateResults(Sendings sendings, AuditLog audit, PublicationEvidence evidence, OpenItems openItems) {
        this.sendings = sendings;
        this.audit = audit;
        this.evidence = evidence;
        this.openItems = openItems;
    }

    void published(PublicationAttempt attempt, PublishOutcome.Published published, Map<String, String> detail) {
        keep(attempt, AuditEvent.EBOX_PUBLISHED, detail);
        Sending now = sendings.lock(attempt.sending().id());
        if (now.eboxMessageId().isEmpty()) {
            sendings.notePublication(now.id(), published.eboxMessageId(), published.expiresAt());
            openItems.close(OpenItemKind.EBOX_ID_UNKNOWN, now.id(), "late-answer");
        } else if (!now.eboxMessageId().get().equals(published.eboxMessageId())) {
            openItems.open(OpenItemKind.EBOX_OUTCOME_UNKNOWN, now.id(), "ebox-published-twice");
        }
        askWhenContradicted(now, "ebox-published-late");
    }

    /** Published under another id, or perhaps published. */
    void doubtful(PublicationAttempt attempt, AuditEvent event, Map<String, String> detail) {
        keep(attempt, event, detail);
        askWhenContradicted(sendings.lock(attempt.sending().id()), "ebox-doubt-late");
    }

    /** Certainly not published by this attempt: nothing to ask. */
    void refused(PublicationAttempt attempt, Map<String, String> detail) {
        keep(attempt, AuditEvent.EBOX_REFUSED, detail);
    }

    private void keep(PublicationAttempt attempt, AuditEvent event, Map<String, String> detail) {
        Map<String, String> marked = new HashMap<>(detail);
        marked.put("late", "true");
        audit.append(evidence.of(attempt, event, AuditOutcome.UNKNOWN).withDetail(marked));
    }

    private void askWhenContradicted(Sending now, String code) {
        if (contradictsABox(now.state()) && !now.isPaperCopy()) {
            openItems.open(OpenItemKind.EBOX_OUTCOME_UNKNOWN, now.id(), code);
        }
    }

    private static boolean contradictsABox(SendingState state) {
        return switch (state) {
            case PUBLISHED, PUBLISHED_NEVER_OPENED, READ, EXPIRED_UNREAD, IN_DOUBT, EBOX_CHOSEN -> false;
            case ACCEPTED, PAPER_CHOSEN, PRINT_QUEUED, AT_PRINTER, HANDED_TO_POST, REGISTERED_AT_POST, DELIVERED, REFUSED, NOT_COLLECTED, RETURNED, LOST,
                    WITHHELD, FAILED, CANCELLED -> true;
        };
    }
}
