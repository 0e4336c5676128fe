package io.postiljon.sending;

/** Code of a Flemish entity: {@code OVO} and six digits. */
public record OvoCode(String value) {
    public OvoCode {
        if (!value.matches("OVO[0-9]{6}")) {
            throw new IllegalArgumentException("an OVO code is OVO and six digits");
        }
    }
}
