package io.postiljon.crypto;

/**
 * Seals one small database column: nobody without the key store reads it, and it opens only in its own context. Not hidden: its
 * size. Not prevented: that an older value of the same context is put back.
 *
 * <p>At most 64 KiB. Owner and purpose of the context choose the key. Every value gets a key of its own from a random salt, so the
 * number of values is not limited. Safe for all threads.
 */
public final class RecordSealer {
    /** Largest plain value, in bytes. */
    public static final int LIMIT_BYTES = 64 * 1024;

    private final KeyStorePort keys;

    public RecordSealer(KeyStorePort keys) {
        this.keys = keys;
    }

    /** @throws IllegalArgumentException above {@link #LIMIT_BYTES} */
    public byte[] seal(SealContext context, byte[] plain) {
        if (plain.length > LIMIT_BYTES) {
            throw new IllegalArgumentException("a sealed record has at most " + LIMIT_BYTES + " bytes");
        }
        try (SecretBytes secret = SecretBytes.copyOf(plain)) {
            return keys.wrap(context.keyName(), context.encode(), secret).encode();
        }
    }

    /** @throws SealBroken when the value was changed or is from another context */
    public byte[] open(SealContext context, byte[] sealed) {
        try (SecretBytes secret = keys.unwrap(context.keyName(), context.encode(), WrappedKey.decode(sealed))) {
            return secret.reveal(KeyAccess.granted()).clone();
        }
    }
}
