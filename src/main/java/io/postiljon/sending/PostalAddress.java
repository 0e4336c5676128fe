package io.postiljon.sending;

import java.util.Optional;

/**
 * A postal address as an agency gives it. At least a name or an organisation. Country as ISO 3166-1 alpha-2.
 * Lengths and characters are checked at intake (magda-and-print 6.1); this record only holds.
 */
public record PostalAddress(
        Optional<String> name,
        Optional<String> organisation,
        Optional<String> dispatch,
        String street,
        String houseNumber,
        Optional<String> box,
        String postalCode,
        String municipality,
        String country) {
    public PostalAddress {
        if (name.isEmpty() && organisation.isEmpty()) {
            throw new IllegalArgumentException("an address has a name or an organisation");
        }
        if (!country.matches("[A-Z]{2}")) {
            throw new IllegalArgumentException("a country is two capitals (ISO 3166-1)");
        }
    }

    @Override public String toString() {
        return "PostalAddress[***]";
    }
}
