package io.postiljon.sending;

/** Code of the purpose (finaliteit) for which a sending is made, such as {@code levy-of-taxes}. 1 to 64 of {@code a-z 0-9 -}. */
public record Purpose(String code) {
    public Purpose {
        if (!code.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("a code has 1 to 64 of a-z, 0-9 and hyphen");
        }
    }

    @Override public String toString() {
        return code;
    }
}
