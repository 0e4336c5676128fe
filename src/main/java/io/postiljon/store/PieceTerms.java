package io.postiljon.store;

import java.util.List;
import java.util.Optional;

/**
 * What the agreement said about a piece when it was queued. A batch is built from this, and asks no agreement that may be gone by
 * then. Nothing in it is about a person; what the sending itself names stays under its seal.
 *
 * @param customer      organisation code of the agency: who pays
 * @param documentType  when the sending names none
 * @param returnAddress of the agreement; empty when the sending names its own
 */
public record PieceTerms(String customer, String documentType, Optional<String> purchaseOrderRef, Optional<ReturnAddress> returnAddress) {
    /** As printed. {@code country}: ISO 3166-1 alpha-2. */
    public record ReturnAddress(List<String> lines, String country) {
        public ReturnAddress {
            lines = List.copyOf(lines);
        }
    }
}
