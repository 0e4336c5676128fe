package io.postiljon.crypto;

/** The key store cannot give a key now: version disabled, file not readable, store away. Trying again later can help. */
public final class KeyUnavailable extends RuntimeException {
    KeyUnavailable(String reason) {
        super(reason);
    }

    KeyUnavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
