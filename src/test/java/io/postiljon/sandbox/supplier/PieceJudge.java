package io.postiljon.sandbox.supplier;

import io.postiljon.sending.TestRecipient;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides for each piece of an accepted order whether it can be printed.
 *
 * <p>A recipient line that contains {@link #REFUSING_MARKER} makes the supplier say no ({@code ADDRESS_INCOMPLETE}), for tests.
 * Source: PBX 1.0, sections 5.7, 6.1 and 6.3.
 */
final class PieceJudge {

    static final String REFUSING_MARKER = TestRecipient.REFUSING_LINE;

    private static final Pattern LAST_LINE = Pattern.compile("[1-9][0-9]{3} \\S.*");
    private static final Pattern PRINTABLE = Pattern.compile("[\\u0020-\\u007e\\u00a0-\\u017f\\u2019\\u2013]+");
    private static final String NO_FIRST_CHARACTER = "@()=[]\"\\/,<>~";

    private final SupplierContract.Limits limits;

    PieceJudge(SupplierContract.Limits limits) {
        this.limits = limits;
    }

    /** Reasons against the piece; empty when it is printed. */
    Set<PieceCode> judge(Manifest.Piece piece, Manifest.PrintClass printClass, Map<String, PdfFindings> findingsOfFile) {
        Set<PieceCode> codes = EnumSet.noneOf(PieceCode.class);
        for (Manifest.Document document : piece.documents()) {
            PdfFindings findings = findingsOfFile.get(document.file());
            codes.addAll(findings.codes());
            if (findings.pages() > 0 && findings.pages() != document.pages()) {
                codes.add(PieceCode.PAGES_MISMATCH);
            }
            if (document.role() == Manifest.Role.COVER && findings.pages() > 0 && !shows(findings.windowText(), piece.recipient().lines())) {
                codes.add(PieceCode.ADDRESS_ZONE);
            }
        }
        Manifest.Structured address = piece.recipient().structured();
        if (!address.countryIso2().equals("BE") || printClass.international()) {
            codes.add(PieceCode.COUNTRY_NOT_SERVED);
        } else if (!isComplete(piece.recipient())) {
            codes.add(PieceCode.ADDRESS_INCOMPLETE);
        }
        if (piece.recipient().lines().stream().anyMatch(line -> line.contains(REFUSING_MARKER))) {
            codes.add(PieceCode.ADDRESS_INCOMPLETE);
        }
        if (piece.sheets() > limits.sheetsPerPiece()) {
            codes.add(PieceCode.TOO_MANY_SHEETS);
        }
        if (!fits(piece, printClass)) {
            codes.add(PieceCode.PRODUCT_COMBINATION);
        }
        return codes;
    }

    private static boolean isComplete(Manifest.Recipient recipient) {
        List<String> lines = recipient.lines();
        boolean readable = lines.stream().allMatch(line -> !line.isBlank() && PRINTABLE.matcher(line).matches()
                && NO_FIRST_CHARACTER.indexOf(line.charAt(0)) < 0);
        String last = lines.get(lines.size() - 1);
        return readable && LAST_LINE.matcher(last).matches()
                && squeezed(last).equals(squeezed(recipient.structured().postcode() + " " + recipient.structured().town()));
    }

    private static boolean shows(String windowText, List<String> lines) {
        String shown = squeezed(windowText);
        return lines.stream().allMatch(line -> shown.contains(squeezed(line)));
    }

    private static boolean fits(Manifest.Piece piece, Manifest.PrintClass printClass) {
        return (!piece.product().returnReceipt() || piece.product().registered())
                && piece.product().registered() == printClass.registered()
                && piece.product().priority().equals(printClass.priority())
                && piece.print().duplex() == printClass.duplex()
                && piece.print().colour().equals(printClass.colour());
    }

    /** Without white space: text that is read back from a PDF has its own. */
    private static String squeezed(String text) {
        return text.replaceAll("[\\s\\u00a0]+", "");
    }
}
