package io.postiljon.sandbox.supplier;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a print order, {@code PO.<SND>.<YYYYMMDD>.<SEQ6>.<ENV>[.<PART>-<PARTS>].zip.pgp}.
 * Source: PBX 1.0, section 5.3.
 *
 * @param part {@code .<PART>-<PARTS>} with its dot, or empty
 */
record OrderFileName(String sender, String date, int sequence, String environment, String part) {

    private static final Pattern FORM =
            Pattern.compile("PO\\.([A-Z0-9]{1,12})\\.([0-9]{8})\\.([0-9]{6})\\.([PAT])(\\.[0-9]{1,3}-[0-9]{1,3})?\\.zip\\.pgp");

    static Optional<OrderFileName> of(String name) {
        Matcher matcher = FORM.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new OrderFileName(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3)), matcher.group(4),
                matcher.group(5) == null ? "" : matcher.group(5)));
    }

    /** Name of the answer of that kind to this order. It carries the part too, so that the answers to two parts differ. */
    String answer(String kind) {
        return stem(kind) + ".json.pgp";
    }

    @Override
    public String toString() {
        return stem("PO") + ".zip.pgp";
    }

    /** Orders with the same series are numbered without a gap. */
    String series() {
        return sender + "." + environment + "." + date;
    }

    private String stem(String kind) {
        return "%s.%s.%s.%06d.%s%s".formatted(kind, sender, date, sequence, environment, part);
    }
}
