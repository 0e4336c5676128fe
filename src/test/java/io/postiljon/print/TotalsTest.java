package io.postiljon.print;

import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.WrappedKey;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.Sha256;
import io.postiljon.store.BatchTotals;
import io.postiljon.store.BatchedPiece;
import io.postiljon.store.PieceDocument;
import io.postiljon.store.PieceId;
import io.postiljon.store.PieceState;
import io.postiljon.store.StoredDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TotalsTest {
    private static final String A = "a1".repeat(32);
    private static final String B = "b2".repeat(32);
    private static final String C = "c3".repeat(32);

    @Test void all_is_added_up_and_the_hash_total_runs_over_the_digests_in_their_order() {
        BatchTotals totals = Totals.of(List.of(piece(1, 4, 3, document(A, 10), document(B, 20)), piece(2, 2, 1, document(C, 30))));

        String expected = ContentDigest.of((A + B + C).getBytes(StandardCharsets.US_ASCII)).hex();
        assertThat(totals).isEqualTo(new BatchTotals(2, 3, 6, 4, 60, new Sha256(expected)));
    }

    @Test void swapped_documents_have_another_hash_total() {
        BatchTotals straight = Totals.of(List.of(piece(1, 2, 2, document(A, 10), document(B, 10))));
        BatchTotals swapped = Totals.of(List.of(piece(1, 2, 2, document(B, 10), document(A, 10))));

        assertThat(swapped.hashTotal()).isNotEqualTo(straight.hashTotal());
    }

    private static BatchedPiece piece(int seq, int pages, int sheets, PieceDocument... documents) {
        return new BatchedPiece(new PieceId(UUID.randomUUID()), new SendingId(UUID.randomUUID()), seq, pages, sheets, PieceState.BATCHED,
                Paper.TERMS, List.of(documents));
    }

    private static PieceDocument document(String digest, long bytes) {
        return new PieceDocument(PieceDocument.Role.MAIN, 1, new StoredDocument(new DocumentId(UUID.randomUUID()), new AgencyCode("dienst-a"), 1,
                new Sha256(digest), bytes, new WrappedKey(new byte[] {1, 0, 0, 0, 1, 9})));
    }
}
