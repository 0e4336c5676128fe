package io.postiljon.print;

import io.postiljon.audit.Decision;
import io.postiljon.store.BatchId;
import io.postiljon.store.PieceId;
import io.postiljon.store.Pieces;
import io.postiljon.store.Vault;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Operators have letters printed anew that ended without one: spoiled, lost, refused by the supplier, or cancelled by an operator. The
 * new piece has an id, a cover sheet and a code of its own; the address and the rights of the sending are judged as they are now.
 */
public class ResendDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ResendDesk.class);

    private final Pieces pieces;
    private final PiecePreparation preparation;
    private final ResendRecords records;
    private final Vault vault;

    ResendDesk(Pieces pieces, PiecePreparation preparation, ResendRecords records, Vault vault) {
        this.pieces = pieces;
        this.preparation = preparation;
        this.records = records;
        this.vault = vault;
    }

    /**
     * @return the new piece, which waits for a batch
     * @throws IllegalArgumentException when there is no such piece
     * @throws IllegalStateException    when it cannot be printed anew; the text begins with a stable code
     */
    public PieceId piece(PieceId old, Decision decision) throws IOException, InterruptedException {
        pieces.find(old).orElseThrow(() -> new IllegalArgumentException("there is no piece with this id"));
        records.requireResendable(old);
        return switch (preparation.prepareAgain(records.sendingOf(old))) {
            case PreparedPiece.Ready ready -> queue(old, ready, decision);
            case PreparedPiece.Withheld withheld -> throw new IllegalStateException(withheld.code() + ": the right to send it has ended");
            case PreparedPiece.Refused refused -> throw new IllegalStateException(refused.code() + ": it cannot be printed as it is");
            case PreparedPiece.Beyond gone -> throw new IllegalStateException("documents-destroyed: there is nothing left to print");
        };
    }

    private PieceId queue(PieceId old, PreparedPiece.Ready ready, Decision decision) throws IOException {
        boolean queued = false;
        try {
            records.queue(old, ready, decision);
            queued = true;
            LOG.warn("piece {} is printed anew as {}", old, ready.piece().id());
            return ready.piece().id();
        } finally {
            if (!queued) {
                vault.discard(ready.cover().id());
            }
        }
    }

    /**
     * All of a batch that can be printed anew.
     *
     * @return for each of its pieces the new one, or why there is none
     * @throws IllegalArgumentException when there is no such batch, or nothing in it
     */
    public Map<PieceId, String> batch(BatchId batch, Decision decision) throws IOException, InterruptedException {
        Map<PieceId, String> results = new LinkedHashMap<>();
        for (PieceId old : pieces.of(batch)) {
            try {
                results.put(old, piece(old, decision).toString());
            } catch (IllegalStateException refusal) {
                results.put(old, refusal.getMessage());
            }
        }
        if (results.isEmpty()) {
            throw new IllegalArgumentException("there is no batch with this id, or nothing in it");
        }
        return results;
    }
}
