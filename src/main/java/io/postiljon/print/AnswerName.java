package io.postiljon.print;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of an answer of the supplier: {@code PA} or {@code PP}, then sender, day, sequence and environment of the order. A plain name
 * and nothing else, so that a hostile listing cannot lead out of its folder. Source: PBX 1.0, file names; CVE-2026-79983.
 */
record AnswerName(Kind kind, String orderKey) {
    enum Kind { PA, PP }

    private static final Pattern PLAIN = Pattern.compile("[A-Z0-9][A-Za-z0-9.-]{0,120}");
    private static final Pattern FORM = Pattern.compile("(PA|PP)\\.([A-Z0-9]{1,12}\\.[0-9]{8}\\.[0-9]{6}\\.[PAT])\\.json\\.pgp");

    static Optional<AnswerName> parse(String fileName) {
        if (!PLAIN.matcher(fileName).matches()) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(fileName);
        return form.matches() ? Optional.of(new AnswerName(Kind.valueOf(form.group(1)), form.group(2))) : Optional.empty();
    }
}
