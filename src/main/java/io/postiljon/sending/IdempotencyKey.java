package io.postiljon.sending;

/** Value of the header {@code Idempotency-Key} without its quotes (RFC 8941 String): 1 to 128 printable ASCII characters. */
public record IdempotencyKey(String value) {
    /** Keys that the gateway makes for the sendings of a drop start so; a sender of its own keys may not use it. */
    public static final String DROP = "drop:";

    public IdempotencyKey {
        if (!value.matches("[\\x20-\\x7E]{1,128}")) {
            throw new IllegalArgumentException("an idempotency key has 1 to 128 printable ASCII characters");
        }
    }
}
