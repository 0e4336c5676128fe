package io.postiljon.sending;

/** Why a letter came back, in the words of the print supplier's contract. */
public enum ReturnReason {
    MOVED, UNKNOWN, DECEASED, REFUSED, NOT_COLLECTED, ADDRESS_INSUFFICIENT, ADDRESS_NONEXISTENT, ADDRESS_ILLEGIBLE, NO_LETTERBOX, COMPANY_CEASED,
    OTHER
}
