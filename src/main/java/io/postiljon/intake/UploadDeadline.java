package io.postiljon.intake;

import java.time.Duration;

/** How long one upload may take: less than its first document may lie in the vault without a row. */
record UploadDeadline(Duration length) {
    /** @param longestWait how long the vault lets a document wait */
    static UploadDeadline within(Duration length, Duration longestWait) {
        if (length.compareTo(longestWait) >= 0) {
            throw new IllegalArgumentException("intake.upload-deadline must be less than nine tenths of store.noise-age (" + longestWait + "), is " + length);
        }
        return new UploadDeadline(length);
    }
}
