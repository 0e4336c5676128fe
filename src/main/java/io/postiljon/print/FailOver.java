package io.postiljon.print;

import io.postiljon.sending.SupplierCode;
import io.postiljon.store.PieceId;
import io.postiljon.store.Pieces;
import io.postiljon.store.PrintHolds;
import io.postiljon.store.WaitingPiece;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives pieces that wait for a supplier that is held, or that the settings name no longer, to another one that the rules allow. What is
 * in a batch stays there. One look takes some, the next look those behind them, so that pieces which only that supplier may print keep no
 * others waiting. Two nodes may look at once: a piece is moved once.
 */
public class FailOver {
    private static final Logger LOG = LoggerFactory.getLogger(FailOver.class);
    private static final int MOST = 100;

    private final Pieces pieces;
    private final PrintHolds holds;
    private final PrintSuppliers suppliers;
    private final SupplierRules rules;
    private final SheetRedraw sheets;
    private final PieceMoves moves;
    private Optional<PieceId> seen = Optional.empty();

    FailOver(Pieces pieces, PrintHolds holds, PrintSuppliers suppliers, SupplierRules rules, SheetRedraw sheets, PieceMoves moves) {
        this.pieces = pieces;
        this.holds = holds;
        this.suppliers = suppliers;
        this.rules = rules;
        this.sheets = sheets;
        this.moves = moves;
    }

    /** The next pieces to look at; none while nothing is held. */
    public synchronized List<WaitingPiece> due() {
        Set<SupplierCode> away = new HashSet<>(pieces.suppliersOfWaiting());
        Set<SupplierCode> held = holds.suppliers();
        away.removeIf(supplier -> !held.contains(supplier) && suppliers.has(supplier));
        if (away.isEmpty() || held.containsAll(suppliers.codes())) {
            seen = Optional.empty();
            return List.of();
        }
        List<WaitingPiece> next = pieces.waiting(away, seen, MOST);
        seen = next.size() < MOST ? Optional.empty() : Optional.of(next.getLast().id());
        return next;
    }

    /** Moves one of them, or leaves it where it is. */
    public void move(WaitingPiece piece) throws IOException {
        Optional<SheetRedraw.NewSheet> sheet = Optional.empty();
        boolean moved = false;
        try {
            Optional<SupplierRules.Choice> choice = rules.choose(piece.sending(), piece.printClass(), sheets.country(piece.sending()), holds.suppliers());
            if (choice.isPresent() && !choice.get().supplier().equals(piece.supplier())) {
                sheet = sheets.draw(piece.id(), piece.sending(), piece.terms(), piece.supplier(), choice.get().supplier());
                moved = moves.move(piece, choice.get(), sheet);
            }
        } catch (Unprintable cannotBeDrawn) {
            LOG.info("piece {} stays with {}: {}", piece.id(), piece.supplier(), cannotBeDrawn.code());
        } finally {
            if (!moved) {
                sheet.ifPresent(sheets::discard);
            }
        }
    }
}
