package io.postiljon.print;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.crypto.SealBroken;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.Service;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchedPiece;
import io.postiljon.store.PieceDocument;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.StoredDocument;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the evidence of this package, in the caller's transaction. */
class PrintEvidence {
    /** Of batches, which are of no single sending. */
    static final String NO_TRACE = "-";

    private final AuditLog audit;
    private final Sendings sendings;
    private final Clock clock;

    PrintEvidence(AuditLog audit, Sendings sendings, Clock clock) {
        this.audit = audit;
        this.sendings = sendings;
        this.clock = clock;
    }

    /** A line about one sending, in the state it has, and about the person while it is known. */
    AuditRecord about(Sending sending, AuditEvent event, AuditOutcome outcome, Actor actor) {
        return AuditRecord.of(event, outcome, actor, clock.instant(), sending.traceId())
                .withAgency(sending.agency(), sending.mode())
                .withSending(sending.id())
                .withPurpose(Service.PRINT, sending.purpose(), sending.dataCategory())
                .withSubject(sending.recipientKind(), person(sending));
    }

    /** A line about a piece, with its documents. */
    AuditRecord about(Sending sending, BatchedPiece piece, AuditEvent event, AuditOutcome outcome, Actor actor) {
        return withDocuments(about(sending, event, outcome, actor), piece.documents().stream().map(PieceDocument::object).toList());
    }

    static AuditRecord withDocuments(AuditRecord record, List<StoredDocument> documents) {
        return record.withDocuments(documents.stream().map(StoredDocument::digest).toList(),
                documents.stream().mapToLong(StoredDocument::sizeBytes).sum());
    }

    private Optional<Recipient> person(Sending sending) {
        try {
            return sendings.content(sending.id()).flatMap(MessageContent::recipient);
        } catch (SealBroken damaged) {
            return Optional.empty();     // then this very line may be about the damage, and must be written
        }
    }

    void append(AuditRecord record) {
        audit.append(record);
    }

    /** A line about a batch as a whole, with its order file when that is built. */
    void batch(Batch batch, AuditEvent event, AuditOutcome outcome, Actor actor, Map<String, String> detail) {
        Map<String, String> all = new HashMap<>(detail);
        all.put("supplier", batch.supplier().value());
        all.put("batch", batch.id().toString());
        all.put("order", batch.orderName());
        AuditRecord record = AuditRecord.of(event, outcome, actor, clock.instant(), NO_TRACE).withDetail(all);
        append(batch.built().map(Batch.Built::file).map(file -> record.withDocuments(List.of(file.digest()), file.sizeBytes())).orElse(record));
    }
}
