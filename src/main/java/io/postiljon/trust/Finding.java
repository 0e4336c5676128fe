package io.postiljon.trust;

import java.time.Instant;

/** What one answer says about one certificate. {@code from}: when it was true, by its maker's clock. */
sealed interface Finding {
    /** Not revoked; counts until then. */
    record Good(Instant from, Instant until) implements Finding {}

    /** Its authority signed that it cannot say: what it said before counts no more. Until then, nothing that it said earlier does. */
    record Unknown(Instant from, Instant until) implements Finding {}

    /** Counts until an answer that was true later says otherwise, however long that takes. */
    record Revoked(Instant from) implements Finding {}

    /** Nothing that counts. */
    record Nothing() implements Finding {}
}
