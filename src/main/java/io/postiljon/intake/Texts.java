package io.postiljon.intake;

import java.util.Optional;

/** Rules for what stands in a text: length in characters (code points), no control characters, no change of writing direction. */
final class Texts {
    private final Findings findings;

    Texts(Findings findings) {
        this.findings = findings;
    }

    /** One line of text. Empty when it breaks a rule, which is then noted. */
    Optional<String> line(Optional<String> text, String name, int longest) {
        return text.filter(line -> fits(line, name, longest, false));
    }

    /** Text of several lines: line ends and tabs are allowed. */
    Optional<String> lines(Optional<String> text, String name, int longest) {
        return text.filter(lines -> fits(lines, name, longest, true));
    }

    private boolean fits(String text, String name, int longest, boolean severalLines) {
        if (text.isBlank()) {
            findings.content(Complaint.EMPTY_TEXT, name);
            return false;
        }
        if (text.codePointCount(0, text.length()) > longest) {
            findings.content(Complaint.TOO_LONG, name, longest);
            return false;
        }
        if (text.codePoints().anyMatch(c -> steers(c) && !(severalLines && (c == '\n' || c == '\r' || c == '\t')))) {
            findings.content(Complaint.CONTROL_CHARACTER, name);
            return false;
        }
        return true;
    }

    /** Control characters, line separators, and the marks that turn the direction of what follows. */
    static boolean steers(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0x061C || c == 0x200E || c == 0x200F
                || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0xFEFF || c == 0xFFFD;
    }
}
