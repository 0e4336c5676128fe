package io.postiljon.store;

import io.postiljon.sending.DocumentId;
import io.postiljon.sending.Sha256;
import java.time.Instant;

/** A paper of the post about a piece, as a PDF in the vault. The id is that of the object. */
public record PieceEvidence(DocumentId id, Kind kind, Sha256 digest, long sizeBytes, Instant receivedAt) {
    /** {@code DEPOSIT}: the post took it. {@code RECEIPT}: it was received, with the signature. {@code RETURN}: it came back. */
    public enum Kind { DEPOSIT, RECEIPT, RETURN }
}
