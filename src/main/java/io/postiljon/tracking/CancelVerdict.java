package io.postiljon.tracking;

import java.time.Instant;

/** What became of the wish to cancel. */
sealed interface CancelVerdict {
    /** Nothing was sent and nothing will be; a repeat gives the same. */
    record Cancelled() implements CancelVerdict {}

    /** The printer has it, and is asked not to print it; what becomes of that is seen in the status. */
    record Asked() implements CancelVerdict {}

    /** It may have left, since then. */
    record TooLate(Instant since) implements CancelVerdict {}
}
