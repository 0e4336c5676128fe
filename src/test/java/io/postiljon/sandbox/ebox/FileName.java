package io.postiljon.sandbox.ebox;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Name of a document. Characters outside ISO-8859-1 come percent-encoded as UTF-8, the way of {@code encodeURIComponent}; the name may
 * have 255 characters after decoding.
 */
record FileName(String decoded) {
    private static final int LENGTH = 255;
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** @param raw as in the part header, read as ISO-8859-1 */
    static FileName of(String raw) {
        if (BROKEN_ESCAPE.matcher(raw).find()) {
            throw new CallRefused(CallError.invalidInput("File name is wrongly encoded"));
        }
        if (isUnencodedUtf8(raw)) {
            throw new CallRefused(CallError.invalidInput("File name has characters outside ISO-8859-1 that are not encoded"));
        }
        String name = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (name.isBlank() || name.indexOf('\uFFFD') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
            throw new CallRefused(CallError.invalidInput("File name is wrongly encoded"));
        }
        if (name.length() > LENGTH) {
            throw new CallRefused(CallError.invalidInput("File name is longer than 255 characters"));
        }
        return new FileName(name);
    }

    /** Two bytes of a UTF-8 sequence look like two odd Latin letters; no real name has them side by side. */
    private static boolean isUnencodedUtf8(String raw) {
        if (raw.chars().allMatch(character -> character < 0x80)) {
            return false;
        }
        try {
            ByteBuffer bytes = StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap(raw));
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
