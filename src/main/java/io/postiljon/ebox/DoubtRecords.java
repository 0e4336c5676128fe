package io.postiljon.ebox;

import io.postiljon.audit.Decision;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.SendingState;
import io.postiljon.store.OpenItem;
import io.postiljon.store.OpenItems;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.VaultObjectKind;
import java.util.HashMap;
import java.util.Map;

/** Writes what a person decided about a doubt: evidence, the end of the question, and the end of the documents when delivery is over. */
class DoubtRecords {
    private final Sendings sendings;
    private final OpenItems openItems;
    private final AuditLog audit;
    private final PublicationEvidence evidence;

    DoubtRecords(Sendings sendings, OpenItems openItems, AuditLog audit, PublicationEvidence evidence) {
        this.sendings = sendings;
        this.openItems = openItems;
        this.audit = audit;
        this.evidence = evidence;
    }

    void decided(Sending before, SendingState after, DoubtWay way, Decision decision, Map<String, String> more) {
        Map<String, String> detail = new HashMap<>(more);
        detail.put("decision", way.name());
        detail.put("reason", decision.reason());
        audit.append(evidence.decision(before, sendings.content(before.id()), AuditEvent.DOUBT_DECIDED, decision.actor())
                .withStates(before.state(), after).withDetail(detail));
    }

    void closed(Sending sending, Decision decision, String resolution) {
        for (OpenItem item : openItems.of(sending.id())) {
            openItems.close(item.kind(), sending.id(), decision.actor().id(), resolution, decision.reason());
        }
    }

    /** What a sending in doubt still had. Documents of MAGDA Online stay readable for the agency. */
    void destroyed(Sending before) {
        if (before.state() != SendingState.IN_DOUBT) {
            return;
        }
        sendings.content(before.id()).ifPresent(content -> {
            if (before.entrance() == Entrance.ONLINE) {
                sendings.destroy(before.id());
                return;
            }
            sendings.destroy(before.id(), VaultObjectKind.DOCUMENT);
            audit.append(evidence.of(before, content, AuditEvent.DOCUMENTS_DESTROYED, AuditOutcome.DONE));
        });
    }
}
