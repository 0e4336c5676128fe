package io.postiljon.crypto;

import java.time.Duration;
import java.time.Instant;

/**
 * One key or certificate in use.
 *
 * @param owner   code of the agency or print supplier, {@code gateway} for our own, {@code partner} for authorities of others
 * @param place   the setting or the member of an agreement that names it; never a path
 * @param loading when the gateway looks at what stands there
 */
public record RegisteredKey(KeyPurpose purpose, String owner, String place, KeyFacts facts, Loading loading) {
    public static final String OURS = "gateway";
    public static final String PARTNER = "partner";

    public enum Loading {
        /** Within seconds. */
        ON_CHANGE,
        AT_EACH_USE,
        /** A change counts after a start. */
        AT_START,
        /** It is in its place, and counts after the next start. */
        AFTER_NEXT_START
    }

    /** Whole days until its end, negative when it is past; as good as for ever when it has none. */
    public long daysLeft(Instant now) {
        return facts.until().map(end -> Math.floorDiv(Duration.between(now, end).getSeconds(), Duration.ofDays(1).getSeconds())).orElse(Long.MAX_VALUE);
    }
}
