package io.postiljon.sandbox.supplier;

/** Why a piece is not printed. Source: PBX 1.0, section 5.7. */
public enum PieceCode {
    PDF_UNREADABLE, PDF_ENCRYPTED, PDF_FONT, PDF_SIZE_NOT_A4, PDF_ACTIVE_CONTENT, ADDRESS_INCOMPLETE, ADDRESS_ZONE, COUNTRY_NOT_SERVED,
    PAGES_MISMATCH, TOO_MANY_SHEETS, PRODUCT_COMBINATION
}
