package io.postiljon.crypto;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Random values from the platform's generator. Safe for all threads. */
public final class Randoms {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Randoms() {}

    /**
     * UUID of version 7 (RFC 9562 section 5.7): sorts by time, to the millisecond; 74 random bits. It shows when it was made, so it is an id
     * and never a secret.
     */
    public static UUID uuidV7(Instant now) {
        long random = RANDOM.nextLong();
        long high = (now.toEpochMilli() << 16) | 0x7000L | (random & 0x0FFFL);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** A value that nobody can guess, as base64url without padding; 16 to 64 bytes of chance. */
    public static String token(int sizeBytes) {
        if (sizeBytes < 16 || sizeBytes > 64) {
            throw new IllegalArgumentException("a token has 16 to 64 bytes");
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(sizeBytes));
    }

    /** Each of 0 to {@code bound} - 1 is as likely as the others. */
    static int below(int bound) {
        return RANDOM.nextInt(bound);
    }

    static byte[] bytes(int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
