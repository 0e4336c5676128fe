package io.postiljon.ebox;

import java.util.Optional;

/**
 * An answer of the e-Box as far as it was read.
 *
 * @param body  at most 1 MiB
 * @param extent {@code CUT} when it was longer, slower or broken off: then the body is not to be trusted
 */
public record EboxAnswer(int status, Optional<String> retryAfter, byte[] body, Extent extent) {
    public enum Extent { WHOLE, CUT }

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** Asking again does not help: something of ours has to change. A time-out or a quota (408, 429) passes by itself. */
    boolean blamesTheCaller() {
        return status >= 400 && status < 500 && status != 408 && status != 429;
    }

    @Override public String toString() {
        return "EboxAnswer[" + status + ", " + extent + "]";
    }
}
