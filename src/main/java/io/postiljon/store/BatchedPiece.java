package io.postiljon.store;

import io.postiljon.sending.SendingId;
import java.util.List;

/** A piece in its place in a batch. {@code seq}: 1 to n, without a gap. */
public record BatchedPiece(PieceId id, SendingId sending, int seq, int pages, int sheets, PieceState state, PieceTerms terms,
        List<PieceDocument> documents) {
    public BatchedPiece {
        documents = List.copyOf(documents);
    }
}
