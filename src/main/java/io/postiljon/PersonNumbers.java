package io.postiljon;

import io.postiljon.sending.Insz;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds an INSZ in a text that should have none, such as an address: eleven digits that stand alone and have right check digits. */
final class PersonNumbers {
    private static final Pattern ELEVEN_DIGITS = Pattern.compile("(?<![0-9A-Za-z-])[0-9]{11}(?![0-9A-Za-z-])");

    private PersonNumbers() {}

    static boolean occurIn(String text) {
        Matcher matcher = ELEVEN_DIGITS.matcher(text);
        while (matcher.find()) {
            if (isInsz(matcher.group())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInsz(String digits) {
        try {
            return new Insz(digits).digits().equals(digits);
        } catch (IllegalArgumentException another) {
            return false;
        }
    }
}
