package io.postiljon.sandbox.supplier;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds an INSZ or a KBO number in what the manifest says about the recipient. The print flow may hold name, address and document
 * content only. Source: PBX 1.0, section 5.1, principle 7.
 */
final class RecipientIdentifiers {

    private static final Pattern INSZ =
            Pattern.compile("(?<![0-9A-Za-z])([0-9]{2})[. ]?([0-9]{2})[. ]?([0-9]{2})[-. ]?([0-9]{3})[. ]?([0-9]{2})(?![0-9A-Za-z])");
    private static final Pattern KBO = Pattern.compile("(?<![0-9A-Za-z])([01][0-9]{3})[. ]?([0-9]{3})[. ]?([0-9]{3})(?![0-9A-Za-z])");

    private RecipientIdentifiers() {
    }

    /** Where in the piece, or nothing. */
    static Optional<String> findIn(Manifest.Piece piece) {
        List<String> lines = piece.recipient().lines();
        for (int i = 0; i < lines.size(); i++) {
            if (holdsIdentifier(lines.get(i))) {
                return Optional.of("/recipient/lines/" + i);
            }
        }
        Manifest.Structured address = piece.recipient().structured();
        if (List.of(address.street(), address.houseNo(), address.postcode(), address.town()).stream()
                .anyMatch(RecipientIdentifiers::holdsIdentifier)) {
            return Optional.of("/recipient/structured");
        }
        return holdsIdentifier(piece.parcelRef()) ? Optional.of("/parcelRef") : Optional.empty();
    }

    static boolean holdsIdentifier(String text) {
        Matcher insz = INSZ.matcher(text);
        while (insz.find()) {
            if (isInsz(insz.group(1) + insz.group(2) + insz.group(3) + insz.group(4), Integer.parseInt(insz.group(5)))) {
                return true;
            }
        }
        Matcher kbo = KBO.matcher(text);
        while (kbo.find()) {
            String digits = kbo.group(1) + kbo.group(2) + kbo.group(3);
            if (97 - Integer.parseInt(digits.substring(0, 8)) % 97 == Integer.parseInt(digits.substring(8))) {
                return true;
            }
        }
        return false;
    }

    /** For a birth from 2000 on, a 2 stands before the nine digits. */
    private static boolean isInsz(String nineDigits, int check) {
        return 97 - Long.parseLong(nineDigits) % 97 == check || 97 - Long.parseLong("2" + nineDigits) % 97 == check;
    }
}
