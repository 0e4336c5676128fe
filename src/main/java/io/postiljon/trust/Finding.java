package io.postiljon.trust;

import java.time.Instant;

/** What one answer says about one certificate. */
sealed interface Finding {
    /** Not revoked; counts until then. */
    record Good(Instant until) implements Finding {}

    /** Counts until another answer says otherwise, however long that takes. */
    record Revoked() implements Finding {}

    /** Nothing that counts. */
    record Nothing() implements Finding {}
}
