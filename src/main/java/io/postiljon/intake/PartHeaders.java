package io.postiljon.intake;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The headers of one part (RFC 7578). Folded lines, repeated headers and transfer encodings other than the identity are refused, and so is a
 * name that begins with a hyphen: the line may be a delimiter, which the library does not look for among headers.
 *
 * @param fileName as written, with percent-encoded UTF-8 decoded, as the e-Box asks for
 */
record PartHeaders(String name, Optional<String> fileName, Optional<String> contentType) {
    static final int LIMIT_BYTES = 8 * 1024;
    /** @throws RefusalException malformed-request */
    static PartHeaders parse(String block) {
        Map<String, String> headers = new HashMap<>();
        for (String line : block.split("\r\n")) {
            int colon = line.indexOf(':');
            if (line.isEmpty()) {
                continue;
            }
            if (colon < 1 || !line.substring(0, colon).matches("[A-Za-z0-9][A-Za-z0-9-]*")
                    || headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip()) != null) {
                throw broken();
            }
        }
        String encoding = headers.getOrDefault("content-transfer-encoding", "binary");
        if (!encoding.matches("(?i)binary|8bit|7bit")) {
            throw broken();
        }
        Map<String, String> disposition = disposition(headers.get("content-disposition"));
        String name = disposition.get("name");
        if (name == null || name.isEmpty() || name.length() > 255 || name.codePoints().anyMatch(Texts::steers)) {
            throw broken();
        }
        Optional<String> fileName = Optional.ofNullable(disposition.get("filename*")).flatMap(PartHeaders::extended)
                .or(() -> Optional.ofNullable(disposition.get("filename")).map(PartHeaders::decoded));
        return new PartHeaders(name, fileName, Optional.ofNullable(headers.get("content-type")));
    }

    /** Whether the name can be shown to a recipient and stored by anybody: no path, no control or direction characters. */
    boolean hasUsableFileName() {
        return fileName.filter(name -> !name.isBlank() && name.codePointCount(0, name.length()) <= 255
                && name.codePoints().noneMatch(c -> c == '/' || c == '\\' || Texts.steers(c))
                && !name.matches("[A-Za-z]:.*") && !name.startsWith("..") && !name.equals(".")).isPresent();
    }

    private static Map<String, String> disposition(String value) {
        if (value == null || !value.split(";", 2)[0].strip().equalsIgnoreCase("form-data")) {
            throw broken();
        }
        Map<String, String> parameters = new HashMap<>();
        int at = value.indexOf(';') < 0 ? value.length() : value.indexOf(';');
        while (at < value.length()) {
            int equals = value.indexOf('=', at);
            if (value.charAt(at) != ';' || equals < 0) {
                throw broken();
            }
            String name = value.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
            int start = skipBlanks(value, equals + 1);
            boolean quoted = start < value.length() && value.charAt(start) == '"';
            int end = quoted ? closingQuote(value, start) + 1 : endOfToken(value, start);
            String text = quoted ? unescaped(value.substring(start + 1, end - 1)) : value.substring(start, end);
            if (!name.matches("[a-z*]{1,20}") || parameters.put(name, text) != null) {
                throw broken();
            }
            at = skipBlanks(value, end);
        }
        return parameters;
    }

    private static int skipBlanks(String value, int from) {
        int at = from;
        while (at < value.length() && (value.charAt(at) == ' ' || value.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private static int endOfToken(String value, int from) {
        int at = from;
        while (at < value.length() && value.charAt(at) != ';' && value.charAt(at) != ' ' && value.charAt(at) != '"') {
            at++;
        }
        return at;
    }

    private static int closingQuote(String value, int opening) {
        for (int at = opening + 1; at < value.length(); at++) {
            if (value.charAt(at) == '\\') {
                at++;
            } else if (value.charAt(at) == '"') {
                return at;
            }
        }
        throw broken();
    }

    /** Only a quote and the sign itself are escaped; before anything else it is a character of a (Windows) path. */
    private static String unescaped(String text) {
        return text.replaceAll("\\\\([\"\\\\])", "$1");
    }

    private static Optional<String> extended(String value) {
        return value.regionMatches(true, 0, "utf-8''", 0, 7) ? Optional.of(decoded(value.substring(7))) : Optional.empty();
    }

    /** A sign of percent that encodes nothing stays what it is. */
    private static String decoded(String text) {
        if (!isPercentEncoded(text)) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%') {
                out[length++] = (byte) Integer.parseInt(new String(in, i + 1, 2, StandardCharsets.US_ASCII), 16);
                i += 2;
            } else {
                out[length++] = in[i];
            }
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isPercentEncoded(String text) {
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
            if (at + 2 >= text.length() || Character.digit(text.charAt(at + 1), 16) < 0 || Character.digit(text.charAt(at + 2), 16) < 0
                    || text.charAt(at + 1) > 'f' || text.charAt(at + 2) > 'f') {
                return false;
            }
        }
        return text.indexOf('%') >= 0;
    }

    private static RefusalException broken() {
        return RefusalException.of(Issue.ofRequest(Complaint.PART_HEADERS, LIMIT_BYTES));
    }

    @Override public String toString() {
        return "PartHeaders[***]";
    }
}
