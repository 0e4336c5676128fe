package io.postiljon.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.DossierReference;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.RecipientKind;
import io.postiljon.store.DossierRegister;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens, closes and looks up dossiers for an agency; each call is on record. Answers never repeat a number: the agency knows whom it
 * asked about.
 */
class DossierDesk {
    private final DossierRegister register;
    private final AuditLog audit;
    private final Clock clock;
    private final Environment environment;

    DossierDesk(DossierRegister register, AuditLog audit, Clock clock, Environment environment) {
        this.register = register;
        this.audit = audit;
        this.clock = clock;
        this.environment = environment;
    }

    /** 201 the first time, 200 when the same dossier is open already. @throws RefusalException 400, 409, 422 */
    @Transactional
    public JsonReply open(Caller caller, TraceId traceId, byte[] json) {
        DossierRequest.Opening opening = DossierRequest.opening(json, new Terms(caller.agreement(), environment));
        DossierRegister.Opened opened = register.open(caller.agreement().code(), opening.reference(), opening.subject(), opening.from(), opening.until());
        if (opened == DossierRegister.Opened.DIFFERENT) {
            throw RefusalException.of(Issue.inBody(Complaint.DOSSIER_DIFFERS, "dossierReference"));
        }
        record(AuditEvent.DOSSIER_OPENED, caller, traceId, opening.subject());
        return new JsonReply(opened == DossierRegister.Opened.OPENED ? 201 : 200, shown(caller.agreement(), opening.reference()));
    }

    /** 200 with the closed dossier, also when it was closed before. @throws RefusalException 404 when the agency has no dossier of this reference */
    @Transactional
    public JsonReply close(Caller caller, TraceId traceId, byte[] json) {
        DossierReference reference = DossierRequest.closing(json, new Terms(caller.agreement(), environment));
        boolean closedNow = register.close(caller.agreement().code(), reference);
        DossierRegister.Dossier dossier = register.find(caller.agreement().code(), reference)
                .orElseThrow(() -> RefusalException.of(Issue.inBody(Complaint.NO_SUCH_RESOURCE, "dossierReference")));
        record(closedNow ? AuditEvent.DOSSIER_CLOSED : AuditEvent.DOSSIER_CONSULTED, caller, traceId, Optional.empty());
        return new JsonReply(200, shown(dossier));
    }

    /** 200 with the agency's dossiers, also when there is none. */
    @Transactional
    public JsonReply query(Caller caller, TraceId traceId, byte[] json) {
        DossierRequest.Query query = DossierRequest.query(json, new Terms(caller.agreement(), environment));
        List<DossierRegister.Dossier> found = query.subject()
                .map(subject -> register.find(caller.agreement().code(), subject))
                .orElseGet(() -> query.reference().flatMap(reference -> register.find(caller.agreement().code(), reference)).stream().toList());
        record(AuditEvent.DOSSIER_CONSULTED, caller, traceId, query.subject());
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("self", "/api/v1/dossiers/query");
        ArrayNode items = body.putArray("items");
        found.stream().filter(dossier -> query.reference().map(dossier.reference()::equals).orElse(true)).map(this::shown).forEach(items::add);
        return new JsonReply(200, body.put("total", items.size()));
    }

    private ObjectNode shown(Agreement agreement, DossierReference reference) {
        return shown(register.find(agreement.code(), reference).orElseThrow());
    }

    private ObjectNode shown(DossierRegister.Dossier dossier) {
        ObjectNode node = JsonNodeFactory.instance.objectNode()
                .put("dossierReference", dossier.reference().value())
                .put("subject", dossier.subjectKind() == RecipientKind.ADDRESSEE ? "none" : dossier.subjectKind().name().toLowerCase(java.util.Locale.ROOT))
                .put("openFrom", dossier.openFrom().toString());
        dossier.openUntil().ifPresent(until -> node.put("openUntil", until.toString()));
        dossier.closedAt().ifPresent(closed -> node.put("closedAt", closed.toString()));
        return node;
    }

    private void record(AuditEvent event, Caller caller, TraceId traceId, Optional<Recipient> subject) {
        Instant now = clock.instant();
        audit.append(AuditRecord.of(event, AuditOutcome.DONE, Actor.agency(caller.certificateThumbprint()), now, traceId.toString())
                .withAgency(caller.agreement().code(), caller.agreement().mode())
                .withSubject(subject.map(Recipient::kind).orElse(RecipientKind.ADDRESSEE), subject));
    }
}
