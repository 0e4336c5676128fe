package io.postiljon.sandbox.supplier;

import java.util.Optional;
import java.util.UUID;

/** What the supplier has seen of one order so far, for its receipt. Pages are those that it counted itself. */
final class OrderSighting {

    private String batchId;
    private SeenTotals totals = SeenTotals.NOTHING;

    /** {@code hashTotal} is null, and pieces and sheets are 0, as long as not every document has been seen. */
    record SeenTotals(int pieces, int documents, long pages, long sheets, long bytes, String hashTotal) {

        static final SeenTotals NOTHING = new SeenTotals(0, 0, 0, 0, 0, null);
    }

    void sawBatchId(String text) {
        try {
            batchId = UUID.fromString(text).toString();
        } catch (IllegalArgumentException notOne) {
            batchId = null;
        }
    }

    void sawDocument(PdfFindings document) {
        totals = new SeenTotals(0, totals.documents() + 1, totals.pages() + document.pages(), 0, totals.bytes() + document.bytes(), null);
    }

    void sawAllOf(Manifest manifest) {
        totals = new SeenTotals(manifest.pieces().size(), totals.documents(), totals.pages(),
                manifest.pieces().stream().mapToLong(Manifest.Piece::sheets).sum(), totals.bytes(),
                Sha256Hex.ofText(manifest.documents().map(Manifest.Document::sha256).toList()));
    }

    void forget() {
        batchId = null;
        totals = SeenTotals.NOTHING;
    }

    Optional<String> batchId() {
        return Optional.ofNullable(batchId);
    }

    SeenTotals totals() {
        return totals;
    }
}
