package io.postiljon.crypto;

import java.time.Duration;
import java.time.Instant;

/**
 * How old a signature may be, and how far ahead its clock. Both ends are allowed.
 *
 * @param maxAge   HTTPS 300 s, SFTP 72 h
 * @param maxAhead 60 s
 */
public record AgePolicy(Duration maxAge, Duration maxAhead) {
    public AgePolicy {
        if (maxAge.isNegative() || maxAge.isZero() || maxAhead.isNegative()) {
            throw new IllegalArgumentException("the age of a signature is positive, and its clock may be ahead by 0 or more");
        }
    }

    /** What the age of a signature is worth. */
    public enum Age { FITS, TOO_OLD, TOO_FAR_AHEAD }

    public Age judge(Instant signedAt, Instant now) {
        if (signedAt.isBefore(now.minus(maxAge))) {
            return Age.TOO_OLD;
        }
        return signedAt.isAfter(now.plus(maxAhead)) ? Age.TOO_FAR_AHEAD : Age.FITS;
    }
}
