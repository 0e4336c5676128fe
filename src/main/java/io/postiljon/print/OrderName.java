package io.postiljon.print;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * Name of an order file: {@code PO.<sender>.<day>.<sequence>.<environment>.zip.pgp}. It can hold nothing but these parts, so it is
 * safe in a remote path. Source: PBX 1.0, file names.
 */
public record OrderName(String text) {
    private static final Pattern FORM = Pattern.compile("PO\\.[A-Z0-9]{1,12}\\.[0-9]{8}\\.[0-9]{6}\\.[PAT]\\.zip\\.pgp");
    private static final String ENDING = ".zip.pgp";

    public OrderName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("an order file is PO.<sender>.<day>.<sequence>.<environment>.zip.pgp");
        }
    }

    static OrderName of(String sender, LocalDate day, int sequence, String environment) {
        return new OrderName("PO.%s.%s.%06d.%s%s".formatted(
                sender, day.format(DateTimeFormatter.BASIC_ISO_DATE), sequence, environment, ENDING));
    }

    /** Name while it is being written. */
    public String part() {
        return text + ".part";
    }

    /** The empty file that hands the order over. */
    public String marker() {
        return text + ".go";
    }

    /** What answers repeat: sender, day, sequence and environment. */
    String key() {
        return text.substring("PO.".length(), text.length() - ENDING.length());
    }

    @Override public String toString() {
        return text;
    }
}
