package io.postiljon.print;

import io.postiljon.crypto.RunningDigest;
import io.postiljon.sending.Sha256;
import io.postiljon.store.BatchTotals;
import io.postiljon.store.BatchedPiece;
import io.postiljon.store.PieceDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Adds up a batch. Source: PBX 1.0, totals and hashTotal. */
final class Totals {
    private Totals() {}

    /** @param pieces in their places, documents in their order */
    static BatchTotals of(List<BatchedPiece> pieces) {
        int documents = 0;
        int pages = 0;
        int sheets = 0;
        long bytes = 0;
        RunningDigest digests = new RunningDigest();
        for (BatchedPiece piece : pieces) {
            for (PieceDocument document : piece.documents()) {
                documents++;
                bytes += document.object().sizeBytes();
                digests.update(document.object().digest().hex().getBytes(StandardCharsets.US_ASCII));
            }
            pages += piece.pages();
            sheets += piece.sheets();
        }
        return new BatchTotals(pieces.size(), documents, pages, sheets, bytes, Sha256.ofBytes(digests.finish().bytes()));
    }
}
