package io.postiljon.print;

import io.postiljon.store.BatchId;
import io.postiljon.store.CancelWish;
import io.postiljon.store.CancelWishes;
import io.postiljon.store.PieceId;
import io.postiljon.store.PieceStanding;
import io.postiljon.store.Pieces;
import java.util.List;
import java.util.Optional;

/** Where the pieces of one batch stand, for operators. Nothing in it is about a person. */
public class PieceLists {
    private final Pieces pieces;
    private final CancelWishes wishes;

    PieceLists(Pieces pieces, CancelWishes wishes) {
        this.pieces = pieces;
        this.wishes = wishes;
    }

    /** @param successor the piece that was printed in its place */
    public record Line(PieceStanding piece, Optional<CancelWish> wish, Optional<PieceId> successor) {}

    /** In their places; at most as many as a batch can hold. Empty when there is no such batch. */
    public List<Line> of(BatchId batch) {
        return pieces.of(batch).stream()
                .map(id -> new Line(pieces.find(id).orElseThrow(), wishes.of(id), pieces.successor(id))).toList();
    }
}
