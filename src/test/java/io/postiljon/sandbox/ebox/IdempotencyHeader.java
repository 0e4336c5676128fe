package io.postiljon.sandbox.ebox;

import java.util.Optional;
import java.util.regex.Pattern;

/** The header {@code Idempotency-Key}: an RFC 8941 Item that is a String, so its double quotes are on the wire. */
final class IdempotencyHeader {
    static final String NAME = "Idempotency-Key";
    private static final Pattern STRING = Pattern.compile("\"(?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\"\\\\])*\"");
    private static final int LENGTH = 258;

    private IdempotencyHeader() {}

    /** The value without quotes and escapes; empty without header, and refused when it is not a String. */
    static Optional<String> in(Call call) {
        return call.header(NAME).map(value -> {
            if (!isString(value)) {
                throw new CallRefused(CallError.invalidInput("Idempotency-Key is not a String of RFC 8941"));
            }
            return unquoted(value);
        });
    }

    /** The same without a refusal, for counting. */
    static Optional<String> glimpse(Call call) {
        return Optional.ofNullable(call.exchange().getRequestHeaders().getFirst(NAME))
                .map(String::strip)
                .filter(IdempotencyHeader::isString)
                .map(IdempotencyHeader::unquoted);
    }

    private static boolean isString(String value) {
        return value.length() <= LENGTH && value.length() > 2 && STRING.matcher(value).matches();
    }

    private static String unquoted(String value) {
        return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
