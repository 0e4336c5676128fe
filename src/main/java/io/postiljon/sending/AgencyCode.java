package io.postiljon.sending;

/** Our short name of an agency, as in the file name of its agreement: 2 to 32 of {@code a-z 0-9 -}. */
public record AgencyCode(String value) {
    public AgencyCode {
        if (!value.matches("[a-z][a-z0-9-]{1,31}")) {
            throw new IllegalArgumentException("an agency code has 2 to 32 of a-z, 0-9 and hyphen, and starts with a letter");
        }
    }

    @Override public String toString() {
        return value;
    }
}
