package io.postiljon.print;

import io.postiljon.audit.Decision;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchedPiece;
import io.postiljon.store.Batches;
import io.postiljon.store.PieceId;
import io.postiljon.store.Pieces;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators give a batch that is not handed over to another supplier. Its number stays used: an operator of the first one may be told why it never came. */
public class BatchMoveDesk {
    private final Batches batches;
    private final Pieces pieces;
    private final PrintSuppliers suppliers;
    private final SupplierRules rules;
    private final SheetRedraw sheets;
    private final PieceMoves moves;

    BatchMoveDesk(Batches batches, Pieces pieces, PrintSuppliers suppliers, SupplierRules rules, SheetRedraw sheets, PieceMoves moves) {
        this.batches = batches;
        this.pieces = pieces;
        this.suppliers = suppliers;
        this.rules = rules;
        this.sheets = sheets;
        this.moves = moves;
    }

    /**
     * @return how many pieces now wait for the other supplier
     * @throws IllegalArgumentException when there is no such batch or supplier, or the rules do not allow it for every piece
     * @throws IllegalStateException    when the supplier may have the batch, or a cover sheet can no longer be drawn
     */
    public int move(BatchId id, SupplierCode to, Decision decision) throws IOException {
        Batch batch = batches.find(id).filter(found -> found.cancels().isEmpty()).orElseThrow(() -> new IllegalArgumentException("there is no batch with this id"));
        if (!suppliers.has(to) || to.equals(batch.supplier())) {
            throw new IllegalArgumentException("there is no other supplier with this code");
        }
        moves.requireNotHandedOver(batch);
        List<BatchedPiece> all = pieces.inBatch(id);
        Map<PieceId, SheetRedraw.NewSheet> drawn = new HashMap<>();
        boolean moved = false;
        try {
            for (BatchedPiece piece : all) {
                requireAllowed(to, batch, piece);
                Optional<SheetRedraw.NewSheet> sheet = sheets.draw(piece.id(), piece.sending(), piece.terms(), batch.supplier(), to);
                sheet.ifPresent(known -> drawn.put(piece.id(), known));
            }
            int count = moves.move(batch, to, all, drawn, decision);
            moved = true;
            return count;
        } catch (Unprintable cannotBeDrawn) {
            throw new IllegalStateException("a cover sheet cannot be drawn for the other supplier: " + cannotBeDrawn.code());
        } finally {
            if (!moved) {
                drawn.values().forEach(sheets::discard);
            }
        }
    }

    private void requireAllowed(SupplierCode to, Batch batch, BatchedPiece piece) throws Unprintable {
        if (!rules.allows(to, batch.printClass(), sheets.country(piece.sending()))) {
            throw new IllegalArgumentException("print.rules or countries do not let " + to + " print letters of this batch");
        }
    }
}
