package io.postiljon.crypto;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Proves that a message of a queue was written by a gateway that has the key store, for this queue and with this text:
 * HMAC-SHA-256 (RFC 2104) under a key of the queue. Who can log in to the broker, or write into its journal, cannot make one. Safe
 * for all threads.
 */
public final class QueueTags {
    private static final String DOMAIN = "postiljon-queue-1";
    private static final String KEY_NAME = "queue";

    private final KeyStorePort keys;

    public QueueTags(KeyStorePort keys) {
        this.keys = keys;
    }

    /** 43 characters of base64url. @param trace and {@code agency}: what goes beside the text, when it does */
    public String tag(String queue, String text, Optional<String> trace, Optional<String> agency) {
        byte[] message = SealContext.joined(DOMAIN, queue, text, part(trace), part(agency));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(keys.hmac(new KeyName(KEY_NAME, queue), message));
    }

    /** In constant time. */
    public boolean fits(String tag, String queue, String text, Optional<String> trace, Optional<String> agency) {
        return MessageDigest.isEqual(tag.getBytes(UTF_8), tag(queue, text, trace, agency).getBytes(UTF_8));
    }

    /** Absent and empty are two things. */
    private static String part(Optional<String> value) {
        return value.map(text -> "=" + text).orElse("");
    }
}
