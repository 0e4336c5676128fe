package io.postiljon.print;

import io.postiljon.sending.PostalAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An address as lines on paper: name, organisation, dispatch, street with number, postcode with town, and the country in capitals
 * when it is not Belgium. Three to six lines. Source: bpost's rules for addressing, as in PBX 1.0.
 */
record AddressLines(List<String> lines) {
    static final int LINE_LIMIT_CHARACTERS = 50;
    private static final int LEAST = 3;
    private static final int MOST = 6;

    AddressLines {
        lines = List.copyOf(lines);
    }

    /** @param language of the letter: chooses the word for "box"; an address is in one language */
    static AddressLines of(PostalAddress address, String language) throws Unprintable {
        List<String> lines = new ArrayList<>();
        address.name().ifPresent(lines::add);
        address.organisation().ifPresent(lines::add);
        address.dispatch().ifPresent(lines::add);
        lines.add(address.street() + " " + address.houseNumber()
                + address.box().map(box -> " " + wordForBox(language) + " " + box).orElse(""));
        lines.add(address.postalCode() + " " + address.municipality());
        if (!address.country().equals("BE")) {
            lines.add(Locale.of("", address.country()).getDisplayCountry(Locale.ENGLISH).toUpperCase(Locale.ROOT));
        }
        List<String> clean = lines.stream().map(line -> line.strip().replaceAll("\\s+", " ")).filter(line -> !line.isEmpty()).toList();
        if (clean.size() < LEAST || clean.size() > MOST) {
            throw new Unprintable("address-incomplete");
        }
        if (clean.stream().anyMatch(line -> line.length() > LINE_LIMIT_CHARACTERS)) {
            throw new Unprintable("address-too-long");
        }
        return new AddressLines(clean);
    }

    /** On one line, as printed small above the window. */
    String joined() {
        return String.join(" \u2013 ", lines);
    }

    private static String wordForBox(String language) {
        return switch (language) {
            case "nl" -> "bus";
            case "fr" -> "bte";
            default -> "box";
        };
    }

    @Override public String toString() {
        return "AddressLines[***]";
    }
}
