package io.postiljon.sandbox.faults;

import io.postiljon.sandbox.client.Letter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * One letter on its way to the gateway, under one idempotency key however often it is sent.
 *
 * @param digest SHA-256 in hex of its only document: no other letter has it, so it is found again wherever it arrives
 */
record Errand(Letter letter, String key, Manner manner, String digest) {
    /** What its client does when a call ends without an answer. */
    enum Manner {
        /** Calls again with the same key until there is an answer. */
        PATIENT,
        /** Never finds out. */
        GIVES_UP
    }

    static Errand of(Letter letter, Manner manner) {
        return new Errand(letter, UUID.randomUUID().toString(), manner, sha256(letter.documents().getFirst().bytes()));
    }

    String reference() {
        return letter.reference();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
