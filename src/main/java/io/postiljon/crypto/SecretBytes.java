package io.postiljon.crypto;

import java.util.Arrays;
import java.util.Objects;

/**
 * Bytes of a key, or other bytes as secret as one. No {@code equals}, no content in {@code toString()}; closing overwrites them.
 * Not for use by several threads at once.
 */
public final class SecretBytes implements AutoCloseable {
    private final byte[] bytes;
    private boolean closed;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes a copy: the caller overwrites its own. */
    static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /** A new random key; 32 bytes for AES-256. */
    static SecretBytes random(int sizeBytes) {
        return new SecretBytes(Randoms.bytes(sizeBytes));
    }

    /** The bytes themselves, not a copy: they are zero after {@link #close()}. */
    byte[] reveal(KeyAccess access) {
        Objects.requireNonNull(access);
        if (closed) {
            throw new IllegalStateException("this secret was destroyed");
        }
        return bytes;
    }

    @Override public void close() {
        Arrays.fill(bytes, (byte) 0);
        closed = true;
    }

    @Override public String toString() {
        return "SecretBytes[***]";
    }
}
