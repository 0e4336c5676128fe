package io.postiljon.store;

/** What is asked of a person. The names are stored: add, never rename. */
public enum OpenItemKind {
    /** The message lies in the eBox, its id is not known. */
    EBOX_ID_UNKNOWN,
    /** Delivery is over here, while the message may lie in the eBox. */
    EBOX_OUTCOME_UNKNOWN
}
