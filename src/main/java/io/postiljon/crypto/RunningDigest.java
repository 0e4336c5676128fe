package io.postiljon.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of bytes that come piece by piece. {@link #finish()} starts anew. For one thread. */
public final class RunningDigest {
    private final MessageDigest sha256 = sha256();

    public RunningDigest update(byte[] bytes) {
        sha256.update(bytes);
        return this;
    }

    public RunningDigest update(byte[] bytes, int offset, int length) {
        sha256.update(bytes, offset, length);
        return this;
    }

    void update(byte one) {
        sha256.update(one);
    }

    public ContentDigest finish() {
        return ContentDigest.ofBytes(sha256.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
