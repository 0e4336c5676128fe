package io.postiljon.print;

/** A refusal: this sending cannot go on paper, and trying again does not help. {@link #code} is stable and holds no personal data. */
final class Unprintable extends Exception {
    private final String code;

    Unprintable(String code) {
        super(code);
        this.code = code;
    }

    String code() {
        return code;
    }
}
