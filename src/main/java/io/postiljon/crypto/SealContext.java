package io.postiljon.crypto;

import java.nio.ByteBuffer;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a sealed thing is and whose it is. It is always authenticated: sealed in one context, it opens in no other one. Owner and
 * purpose also choose the key, so that two agencies never share one.
 *
 * @param owner    agency code, or another name of who owns it
 * @param objectId id that no other object of this owner and purpose has
 * @param purpose  what it is for, such as {@code document} or {@code audit-2026}
 *
 * <p>Each part has 1 to 200 characters. Not secret: never put an INSZ or a name in it.
 */
public record SealContext(String owner, String objectId, String purpose) {
    private static final int PART_LIMIT_CHARACTERS = 200;

    public SealContext {
        requirePart(owner);
        requirePart(objectId);
        requirePart(purpose);
    }

    /** The parts, each after its length, so that no two contexts have the same bytes. */
    byte[] encode() {
        return joined(owner, objectId, purpose);
    }

    KeyName keyName() {
        return new KeyName(purpose, owner);
    }

    static byte[] joined(String... parts) {
        byte[][] encoded = new byte[parts.length][];
        int sizeBytes = 0;
        for (int i = 0; i < parts.length; i++) {
            encoded[i] = parts[i].getBytes(UTF_8);
            sizeBytes += Integer.BYTES + encoded[i].length;
        }
        ByteBuffer joined = ByteBuffer.allocate(sizeBytes);
        for (byte[] part : encoded) {
            joined.putInt(part.length).put(part);
        }
        return joined.array();
    }

    private static void requirePart(String part) {
        if (part.isEmpty() || part.length() > PART_LIMIT_CHARACTERS) {
            throw new IllegalArgumentException("a part of a seal context has 1 to " + PART_LIMIT_CHARACTERS + " characters");
        }
    }
}
