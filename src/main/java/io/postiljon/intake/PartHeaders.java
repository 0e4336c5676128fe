package io.postiljon.intake;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The headers of one part (RFC 7578). Folded lines, repeated headers and transfer encodings other than the identity are refused.
 *
 * @param fileName as written, with percent-encoded UTF-8 decoded, as the e-Box asks for
 */
record PartHeaders(String name, Optional<String> fileName, Optional<String> contentType) {
    static final int LIMIT_BYTES = 8 * 1024;
    private static final Pattern PARAMETER = Pattern.compile("\\s*;\\s*([A-Za-z*]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;\"]+))");
    private static final Pattern PERCENT = Pattern.compile("(?:%[0-9A-Fa-f]{2}|[^%])*");

    /** @throws RefusalException malformed-request */
    static PartHeaders parse(String block) {
        Map<String, String> headers = new HashMap<>();
        for (String line : block.split("\r\n")) {
            int colon = line.indexOf(':');
            if (line.isEmpty()) {
                continue;
            }
            if (colon < 1 || !line.substring(0, colon).matches("[A-Za-z0-9-]+")
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
        int end = value.indexOf(';') < 0 ? value.length() : value.indexOf(';');
        Matcher parameter = PARAMETER.matcher(value);
        while (end < value.length()) {
            if (!parameter.find(end) || parameter.start() != end) {
                throw broken();
            }
            String text = parameter.group(2) != null ? parameter.group(2).replaceAll("\\\\([\"\\\\])", "$1") : parameter.group(3);
            if (parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), text) != null) {
                throw broken();
            }
            end = parameter.end();
        }
        return parameters;
    }

    private static Optional<String> extended(String value) {
        return value.regionMatches(true, 0, "utf-8''", 0, 7) ? Optional.of(decoded(value.substring(7))) : Optional.empty();
    }

    /** A sign of percent that encodes nothing stays what it is. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0 || !PERCENT.matcher(text).matches()) {
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

    private static RefusalException broken() {
        return RefusalException.of(Issue.ofRequest(Complaint.PART_HEADERS, LIMIT_BYTES));
    }

    @Override public String toString() {
        return "PartHeaders[***]";
    }
}
