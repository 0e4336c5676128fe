package io.postiljon.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** SHA-256 of some bytes (FIPS 180-4). Immutable; comparing takes the same time whether and wherever two differ. */
public final class ContentDigest {
    static final int SIZE_BYTES = 32;

    private final byte[] bytes;

    private ContentDigest(byte[] bytes) {
        if (bytes.length != SIZE_BYTES) {
            throw new IllegalArgumentException("a SHA-256 has 32 bytes");
        }
        this.bytes = bytes;
    }

    /** Digest of this content. */
    public static ContentDigest of(byte[] content) {
        return new ContentDigest(RunningDigest.sha256().digest(content));
    }

    /** Digest of all that is left in the stream, which stays open. */
    public static ContentDigest of(InputStream content) throws IOException {
        DigestingInputStream counted = new DigestingInputStream(content);
        counted.transferTo(OutputStream.nullOutputStream());
        return counted.digest();
    }

    /** A digest that was computed before: its 32 bytes. */
    public static ContentDigest ofBytes(byte[] sha256) {
        return new ContentDigest(sha256.clone());
    }

    /** A digest that was computed before: its 64 hexadecimal digits. */
    public static ContentDigest ofHex(String hex) {
        return new ContentDigest(HexFormat.of().parseHex(hex));
    }

    /** A digest that was computed before: base64url, with or without padding. */
    public static ContentDigest ofBase64Url(String text) {
        return new ContentDigest(Base64.getUrlDecoder().decode(text));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** 64 lower-case digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** 43 characters, no padding (RFC 7515 section 2). */
    public String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override public boolean equals(Object other) {
        return other instanceof ContentDigest that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override public String toString() {
        return hex();
    }
}
