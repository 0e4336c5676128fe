package io.postiljon.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A secret under a key of the key store, as it stands in a database column. Not secret itself. Who destroys all copies of it has
 * destroyed what it seals.
 *
 * <p>Form: format (1 byte), version of the root key (4), what the adapter wrote. At most 66 kB.
 */
public record WrappedKey(byte[] bytes) {
    static final byte FORMAT = 1;
    static final int PREFIX_BYTES = 1 + Integer.BYTES;
    private static final int LIMIT_BYTES = 66_000;

    public WrappedKey {
        if (bytes.length <= PREFIX_BYTES || bytes.length > LIMIT_BYTES || bytes[0] != FORMAT) {
            throw new SealBroken();
        }
        bytes = bytes.clone();
    }

    static WrappedKey of(int keyVersion, byte[] sealed) {
        return new WrappedKey(ByteBuffer.allocate(PREFIX_BYTES + sealed.length).put(FORMAT).putInt(keyVersion).put(sealed).array());
    }

    /** @throws SealBroken when the bytes cannot be a wrapped key */
    public static WrappedKey decode(byte[] column) {
        return new WrappedKey(column);
    }

    public byte[] encode() {
        return bytes.clone();
    }

    @Override public byte[] bytes() {
        return bytes.clone();
    }

    /** Version of the root key: what a rotation looks for. */
    public int keyVersion() {
        return ByteBuffer.wrap(bytes).getInt(1);
    }

    byte[] sealed() {
        return Arrays.copyOfRange(bytes, PREFIX_BYTES, bytes.length);
    }

    @Override public boolean equals(Object other) {
        return other instanceof WrappedKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override public String toString() {
        return "WrappedKey[" + bytes.length + " bytes]";
    }
}
