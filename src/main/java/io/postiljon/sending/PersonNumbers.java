package io.postiljon.sending;

import java.util.regex.Pattern;

/**
 * Finds and hides what looks like the number of a person in a text that should have none: eleven digits, plain or grouped with dots,
 * hyphens and spaces as people write an INSZ. Ids (UUIDs) are told apart and stay.
 */
public final class PersonNumbers {
    private static final String DIGITS = "(?<![0-9])[0-9](?:[ ._-]{0,2}[0-9]){10}(?![0-9])";
    private static final Pattern UUID = Pattern.compile("(?<![0-9A-Za-z])[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?![0-9A-Za-z])");
    private static final Pattern NUMBER = Pattern.compile(DIGITS);

    private PersonNumbers() {}

    /** Whether eleven digits with the right check digits stand anywhere, but in a UUID. */
    public static boolean occurIn(String text) {
        var found = NUMBER.matcher(UUID.matcher(text).replaceAll("*"));
        while (found.find()) {
            if (isInsz(found.group().replaceAll("[^0-9]", ""))) {
                return true;
            }
        }
        return false;
    }

    /** The text without any eleven digits, right or wrong. */
    public static String masked(String text) {
        return NUMBER.matcher(text).replaceAll("***");
    }

    private static boolean isInsz(String digits) {
        try {
            return new Insz(digits).digits().equals(digits);
        } catch (IllegalArgumentException another) {
            return false;
        }
    }
}
