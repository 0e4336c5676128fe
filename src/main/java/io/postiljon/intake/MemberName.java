package io.postiljon.intake;

import io.postiljon.sending.PersonNumbers;
import java.util.regex.Pattern;

/** Names that an agency made up, on their way into an answer or a log: short, printable, and no number of a person in them. */
final class MemberName {
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_.\\[\\]-]");
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{6,}");

    private MemberName() {}

    static String shown(String name) {
        String safe = LONG_NUMBER.matcher(PersonNumbers.masked(UNSAFE.matcher(name).replaceAll("_"))).replaceAll("***");
        return safe.length() <= 100 ? safe : safe.substring(0, 100) + "...";
    }

    /** Names that mean something to our own parts; nobody outside may use them for a part or a file. */
    static boolean isReserved(String name) {
        return name.regionMatches(true, 0, "camel", 0, 5) || name.regionMatches(true, 0, "jms", 0, 3)
                || name.regionMatches(true, 0, "_amq", 0, 4);
    }
}
