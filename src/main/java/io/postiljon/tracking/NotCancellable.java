package io.postiljon.tracking;

import java.time.Instant;

/** A sending that may have left can not be cancelled. The refusal is on record. */
public final class NotCancellable extends RuntimeException {
    private final transient Instant since;

    NotCancellable(Instant since) {
        super("a sending that may have left can not be cancelled", null, false, false);
        this.since = since;
    }

    /** When it became so. */
    public Instant since() {
        return since;
    }
}
