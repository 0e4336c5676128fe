package io.postiljon.tracking;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.SendingId;
import io.postiljon.store.EvidenceFiles;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.StoredDocument;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.annotation.Transactional;

/** Finds a paper of the post for the agency whose sending it is about, and for nobody else. Each reading is on record. */
public class EvidenceReader {
    private final Sendings sendings;
    private final EvidenceFiles files;
    private final AuditLog audit;
    private final Clock clock;

    EvidenceReader(Sendings sendings, EvidenceFiles files, AuditLog audit, Clock clock) {
        this.sendings = sendings;
        this.files = files;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The record of the consultation is committed before the paper is opened.
     *
     * @throws UnknownMessage when this agency has no such paper
     */
    @Transactional
    public StoredDocument find(Asker asker, SendingId id, DocumentId paper) {
        Sending sending = sendings.find(id).filter(found -> found.agency().equals(asker.agreement().code())).orElseThrow(UnknownMessage::new);
        StoredDocument document = files.object(id, paper).orElseThrow(UnknownMessage::new);
        audit.append(AuditRecord.of(AuditEvent.EVIDENCE_CONSULTED, AuditOutcome.DONE, Actor.agency(asker.certificate()), clock.instant(), asker.traceId())
                .withAgency(sending.agency(), sending.mode()).withSending(id)
                .withDocuments(List.of(document.digest()), document.sizeBytes())
                .withDetail(Map.of("evidence", paper.toString())));
        return document;
    }
}
