package io.postiljon.sending;

/** Code of a print supplier: 1 to 40 letters, digits, hyphens and underscores, so that it is safe in names of routes and metrics. */
public record SupplierCode(String value) {
    public SupplierCode {
        if (!value.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,39}")) {
            throw new IllegalArgumentException("the code of a print supplier has 1 to 40 letters, digits, hyphens and underscores, and starts with a letter or digit");
        }
    }

    @Override public String toString() {
        return value;
    }
}
