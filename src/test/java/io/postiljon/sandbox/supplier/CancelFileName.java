package io.postiljon.sandbox.supplier;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Name of a request to cancel, {@code PC.<SND>.<YYYYMMDD>.<SEQ6>.<ENV>.json.pgp}; numbered with the orders. Source: PBX 1.0, section 5.3. */
record CancelFileName(String sender, String date, int sequence, String environment) {

    private static final Pattern FORM = Pattern.compile("PC\\.([A-Z0-9]{1,12})\\.([0-9]{8})\\.([0-9]{6})\\.([PAT])\\.json\\.pgp");

    static Optional<CancelFileName> of(String name) {
        Matcher form = FORM.matcher(name);
        return form.matches() ? Optional.of(new CancelFileName(form.group(1), form.group(2), Integer.parseInt(form.group(3)), form.group(4))) : Optional.empty();
    }

    String series() {
        return sender + "." + environment + "." + date;
    }

    @Override
    public String toString() {
        return "PC.%s.%s.%06d.%s.json.pgp".formatted(sender, date, sequence, environment);
    }
}
