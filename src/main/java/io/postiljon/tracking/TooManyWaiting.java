package io.postiljon.tracking;

/** The agency has as many open calls that wait for events as it may. */
public final class TooManyWaiting extends RuntimeException {
    private final int limit;

    TooManyWaiting(int limit) {
        super("too many calls wait for events", null, false, false);
        this.limit = limit;
    }

    public int limit() {
        return limit;
    }
}
