package io.postiljon.sending;

import java.util.Optional;

/** Where a route takes a sending after a decision: the queue that waits for it, or nowhere. */
public record NextHop(SendingId sending, Optional<WorkQueue> queue) {
    /** To the queue of this state: the same hop, however often it is asked. */
    public static NextHop of(SendingId sending, SendingState state) {
        return new NextHop(sending, state.queue());
    }

    /** Somebody else looks after it, it comes back by itself later, or there is nothing more to do. */
    public static NextHop nowhere(SendingId sending) {
        return new NextHop(sending, Optional.empty());
    }

    /** The word by which a route chooses: the name of the queue, or {@code NOWHERE}. */
    public String name() {
        return queue.map(WorkQueue::name).orElse("NOWHERE");
    }

    /** What the message on the queue carries. */
    public String id() {
        return sending.toString();
    }
}
