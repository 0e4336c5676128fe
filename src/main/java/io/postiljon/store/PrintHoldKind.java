package io.postiljon.store;

/** What an operator can hold back from print. The names are stored: add, never rename. */
public enum PrintHoldKind {
    /** All that goes to one supplier: nothing is closed, built or handed over. */
    SUPPLIER,
    /** Letters of one agency that are in no batch yet: they wait. */
    AGENCY,
    /** Letters of one print class, and batches of it that are not handed over. */
    PRINT_CLASS,
    /** One batch that is not handed over. */
    BATCH
}
