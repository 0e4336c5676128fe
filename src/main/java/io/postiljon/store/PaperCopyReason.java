package io.postiljon.store;

/** Why a message in an eBox may go on paper too. The names are stored: add, never rename. */
public enum PaperCopyReason {
    /** The eBox said at publication that the recipient never opened the box. */
    NEVER_OPENED,
    /** The eBox says on the day that the agency set that the message is unread. */
    UNREAD
}
