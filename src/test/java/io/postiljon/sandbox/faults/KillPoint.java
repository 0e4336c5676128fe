package io.postiljon.sandbox.faults;

/** Moments at which the gateway is killed. */
enum KillPoint {
    /** A document lies sealed in the vault, and no row knows of it. */
    AFTER_SEAL,
    /** The sending is committed; the broker has not heard of it, and perhaps the client has not either. */
    AFTER_ACCEPT_COMMIT,
    /** The choice of the channel is committed, its message to the next queue is not sent. */
    BEFORE_JMS_SEND,
    /** The message lies in the box, the answer is on its way. */
    AFTER_EBOX_201,
    /** The marker of an order is written, and the gateway has not recorded it. */
    AFTER_GO,
    /** Whenever it happens. */
    ANY_MOMENT
}
