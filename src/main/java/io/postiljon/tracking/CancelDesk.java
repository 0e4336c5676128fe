package io.postiljon.tracking;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.Cancellations;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.VaultObjectKind;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.transaction.annotation.Transactional;

/**
 * Cancels a sending that has not left: state, evidence and the end of its documents in one transaction. Safe against every worker:
 * each of them changes a sending only from the state that it expects. A letter that the printer has is asked back: the wish is put on
 * record here, and what the printer answers is applied by {@code print}.
 */
public class CancelDesk {
    /** From the first of these on, the letter may have left. */
    private static final Set<AuditEvent> LEFT = EnumSet.of(AuditEvent.EBOX_PUBLISHED, AuditEvent.EBOX_REFUSED, AuditEvent.EBOX_UNAVAILABLE,
            AuditEvent.EBOX_IN_DOUBT, AuditEvent.PIECE_STATUS);

    private final Sendings sendings;
    private final Cancellations cancellations;
    private final AuditLog audit;
    private final Clock clock;

    CancelDesk(Sendings sendings, Cancellations cancellations, AuditLog audit, Clock clock) {
        this.sendings = sendings;
        this.cancellations = cancellations;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws UnknownMessage when this agency sent no such message */
    @Transactional
    public CancelVerdict cancel(Asker asker, SendingId id) {
        sendings.find(id).filter(found -> found.agency().equals(asker.agreement().code())).orElseThrow(UnknownMessage::new);
        Optional<SendingState> before = cancellations.cancel(id);
        Sending sending = sendings.get(id);
        if (before.isPresent()) {
            audit.append(evidence(AuditEvent.SENDING_CANCELLED, AuditOutcome.DONE, asker, sending)
                    .withStates(before.get(), SendingState.CANCELLED));
            destroy(asker, sending);
            return new CancelVerdict.Cancelled();
        }
        if (sending.state() == SendingState.CANCELLED) {
            return new CancelVerdict.Cancelled();
        }
        if (cancellations.ask(id) instanceof Cancellations.Asked.Stands stands) {
            if (stands.repeat() == Cancellations.Repeat.FIRST) {
                audit.append(evidence(AuditEvent.CANCEL_ASKED, AuditOutcome.DONE, asker, sending)
                        .withDetail(Map.of("piece", stands.wish().piece().toString(), "state", sending.state().name())));
            }
            return new CancelVerdict.Asked();
        }
        Instant since = leftAt(sending);
        audit.append(evidence(AuditEvent.CANCEL_REFUSED, AuditOutcome.REFUSED, asker, sending)
                .withDetail(Map.of("code", "not-cancellable", "state", sending.state().name(), "since", since.toString())));
        return new CancelVerdict.TooLate(since);
    }

    private void destroy(Asker asker, Sending sending) {
        if (sending.entrance() == Entrance.ONLINE) {
            sendings.destroy(sending.id(), VaultObjectKind.COVER);   // documents of MAGDA Online stay readable for the agency (annex 1, retention)
            return;
        }
        sendings.destroy(sending.id(), VaultObjectKind.DOCUMENT, VaultObjectKind.COVER);
        audit.append(evidence(AuditEvent.DOCUMENTS_DESTROYED, AuditOutcome.DONE, asker, sending));
    }

    private Instant leftAt(Sending sending) {
        return audit.history(sending.id(), sending.acceptedAt()).stream().filter(entry -> LEFT.contains(entry.event())).map(AuditEntry::at).findFirst()
                .orElse(sending.stateSince());
    }

    private AuditRecord evidence(AuditEvent event, AuditOutcome outcome, Asker asker, Sending sending) {
        return AuditRecord.of(event, outcome, Actor.agency(asker.certificate()), clock.instant(), asker.traceId())
                .withAgency(sending.agency(), sending.mode()).withSending(sending.id());
    }
}
