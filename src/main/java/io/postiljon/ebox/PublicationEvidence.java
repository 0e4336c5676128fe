package io.postiljon.ebox;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.Service;
import io.postiljon.store.DocumentFate;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.StoredDocument;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Starts the evidence of a publication: who, for whom, about whom, with which documents. */
class PublicationEvidence {
    private static final Actor ACTOR = Actor.gateway("ebox-publish-message");

    private final Sendings sendings;
    private final Clock clock;

    PublicationEvidence(Sendings sendings, Clock clock) {
        this.sendings = sendings;
        this.clock = clock;
    }

    AuditRecord of(PublicationAttempt attempt, AuditEvent event, AuditOutcome outcome) {
        return about(attempt.sending(), attempt.content(), event, outcome)
                .withDocuments(attempt.documents().stream().map(StoredDocument::digest).toList(),
                        attempt.documents().stream().mapToLong(StoredDocument::sizeBytes).sum());
    }

    /** A person decided; the content may be gone by then, and with it the number of the recipient. */
    AuditRecord decision(Sending sending, Optional<MessageContent> content, AuditEvent event, Actor actor) {
        List<DocumentFate> documents = sendings.fates(sending.id());
        AuditRecord record = AuditRecord.of(event, AuditOutcome.DONE, actor, clock.instant(), sending.traceId())
                .withAgency(sending.agency(), sending.mode())
                .withSending(sending.id())
                .withPurpose(eboxService(sending.recipientKind()), sending.purpose(), sending.dataCategory())
                .withSubject(sending.recipientKind(), content.flatMap(MessageContent::recipient));
        return record.withDocuments(documents.stream().map(DocumentFate::digest).toList(), documents.stream().mapToLong(DocumentFate::sizeBytes).sum());
    }

    private static Service eboxService(RecipientKind kind) {
        return switch (kind) {
            case CITIZEN -> Service.EBOX_CITIZEN;
            case ORGANISATION -> Service.EBOX_ENTERPRISE;
            case ADDRESSEE -> throw new IllegalStateException("the eBox needs a recipient with a number");
        };
    }

    /** Destroyed documents count too: what they were stays known. */
    AuditRecord of(Sending sending, MessageContent content, AuditEvent event, AuditOutcome outcome) {
        List<DocumentFate> documents = sendings.fates(sending.id());
        return about(sending, content, event, outcome)
                .withDocuments(documents.stream().map(DocumentFate::digest).toList(), documents.stream().mapToLong(DocumentFate::sizeBytes).sum());
    }

    private AuditRecord about(Sending sending, MessageContent content, AuditEvent event, AuditOutcome outcome) {
        Service service = content.recipient().map(Recipient::eboxService)
                .orElseThrow(() -> new IllegalStateException("the eBox needs a recipient with a number"));
        return AuditRecord.of(event, outcome, ACTOR, clock.instant(), sending.traceId())
                .withAgency(sending.agency(), sending.mode())
                .withSending(sending.id())
                .withPurpose(service, sending.purpose(), sending.dataCategory())
                .withSubject(content.recipientKind(), content.recipient());
    }
}
