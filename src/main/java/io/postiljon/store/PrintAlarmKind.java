package io.postiljon.store;

/** What somebody has to look at with the print supplier. The names are stored: add, never rename. */
public enum PrintAlarmKind {
    /** An order was handed over, and no receipt (PA) came in time. */
    RECEIPT_MISSING,
    /** An order was handed over, and no results (PP) came in time. */
    RESULTS_MISSING,
    /** Pieces of a batch were asked back, and the supplier has told neither that they are cancelled nor that they are printed. */
    CANCEL_UNANSWERED,
    /** Pieces of a batch are not with the post in time. */
    HAND_OVER_LATE,
    /** A report (PR) counts a batch in another way than we do. */
    COUNTS_DIFFER,
    /** The supplier used another number of sheets for a piece. */
    SHEETS_DIFFER,
    /** A number of the supplier's files of one day is missing. */
    SEQUENCE_GAP,
    /** More pieces are planned for one day than the supplier promised to take without notice. */
    DAY_VOLUME,
    /** The supplier tells of a piece what cannot be, after what it told before. */
    STATUS_CONTRADICTS,
    /** The supplier answered about a batch or piece of another one. */
    OTHER_SUPPLIER,
    /** The statement of an agency has letters of which something does not fit. */
    LETTERS_UNEXPLAINED
}
