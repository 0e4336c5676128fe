package io.postiljon.sending;

/** The one rule for references that agencies choose: 1 to 64 characters (code points), none of them a control character. */
final class ReferenceText {
    private ReferenceText() {}

    static void require(String what, String value) {
        if (value.isBlank() || value.codePointCount(0, value.length()) > 64 || value.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " has 1 to 64 characters without control characters");
        }
    }
}
