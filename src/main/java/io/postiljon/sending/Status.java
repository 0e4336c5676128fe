package io.postiljon.sending;

/** The words that agencies see: one list for API, SFTP answers and pages. */
public enum Status {
    ACCEPTED, SENDING, PUBLISHED, PUBLISHED_NEVER_OPENED, READ, EXPIRED_UNREAD,
    PRINT_QUEUED, AT_PRINTER, HANDED_TO_POST, DELIVERED, REFUSED, NOT_COLLECTED, RETURNED, LOST,
    WITHHELD, IN_DOUBT, FAILED, CANCELLED
}
