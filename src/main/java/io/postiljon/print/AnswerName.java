package io.postiljon.print;

import io.postiljon.sending.SupplierCode;
import io.postiljon.store.SupplierReports;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of an answer of the supplier: its kind, then sender, day, sequence and environment; those of the order for PA and PP, else the
 * supplier's own. A plain name and nothing else, so that a hostile listing cannot lead out of its folder. Source: PBX 1.0, file names;
 * CVE-2026-79983.
 *
 * @param key all between the kind and the extension
 */
record AnswerName(Kind kind, String key) {
    /** {@code PA} receipt, {@code PP} results, {@code PS} status events, {@code PE} evidence, {@code PR} reconciliation. */
    enum Kind { PA, PP, PS, PE, PR }

    private static final Pattern PLAIN = Pattern.compile("[A-Z0-9][A-Za-z0-9.-]{0,120}");
    private static final String KEY = "([A-Z0-9]{1,12}\\.[0-9]{8}\\.[0-9]{6}\\.[PAT])";
    private static final Pattern JSON = Pattern.compile("(PA|PP|PS|PR)\\." + KEY + "\\.json\\.pgp");
    private static final Pattern ZIP = Pattern.compile("(PE)\\." + KEY + "\\.zip\\.pgp");

    static Optional<AnswerName> parse(String fileName) {
        if (!PLAIN.matcher(fileName).matches()) {
            return Optional.empty();
        }
        return parse(JSON.matcher(fileName)).or(() -> parse(ZIP.matcher(fileName)));
    }

    private static Optional<AnswerName> parse(Matcher form) {
        return form.matches() ? Optional.of(new AnswerName(Kind.valueOf(form.group(1)), form.group(2))) : Optional.empty();
    }

    /** The series of the supplier's own numbers that it stands in; empty when its day is none. */
    Optional<SupplierReports.Series> series(SupplierCode supplier) {
        String[] parts = key.split("\\.");
        try {
            return Optional.of(new SupplierReports.Series(supplier, kind.name(), parts[0], parts[3], LocalDate.parse(parts[1], DateTimeFormatter.BASIC_ISO_DATE)));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    int sequence() {
        return Integer.parseInt(key.split("\\.")[2]);
    }
}
