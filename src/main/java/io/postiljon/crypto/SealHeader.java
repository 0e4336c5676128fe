package io.postiljon.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The first 50 bytes of a sealed document: magic {@code PSTJ}, version, suite, segment size, salt, nonce prefix. Nothing in it is
 * secret, and all of it takes part in the key of the segments, so that a changed header opens nothing.
 */
record SealHeader(byte[] bytes) {
    static final int SEGMENT_BYTES = 64 * 1024;
    static final int SIZE_BYTES = 50;
    static final int PREFIX_BYTES = 7;
    private static final int MAGIC = 0x5053_544A;
    private static final byte VERSION = 1;
    /** HKDF-SHA-256, AES-256-GCM. The byte is there for the day on which another suite comes. */
    private static final byte SUITE = 1;
    private static final int SALT_BYTES = 32;
    private static final int SALT_OFFSET = 11;
    private static final int FIXED_BYTES = 10;

    /** A header for a new document, with new salt and prefix. */
    static SealHeader random() {
        ByteBuffer header = fixedPart();
        header.put((byte) SALT_BYTES);
        header.put(Randoms.bytes(SALT_BYTES + PREFIX_BYTES));
        return new SealHeader(header.array());
    }

    /** @throws SealBroken when this is not a header of ours */
    static SealHeader parse(byte[] bytes) {
        if (bytes.length != SIZE_BYTES || !Arrays.equals(bytes, 0, FIXED_BYTES, fixedPart().array(), 0, FIXED_BYTES)
                || bytes[FIXED_BYTES] != SALT_BYTES) {
            throw new SealBroken();
        }
        return new SealHeader(bytes);
    }

    byte[] salt() {
        return Arrays.copyOfRange(bytes, SALT_OFFSET, SALT_OFFSET + SALT_BYTES);
    }

    byte[] noncePrefix() {
        return Arrays.copyOfRange(bytes, SALT_OFFSET + SALT_BYTES, SIZE_BYTES);
    }

    private static ByteBuffer fixedPart() {
        return ByteBuffer.allocate(SIZE_BYTES).putInt(MAGIC).put(VERSION).put(SUITE).putInt(SEGMENT_BYTES);
    }
}
