package io.postiljon.sandbox.supplier;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Why an order, or a piece, is not taken: one of the codes of PBX 1.0 section 5.7 and a detail without personal data.
 */
@JsonPropertyOrder({"code", "detail"})
public record OrderFault(Code code, String detail) {

    /** Codes of the technical receipt (PA). {@code SEQUENCE_GAP} is a warning: the order is taken all the same. */
    public enum Code {
        PGP_DECRYPT, PGP_SIGNATURE, CMS_SIGNATURE, ZIP_INVALID, MANIFEST_SCHEMA, HASH_MISMATCH, TOTALS_MISMATCH, DUPLICATE_BATCH,
        SEQUENCE_GAP, LIMIT_EXCEEDED, CONTRACT_UNKNOWN
    }
}
