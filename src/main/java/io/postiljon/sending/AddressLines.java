package io.postiljon.sending;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An address as lines on paper: name, organisation, dispatch, street with number, postal code with town, and abroad the country in
 * capitals. Only puts together; {@link AddressRules} says whether the post takes it. Source: bpost's rules for addressing, as in PBX 1.0.
 */
public record AddressLines(List<String> lines) {
    static final String HOME = "BE";

    public AddressLines {
        lines = List.copyOf(lines);
    }

    /** @param language of the letter: chooses the word for "box"; an address is in one language */
    public static AddressLines of(PostalAddress address, String language) {
        List<String> lines = new ArrayList<>();
        address.name().ifPresent(lines::add);
        address.organisation().ifPresent(lines::add);
        address.dispatch().ifPresent(lines::add);
        lines.add(streetLine(address, language));
        lines.add(townLine(address));
        if (!isAtHome(address)) {
            lines.add(Locale.of("", address.country()).getDisplayCountry(Locale.ENGLISH).toUpperCase(Locale.ROOT));
        }
        return new AddressLines(lines.stream().map(AddressLines::singleSpaced).filter(line -> !line.isEmpty()).toList());
    }

    static boolean isAtHome(PostalAddress address) {
        return address.country().equals(HOME);
    }

    static String streetLine(PostalAddress address, String language) {
        return singleSpaced(address.street() + " " + address.houseNumber()
                + address.box().map(box -> " " + wordForBox(language) + " " + box).orElse(""));
    }

    /** Abroad in capitals, as the post of the other country reads it by machine (bpost, international addressing). */
    static String townLine(PostalAddress address) {
        String line = singleSpaced(address.postalCode() + " " + address.municipality());
        return isAtHome(address) ? line : line.toUpperCase(Locale.ROOT);
    }

    private static String singleSpaced(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }

    /** On one line, as printed small above the window. */
    public String joined() {
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
