package io.postiljon.sending;

/** Code of a category of personal data that an agreement can grant, such as {@code tax-assessment}. 1 to 64 of {@code a-z 0-9 -}. */
public record DataCategory(String code) {
    public DataCategory {
        if (!code.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("a code has 1 to 64 of a-z, 0-9 and hyphen");
        }
    }

    @Override public String toString() {
        return code;
    }
}
