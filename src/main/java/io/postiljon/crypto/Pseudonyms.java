package io.postiljon.crypto;

/**
 * Turns an identifier into a tag that can be compared but not turned back without the key store: HMAC-SHA-256 (RFC 2104). A plain
 * digest of an INSZ is no protection, since all of them can be tried in seconds.
 *
 * <p>Key names: {@code dossier} never changes; {@code audit-<year>} is of one year. The owner has a key of its own under each
 * name, so tags of two agencies cannot be joined. Safe for all threads.
 */
public final class Pseudonyms {
    private static final String DOMAIN = "postiljon-pseudonym-1";

    private final KeyStorePort keys;

    public Pseudonyms(KeyStorePort keys) {
        this.keys = keys;
    }

    /** 32 bytes, always the same ones for the same three values. */
    public byte[] tag(String keyName, String owner, String value) {
        return keys.hmac(new KeyName(keyName, owner), SealContext.joined(DOMAIN, keyName, owner, value));
    }
}
