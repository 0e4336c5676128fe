package io.postiljon.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a form of the page sends. The body is read here and not by the container, whose own reader is shut for all addresses, and never
 * more than a form can hold. Its text is never shown to a log.
 */
record LetterForm(String code, String postalCode, String document, String language) {
    private static final int LIMIT_BYTES = 2048;
    private static final int LIMIT_FIELDS = 8;

    /** Missing fields are empty; what is too long, or no form, is an empty form. */
    static LetterForm read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LIMIT_BYTES + 1);
        Map<String, String> fields = new HashMap<>();
        if (bytes.length <= LIMIT_BYTES) {
            for (String pair : new String(bytes, StandardCharsets.US_ASCII).split("&", LIMIT_FIELDS)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return new LetterForm(fields.getOrDefault("code", ""), fields.getOrDefault("postcode", ""), fields.getOrDefault("document", ""),
                fields.getOrDefault("lang", ""));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return "";
        }
    }

    @Override public String toString() {
        return "LetterForm[***]";
    }
}
