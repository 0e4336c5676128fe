package io.postiljon.sandbox.supplier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 in lower-case hex, as PBX writes it. */
final class Sha256Hex {

    private Sha256Hex() {
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String of(byte[] content) {
        return hex(digest().digest(content));
    }

    /** Over the texts, one after the other without separator. */
    static String ofText(List<String> texts) {
        MessageDigest digest = digest();
        texts.forEach(text -> digest.update(text.getBytes(StandardCharsets.US_ASCII)));
        return hex(digest.digest());
    }

    static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
