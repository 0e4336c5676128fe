package io.postiljon.print;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * Name of a file for the supplier: {@code PO.<sender>.<day>.<sequence>.<environment>.zip.pgp} of an order, {@code PC. ... .json.pgp} of a
 * request to cancel. It can hold nothing but these parts, so it is safe in a remote path. Source: PBX 1.0, file names.
 */
public record OrderName(String text) {
    private static final Pattern FORM = Pattern.compile("(?:PO\\.%1$s\\.zip|PC\\.%1$s\\.json)\\.pgp".formatted("[A-Z0-9]{1,12}\\.[0-9]{8}\\.[0-9]{6}\\.[PAT]"));
    private static final String ENDING = ".zip.pgp";

    public OrderName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a file for the supplier is PO or PC.<sender>.<day>.<sequence>.<environment>.zip or .json.pgp");
        }
    }

    static OrderName of(String sender, LocalDate day, int sequence, String environment) {
        return named("PO", sender, day, sequence, environment, ENDING);
    }

    static OrderName ofRequest(String sender, LocalDate day, int sequence, String environment) {
        return named("PC", sender, day, sequence, environment, ".json.pgp");
    }

    private static OrderName named(String kind, String sender, LocalDate day, int sequence, String environment, String ending) {
        return new OrderName("%s.%s.%s.%06d.%s%s".formatted(kind, sender, day.format(DateTimeFormatter.BASIC_ISO_DATE), sequence, environment, ending));
    }

    /** Name while it is being written. */
    public String part() {
        return text + ".part";
    }

    /** The empty file that hands the order over. */
    public String marker() {
        return text + ".go";
    }

    /** What answers to an order repeat: sender, day, sequence and environment. */
    String key() {
        return text.substring("PO.".length(), text.length() - ENDING.length());
    }

    @Override public String toString() {
        return text;
    }
}
