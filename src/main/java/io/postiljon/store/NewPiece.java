package io.postiljon.store;

import io.postiljon.sending.DocumentId;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SupplierCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A piece about to wait for a batch.
 *
 * @param supplier  who prints it, unless another one takes it over before it is in a batch
 * @param bytes     of its documents together
 * @param terms     what the agreement says now
 * @param keepUntil end of the term in which documents and cover are kept
 * @param original  how the recipient fetches the documents, when the agency offers that
 */
public record NewPiece(PieceId id, SendingId sending, SupplierCode supplier, PrintClass printClass, int pages, int sheets, long bytes,
        List<Part> documents, PieceTerms terms, Instant keepUntil, Optional<NewOriginal> original) {
    /** Nothing to fetch. */
    public NewPiece(PieceId id, SendingId sending, SupplierCode supplier, PrintClass printClass, int pages, int sheets, long bytes, List<Part> documents, PieceTerms terms,
            Instant keepUntil) {
        this(id, sending, supplier, printClass, pages, sheets, bytes, documents, terms, keepUntil, Optional.empty());
    }

    /** A document of the piece in its order; the cover is the first. */
    public record Part(DocumentId object, PieceDocument.Role role, int pages) {}

    public NewPiece {
        documents = List.copyOf(documents);
    }
}
