package io.postiljon.ebox;

/** What a person may do with a sending in doubt. */
public enum DoubtWay {
    /** The same key once more, at once. The e-Box looks at the key, so nothing can be published twice. */
    ASK_AGAIN,
    /** The message lies in the box, under an id that the e-Box team gave. */
    CONFIRM_PUBLISHED,
    /** It certainly does not lie there, and delivery ends. */
    CONFIRM_NOT_PUBLISHED,
    /** It certainly does not lie there, and goes to the e-Box under a new key. */
    SEND_AGAIN,
    /** It certainly does not lie there, and goes on paper, as the agency allowed. */
    RELEASE_TO_PAPER,
    /** The question needs no more answer. */
    CLOSE
}
