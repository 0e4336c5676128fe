package io.postiljon.print;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.Decision;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchState;
import io.postiljon.store.BatchedPiece;
import io.postiljon.store.Batches;
import io.postiljon.store.Originals;
import io.postiljon.store.PieceId;
import io.postiljon.store.Pieces;
import io.postiljon.store.PrintHoldKind;
import io.postiljon.store.PrintHolds;
import io.postiljon.store.Sendings;
import io.postiljon.store.VaultObjectKind;
import io.postiljon.store.WaitingPiece;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.annotation.Transactional;

/** Gives pieces that no supplier has to another one: each method is one transaction with its evidence. */
public class PieceMoves {
    private static final Logger LOG = LoggerFactory.getLogger(PieceMoves.class);
    private static final Actor ROUTE = Actor.gateway("print-fail-over");
    private static final Set<BatchState> NOT_HANDED_OVER = EnumSet.of(BatchState.CLOSED, BatchState.BUILT);

    private final Pieces pieces;
    private final Batches batches;
    private final Sendings sendings;
    private final Originals originals;
    private final PrintHolds holds;
    private final CancelAnswers cancels;
    private final PrintEvidence evidence;

    PieceMoves(Pieces pieces, Batches batches, Sendings sendings, Originals originals, PrintHolds holds,
            CancelAnswers cancels, PrintEvidence evidence) {
        this.pieces = pieces;
        this.batches = batches;
        this.sendings = sendings;
        this.originals = originals;
        this.holds = holds;
        this.cancels = cancels;
        this.evidence = evidence;
    }

    /** @return false when the piece was batched, moved or cancelled meanwhile: then nothing has changed */
    @Transactional
    public boolean move(WaitingPiece piece, SupplierRules.Choice choice, Optional<SheetRedraw.NewSheet> sheet) {
        if (!pieces.move(piece, choice.supplier())) {
            return false;
        }
        sheet.ifPresent(drawn -> replace(piece.id(), piece.sending(), drawn));
        record(piece.id(), piece.sending(), ROUTE, Map.of("from", piece.supplier().value(), "supplier", choice.supplier().value(),
                "rule", Integer.toString(choice.rule()), "sheet", sheet.isPresent() ? "drawn-anew" : "kept"));
        return true;
    }

    /**
     * Ends a batch that is not handed over and lets its pieces wait for another supplier, which makes new batches of them. What somebody
     * wants back is cancelled; a sheet that was drawn for it is noise.
     *
     * @param sheets of its pieces that need another one
     * @throws IllegalStateException when the supplier may have it, or it has changed since it was looked at; then nothing has changed
     */
    @Transactional
    public int move(Batch batch, SupplierCode to, List<BatchedPiece> seen, Map<PieceId, SheetRedraw.NewSheet> sheets, Decision decision) {
        Batch now = batches.lock(batch.id()).orElseThrow();
        requireNotHandedOver(now);
        List<PieceId> ids = seen.stream().map(BatchedPiece::id).toList();
        if (!pieces.inBatch(batch.id()).stream().map(BatchedPiece::id).toList().equals(ids) || !batches.advance(now, BatchState.MOVED)) {
            throw new IllegalStateException("the batch changes at this moment; try again");
        }
        Set<PieceId> cancelled = ids.stream().filter(piece -> cancels.fulfil(piece, decision.actor(), Map.of("reason", decision.reason()))).collect(Collectors.toSet());
        if (pieces.release(batch.id(), to) != ids.size() - cancelled.size()) {
            throw new IllegalStateException("batch " + batch.id() + " holds pieces that are not its own to move");
        }
        batches.noteOutcome(batch.id(), "moved");
        boolean destroyed = batches.destroyOrder(batch.id());
        holds.release(PrintHoldKind.BATCH, batch.id().toString());
        Map<String, String> detail = new HashMap<>(Map.of("to", to.value(), "pieces", Integer.toString(ids.size() - cancelled.size()), "reason", decision.reason(),
                "stateBefore", now.state().name()));
        evidence.batch(now, AuditEvent.BATCH_MOVED, AuditOutcome.DONE, decision.actor(), detail);
        if (destroyed) {
            evidence.batch(now, AuditEvent.ORDER_DESTROYED, AuditOutcome.DONE, decision.actor(), Map.of());
        }
        for (BatchedPiece piece : seen.stream().filter(piece -> !cancelled.contains(piece.id())).toList()) {
            Optional<SheetRedraw.NewSheet> sheet = Optional.ofNullable(sheets.get(piece.id()));
            sheet.ifPresent(drawn -> replace(piece.id(), piece.sending(), drawn));
            record(piece.id(), piece.sending(), decision.actor(), Map.of("from", now.supplier().value(), "supplier", to.value(),
                    "batch", batch.id().toString(), "sheet", sheet.isPresent() ? "drawn-anew" : "kept"));
        }
        LOG.warn("print batch {} of {} moved to {}", batch.id(), now.supplier(), to);
        return ids.size() - cancelled.size();
    }

    /** @throws IllegalStateException when the supplier may have it, or it has ended */
    void requireNotHandedOver(Batch batch) {
        if (!NOT_HANDED_OVER.contains(batch.state())) {
            throw new IllegalStateException("the supplier may have this batch: it is " + batch.state());
        }
    }

    private void replace(PieceId piece, SendingId sending, SheetRedraw.NewSheet sheet) {
        sendings.keep(VaultObjectKind.COVER, sheet.cover(), Optional.of(sending));
        pieces.replaceCover(piece, sheet.cover().id());
        sheet.code().ifPresent(code -> originals.renewCode(piece, code));
    }

    private void record(PieceId piece, SendingId sending, Actor actor, Map<String, String> detail) {
        Map<String, String> all = new HashMap<>(detail);
        all.put("piece", piece.toString());
        evidence.append(evidence.about(sendings.get(sending), AuditEvent.PIECE_MOVED, AuditOutcome.DONE, actor).withDetail(all));
    }
}
