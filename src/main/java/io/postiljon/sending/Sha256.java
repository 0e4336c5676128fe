package io.postiljon.sending;

import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 value as 64 lower-case hexadecimal digits. Only {@code crypto} computes one; this is the value. */
public record Sha256(String hex) {
    public Sha256 {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a SHA-256 has 64 lower-case hexadecimal digits");
        }
    }

    /** From base64url as the e-Box writes it (RFC 4648 section 5), with or without the padding sign. */
    public static Sha256 ofBase64Url(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length != 32) {
            throw new IllegalArgumentException("a SHA-256 has 32 bytes");
        }
        return new Sha256(HexFormat.of().formatHex(bytes));
    }

    public static Sha256 ofBytes(byte[] bytes) {
        return new Sha256(HexFormat.of().formatHex(bytes));
    }

    public String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override public String toString() {
        return hex;
    }
}
