package io.postiljon.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.Guest;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.RecipientKind;
import io.postiljon.store.GuestRegister;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the guest list of an agency; each call is on record. The list may be made before the agreement is in trial. Answers never
 * repeat a number: it is not kept.
 */
class GuestDesk {
    private final GuestRegister register;
    private final AuditLog audit;
    private final Clock clock;
    private final int most;
    private final Environment environment;

    /** @param most guests of one agency */
    GuestDesk(GuestRegister register, AuditLog audit, Clock clock, int most, Environment environment) {
        this.register = register;
        this.audit = audit;
        this.clock = clock;
        this.most = most;
        this.environment = environment;
    }

    /** 201 the first time, 200 when it is a guest already. @throws RefusalException 400, 409 when the list is full, 422 */
    @Transactional
    public JsonReply add(Caller caller, TraceId traceId, byte[] json) {
        Guest guest = GuestRequest.one(json, new Terms(caller.agreement(), environment));
        GuestRegister.Added added = register.add(caller.agreement().code(), guest, most);
        if (added == GuestRegister.Added.FULL) {
            throw RefusalException.of(Issue.ofRequest(Complaint.GUESTS_FULL, most));
        }
        record(AuditEvent.GUEST_ADDED, caller, traceId, Optional.of(guest));
        return new JsonReply(added == GuestRegister.Added.ADDED ? 201 : 200, shown(found(caller, guest)));
    }

    /** 200 with the one guest that was asked for, none, or all. */
    @Transactional
    public JsonReply query(Caller caller, TraceId traceId, byte[] json) {
        Optional<Guest> asked = GuestRequest.oneOrAll(json, new Terms(caller.agreement(), environment));
        List<GuestRegister.Entry> found = asked.map(guest -> register.find(caller.agreement().code(), guest).stream().toList())
                .orElseGet(() -> register.all(caller.agreement().code()));
        record(AuditEvent.GUESTS_CONSULTED, caller, traceId, asked);
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("self", "/api/v1/guests/query");
        ArrayNode items = body.putArray("items");
        found.stream().map(GuestDesk::shown).forEach(items::add);
        return new JsonReply(200, body.put("total", items.size()).put("limit", most).put("dailyCap", caller.agreement().trial().dailyCap()));
    }

    /** 200 with the guest that was. @throws RefusalException 404 when it was none */
    @Transactional
    public JsonReply remove(Caller caller, TraceId traceId, byte[] json) {
        Guest guest = GuestRequest.one(json, new Terms(caller.agreement(), environment));
        GuestRegister.Entry entry = found(caller, guest);
        register.remove(caller.agreement().code(), guest);
        record(AuditEvent.GUEST_REMOVED, caller, traceId, Optional.of(guest));
        return new JsonReply(200, shown(entry));
    }

    private GuestRegister.Entry found(Caller caller, Guest guest) {
        return register.find(caller.agreement().code(), guest).orElseThrow(() -> RefusalException.of(Issue.ofRequest(Complaint.NO_SUCH_RESOURCE)));
    }

    private static ObjectNode shown(GuestRegister.Entry entry) {
        return JsonNodeFactory.instance.objectNode()
                .put("kind", entry.kind() == RecipientKind.ADDRESSEE ? "dossier" : entry.kind().name().toLowerCase(Locale.ROOT))
                .put("addedAt", entry.addedAt().toString());
    }

    private void record(AuditEvent event, Caller caller, TraceId traceId, Optional<Guest> guest) {
        Optional<Recipient> subject = guest.flatMap(Guest::known);
        audit.append(AuditRecord.of(event, AuditOutcome.DONE, Actor.agency(caller.certificateThumbprint()), clock.instant(), traceId.toString())
                .withAgency(caller.agreement().code(), caller.agreement().mode())
                .withSubject(subject.map(Recipient::kind).orElse(RecipientKind.ADDRESSEE), subject));
    }
}
