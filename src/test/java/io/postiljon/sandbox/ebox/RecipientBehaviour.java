package io.postiljon.sandbox.ebox;

/** What e-Box knows of a recipient, and so how it answers the searches and a publication. */
public enum RecipientBehaviour {
    /** Has a box (enterprise) or consented (citizen). What comes in is read when a test says so. */
    REACHABLE,
    /** As {@link #REACHABLE}, and reads each message at once. */
    READS,
    /** As {@link #REACHABLE}, but never opened the box: a publication succeeds with {@code NO_DIGITAL_USER}. */
    NEVER_OPENED,
    /**
     * An enterprise without box, a citizen without consent. What e-Box does with a publication all the same is not documented; it
     * succeeds here with {@code NO_DIGITAL_USER}, so that a gateway that should not have sent it is seen to have done so.
     */
    UNREACHABLE,
    /** An enterprise that was struck off while its box is still listed: a publication is refused as "not a valid company". */
    NOT_A_COMPANY,
    /** As {@link #REACHABLE}, but the connection breaks before the first answer to a publication, when the message is in the box already. */
    ANSWER_LOST
}
