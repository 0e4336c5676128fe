package io.postiljon.sandbox.supplier;

/** How a supplier may answer wrongly, for tests of the gateway. */
public enum AnswerFault {
    /** Answers as it should. */
    NONE,
    /** Takes orders and says nothing at all. */
    SILENT,
    /** No PA, only the PP. */
    NO_RECEIPT,
    /** Encrypted, but not signed. */
    UNSIGNED,
    /** Signed and encrypted, then one byte in the middle is changed. */
    GARBLED,
    /** In place of the PA, a small file that unpacks to gigabytes; the PP as it should be. */
    BOMB
}
