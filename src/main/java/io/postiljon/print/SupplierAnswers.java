package io.postiljon.print;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchState;
import io.postiljon.store.BatchedPiece;
import io.postiljon.store.Batches;
import io.postiljon.store.PieceState;
import io.postiljon.store.Pieces;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes an answer of the supplier that is one JSON: applied as a whole, or kept aside as a whole, in one transaction with its evidence. The same
 * answer again changes nothing. The file at the supplier goes after the commit.
 */
public class SupplierAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(SupplierAnswers.class);
    private static final String DUPLICATE = "DUPLICATE_BATCH";
    private static final Actor SUPPLIER = AnswerQuarantine.SUPPLIER;

    private final Batches batches;
    private final Pieces pieces;
    private final Sendings sendings;
    private final PieceOutcomes outcomes;
    private final CancelAnswers cancels;
    private final PrintEvidence evidence;
    private final StatusReports statusReports;
    private final Reconciliations reconciliations;
    private final AnswerSeries series;
    private final AnswerQuarantine quarantine;
    private final MeterRegistry meters;
    private final AnswerReader reader = new AnswerReader();

    SupplierAnswers(Batches batches, Pieces pieces, Sendings sendings, PieceOutcomes outcomes, CancelAnswers cancels, PrintEvidence evidence,
            StatusReports statusReports, Reconciliations reconciliations, AnswerSeries series, AnswerQuarantine quarantine, MeterRegistry meters) {
        this.batches = batches;
        this.pieces = pieces;
        this.sendings = sendings;
        this.outcomes = outcomes;
        this.cancels = cancels;
        this.evidence = evidence;
        this.statusReports = statusReports;
        this.reconciliations = reconciliations;
        this.series = series;
        this.quarantine = quarantine;
        this.meters = meters;
    }

    /**
     * @param supplier code of the supplier whose folder it lay in, and who signed it
     * @param fileName as in the supplier's folder
     * @param sealed   the file as it came
     * @param opened   its content after decryption and check of the signature; empty when that failed
     */
    @Transactional
    public void take(String supplier, String fileName, byte[] sealed, byte[] opened) {
        SupplierCode from = new SupplierCode(supplier);
        Optional<String> reason = opened.length == 0 ? Optional.of("not-opened") : apply(from, fileName, opened);
        reason.ifPresent(why -> quarantine.keep(from, fileName, sealed, why));
    }

    /** @return why it was not applied; empty when it was, or was before */
    private Optional<String> apply(SupplierCode from, String fileName, byte[] opened) {
        Optional<AnswerName> name = AnswerName.parse(fileName);
        Optional<String> notOurs = name.filter(SupplierAnswers::hasItsOwnNumber).flatMap(parsed -> series.note(from, parsed));
        Optional<SupplierAnswer> answer = name.flatMap(parsed -> reader.read(parsed.kind(), opened));
        if (notOurs.isPresent() || answer.isEmpty()) {
            return notOurs.or(() -> Optional.of("not-the-form"));
        }
        return switch (answer.get()) {
            case SupplierAnswer.AboutOrder aboutOrder -> apply(from, aboutOrder, name.get());
            case SupplierAnswer.StatusEvents events -> statusReports.apply(from, events);
            case SupplierAnswer.Report report -> reconciliations.apply(from, report, fileName);
            case SupplierAnswer.Evidence evidenceWithoutItsZip -> Optional.of("not-the-form");
        };
    }

    private static boolean hasItsOwnNumber(AnswerName name) {
        return switch (name.kind()) {
            case PA, PP -> false;
            case PS, PE, PR -> true;
        };
    }

    private Optional<String> apply(SupplierCode from, SupplierAnswer.AboutOrder answer, AnswerName name) {
        Optional<Batch> batch = batchOf(from, answer, name);
        if (batch.isEmpty()) {
            return Optional.of("unknown-batch");
        }
        if (!batch.get().supplier().equals(from)) {
            return Optional.of(AnswerQuarantine.OTHER_SUPPLIER);
        }
        return switch (answer) {
            case SupplierAnswer.Receipt receipt -> apply(AnswerVerdict.of(receipt, batch.get()), batch.get(), receipt.codes());
            case SupplierAnswer.PieceResults results ->
                apply(AnswerVerdict.of(results, batch.get(), pieces.inBatch(batch.get().id())), batch.get(), List.of());
        };
    }

    private Optional<String> apply(AnswerVerdict verdict, Batch batch, List<String> codes) {
        return switch (verdict) {
            case AnswerVerdict.OrderAccepted accepted -> {
                accept(batch, codes);
                yield Optional.empty();
            }
            case AnswerVerdict.OrderRefused refused -> {
                refuse(batch, codes);
                yield Optional.empty();
            }
            case AnswerVerdict.PiecesJudged judged -> {
                judge(batch, judged);
                yield Optional.empty();
            }
            case AnswerVerdict.Repeated repeated -> Optional.empty();
            case AnswerVerdict.Contradicts contradiction -> Optional.of(contradiction.reason());
        };
    }

    private void accept(Batch batch, List<String> codes) {
        if (!batches.noteReceipt(batch.id())) {
            return;
        }
        noteHandOver(batch);
        if (batch.state().mayBecome(BatchState.ACKED)) {
            move(batch, BatchState.ACKED);
        }
        answered(batch, AuditOutcome.DONE, Map.of("result", "ACCEPTED", "warnings", String.join(",", codes)));
    }

    /**
     * Nothing is printed, and nobody knows yet why: most reasons lie in keys or settings, and {@code DUPLICATE_BATCH} even means that
     * the pieces are printed. So the sendings stay where they are and an operator decides.
     */
    private void refuse(Batch batch, List<String> codes) {
        noteHandOver(batch);
        move(batch, BatchState.REFUSED);
        batches.noteOutcome(batch.id(), codes.contains(DUPLICATE) ? DUPLICATE : codes.isEmpty() ? "OTHER" : codes.getFirst());
        answered(batch, AuditOutcome.REFUSED, Map.of("result", "REJECTED", "codes", String.join(",", codes)));
        PrintGauges.refused(batch.supplier(), meters).increment();
        LOG.error("print supplier {} refused batch {}: {}", batch.supplier(), batch.id(), codes);
        if (batches.isRefusedForSure(batch.id())) {
            pieces.inBatch(batch.id()).forEach(piece -> cancels.fulfil(piece.id(), SUPPLIER, Map.of()));
        }
    }

    private void judge(Batch batch, AnswerVerdict.PiecesJudged judged) {
        noteHandOver(batch);
        move(batch, BatchState.DONE);
        long accepted = 0;
        long cancelled = 0;
        for (Map.Entry<BatchedPiece, SupplierAnswer.PieceResult> each : judged.results().entrySet()) {
            PieceState state = AnswerVerdict.state(each.getValue().result());
            accepted += state == PieceState.ACCEPTED ? 1 : 0;
            cancelled += state == PieceState.CANCELLED ? 1 : 0;
            judge(each.getKey(), state, each.getValue());
        }
        if (batches.destroyOrder(batch.id())) {
            evidence.batch(batch, AuditEvent.ORDER_DESTROYED, AuditOutcome.DONE, SUPPLIER, Map.of());
        }
        answered(batch, AuditOutcome.DONE, Map.of("accepted", Long.toString(accepted),
                "rejected", Long.toString(judged.results().size() - accepted - cancelled), "cancelled", Long.toString(cancelled)));
    }

    private void judge(BatchedPiece piece, PieceState state, SupplierAnswer.PieceResult result) {
        Sending sending = sendings.get(piece.sending());
        String code = state == PieceState.REJECTED ? result.code() : state.name();
        if (!pieces.answered(piece.id(), state, code) || sending.state() != SendingState.PRINT_QUEUED) {
            return;
        }
        if (state == PieceState.REJECTED || state == PieceState.CANCELLED) {
            AuditEvent event = state == PieceState.REJECTED ? AuditEvent.PIECE_REJECTED : AuditEvent.PIECE_CANCELLED;
            cancels.notPrinted(sending, piece.id(), state, event, Map.of("piece", piece.id().toString(), "code", code));
        } else if (sendings.advance(sending.id(), SendingState.PRINT_QUEUED, SendingState.AT_PRINTER)) {
            evidence.append(evidence.about(sending, piece, AuditEvent.PIECE_ACCEPTED, AuditOutcome.DONE, SUPPLIER)
                    .withStates(sending.state(), SendingState.AT_PRINTER).withDetail(Map.of("piece", piece.id().toString(), "content", outcomes.fateOfContent())));
            outcomes.destroyWhatPrinterNeeded(sending);
        }
        statusReports.applyWaiting(piece.id());
    }

    /** The batch that file name, order name and id all name; locked until the end of the transaction. */
    private Optional<Batch> batchOf(SupplierCode from, SupplierAnswer.AboutOrder answer, AnswerName name) {
        Optional<BatchId> id = answer.batchId().isPresent() ? parsed(answer.batchId().get()) : batches.byOrderName(from, answer.orderFile());
        return id.flatMap(batches::lock)
                .filter(batch -> batch.orderName().equals(answer.orderFile()))
                .filter(batch -> new OrderName(batch.orderName()).key().equals(name.key()));
    }

    private static Optional<BatchId> parsed(String text) {
        try {
            return Optional.of(new BatchId(UUID.fromString(text))).filter(id -> id.toString().equals(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /** The batch is locked, so nobody can have been first. */
    private void move(Batch batch, BatchState next) {
        if (!batches.advance(batch, next)) {
            throw new IllegalStateException("batch " + batch.id() + " changed although it is locked");
        }
    }

    /** An answer can come before our own worker stored that the marker is written: then the answer is the proof. */
    private void noteHandOver(Batch batch) {
        if (batch.state() == BatchState.GO_PENDING) {
            evidence.batch(batch, AuditEvent.BATCH_UPLOADED, AuditOutcome.DONE, SUPPLIER, Map.of("knownBy", "answer"));
        }
    }

    private void answered(Batch batch, AuditOutcome outcome, Map<String, String> detail) {
        evidence.batch(batch, AuditEvent.BATCH_ANSWERED, outcome, SUPPLIER, detail);
    }
}
