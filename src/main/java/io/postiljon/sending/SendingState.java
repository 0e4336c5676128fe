package io.postiljon.sending;

import java.util.Optional;

/**
 * Where a sending stands. A state with a queue is work to do: the sweep puts a sending that nobody looks after back on it.
 *
 * <pre>
 * ACCEPTED ─┬─ EBOX_CHOSEN ──┬─ PUBLISHED / PUBLISHED_NEVER_OPENED ─┬─ READ, or EXPIRED_UNREAD
 *           │                │                                      └─ PAPER_CHOSEN (a copy, by the agreement)
 *           │                ├─ IN_DOUBT ── (same key again) ── PUBLISHED
 *           │                └─ PAPER_CHOSEN (only by the table for paper) or FAILED
 *           ├─ PAPER_CHOSEN ── PRINT_QUEUED ── AT_PRINTER ─┬─ HANDED_TO_POST ───────┬─ DELIVERED, REFUSED, RETURNED, LOST
 *           │                                              ├─ REGISTERED_AT_POST ───┴─ NOT_COLLECTED ── RETURNED
 *           │                                              ├─ FAILED (spoiled, or taken back by an operator) ── PRINT_QUEUED (printed anew, as after LOST)
 *           │                                              └─ CANCELLED (asked back before it was printed)
 *           └─ WITHHELD, FAILED
 * </pre>
 */
public enum SendingState {
    ACCEPTED(Status.ACCEPTED, WorkQueue.DISPATCH_ACCEPTED),
    EBOX_CHOSEN(Status.SENDING, WorkQueue.EBOX_OUTGOING),
    IN_DOUBT(Status.IN_DOUBT, WorkQueue.EBOX_OUTGOING),
    PAPER_CHOSEN(Status.SENDING, WorkQueue.PRINT_PIECES),
    PRINT_QUEUED(Status.PRINT_QUEUED),
    AT_PRINTER(Status.AT_PRINTER),
    HANDED_TO_POST(Status.HANDED_TO_POST),
    /** As handed to the post, of which more is heard: registered letters have an end of their own. */
    REGISTERED_AT_POST(Status.HANDED_TO_POST),
    DELIVERED(Status.DELIVERED),
    REFUSED(Status.REFUSED),
    NOT_COLLECTED(Status.NOT_COLLECTED),
    RETURNED(Status.RETURNED),
    LOST(Status.LOST),
    PUBLISHED(Status.PUBLISHED),
    PUBLISHED_NEVER_OPENED(Status.PUBLISHED_NEVER_OPENED),
    READ(Status.READ),
    EXPIRED_UNREAD(Status.EXPIRED_UNREAD),
    WITHHELD(Status.WITHHELD),
    FAILED(Status.FAILED),
    CANCELLED(Status.CANCELLED);

    private final Status status;
    private final Optional<WorkQueue> queue;

    SendingState(Status status) {
        this.status = status;
        this.queue = Optional.empty();
    }

    SendingState(Status status, WorkQueue queue) {
        this.status = status;
        this.queue = Optional.of(queue);
    }

    public Status status() {
        return status;
    }

    /** How an agency sorts it: as its word says, but a registered letter is under way until the post is done with it. */
    public Status.Group group() {
        return this == REGISTERED_AT_POST ? Status.Group.UNDERWAY : status.group();
    }

    /** Whether delivery is over; see {@link Status#isFinal()}. */
    public boolean isFinal() {
        return this != REGISTERED_AT_POST && status.isFinal();
    }

    /** The queue whose worker takes it further; empty when it waits for something else, or for nothing. */
    public Optional<WorkQueue> queue() {
        return queue;
    }

    /** Whether delivery is over for retention: eBox documents and content are destroyed, unless they wait for a paper copy. */
    public boolean endsDelivery() {
        return switch (this) {
            case PUBLISHED, PUBLISHED_NEVER_OPENED, READ, EXPIRED_UNREAD, WITHHELD, FAILED, CANCELLED,
                    HANDED_TO_POST, DELIVERED, REFUSED, NOT_COLLECTED, RETURNED, LOST -> true;
            case ACCEPTED, EBOX_CHOSEN, IN_DOUBT, PAPER_CHOSEN, PRINT_QUEUED, AT_PRINTER, REGISTERED_AT_POST -> false;
        };
    }
}
