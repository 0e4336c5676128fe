package io.postiljon.tracking;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.audit.StatusEvent;
import io.postiljon.audit.StatusEvents;
import io.postiljon.audit.SubjectSearch;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import io.postiljon.store.Sending;
import io.postiljon.store.SendingFilter;
import io.postiljon.store.SendingList;
import io.postiljon.store.SendingPlace;
import io.postiljon.store.Sendings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Lists and searches of an agency's own sendings. Each is on record as a consultation before its answer leaves. */
public class MessageLists {
    private static final int EVENTS = 500;
    /** Of one recipient: more than anybody gets from one agency; the newest are kept. */
    private static final int SENDINGS_TO_ONE = 5000;

    private final SendingList list;
    private final Sendings sendings;
    private final SubjectSearch subjects;
    private final StatusEvents events;
    private final AuditLog audit;
    private final Clock clock;

    MessageLists(SendingList list, Sendings sendings, SubjectSearch subjects, StatusEvents events, AuditLog audit, Clock clock) {
        this.list = list;
        this.sendings = sendings;
        this.subjects = subjects;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param next where the next page starts; empty on the last one */
    record Page(List<Sending> sendings, Optional<SendingPlace> next) {}

    @Transactional
    public Page find(Asker asker, MessageQuery query) {
        AgencyCode agency = asker.agreement().code();
        SendingFilter filter = query.recipient()
                .map(recipient -> query.filter().onlyAmong(subjects.sendingsTo(agency, recipient, SENDINGS_TO_ONE)))
                .orElse(query.filter());
        List<Sending> found = list.page(agency, filter, query.limit() + 1);
        List<Sending> shown = found.subList(0, Math.min(found.size(), query.limit()));
        record(asker, query, shown.size());
        return new Page(List.copyOf(shown), found.size() > shown.size()
                ? Optional.of(new SendingPlace(shown.getLast().acceptedAt(), shown.getLast().id().value()))
                : Optional.empty());
    }

    /** @throws UnknownMessage when this agency sent no such message */
    @Transactional
    public Sending one(Asker asker, SendingId id) {
        Sending sending = sendings.find(id).filter(found -> found.agency().equals(asker.agreement().code())).orElseThrow(UnknownMessage::new);
        audit.append(consultation(AuditEvent.STATUS_CONSULTED, asker).withSending(id));
        return sending;
    }

    /** What happened to one sending, oldest first. @throws UnknownMessage as {@link #one} */
    @Transactional
    public List<StatusEvent> timeline(Asker asker, SendingId id) {
        one(asker, id);
        return events.ofSending(id, EVENTS);
    }

    private void record(Asker asker, MessageQuery query, int found) {
        AuditRecord record = consultation(AuditEvent.SENDINGS_CONSULTED, asker).withDetail(Map.of(
                "by", query.recipient().isPresent() ? "recipient" : query.filter().among().isPresent() ? "ids" : "filter",
                "found", String.valueOf(found)));
        audit.append(query.recipient().map(recipient -> record.withSubject(recipient.kind(), Optional.<Recipient>of(recipient))).orElse(record));
    }

    private AuditRecord consultation(AuditEvent event, Asker asker) {
        return AuditRecord.of(event, AuditOutcome.DONE, Actor.agency(asker.certificate()), clock.instant(), asker.traceId())
                .withAgency(asker.agreement().code(), asker.agreement().mode());
    }
}
