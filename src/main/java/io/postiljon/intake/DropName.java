package io.postiljon.intake;

import io.postiljon.sending.Agreement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the file name of a drop says: {@code <organisation>.<YYYYMMDD>.<five digits>.<environment>.zip}.
 *
 * @param day empty when the eight digits are no day
 */
record DropName(String organisation, Optional<LocalDate> day, String environment) {
    /** A drop is laid down on its day, give or take a weekend and a clock. */
    static final int MOST_DAYS = 7;
    private static final Pattern FORM = Pattern.compile("(OVO[0-9]{6}|[01][0-9]{9})\\.([0-9]{8})\\.[0-9]{5}\\.([A-Z])");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    /** @param base the file name without {@code .zip} */
    static Optional<DropName> parse(String base) {
        Matcher form = FORM.matcher(base);
        return form.matches() ? Optional.of(new DropName(form.group(1), day(form.group(2)), form.group(3))) : Optional.empty();
    }

    /** Everything about the name that is wrong for this agency, here and today. */
    static List<Issue> faults(String base, Agreement agreement, Environment environment, LocalDate today) {
        Optional<DropName> name = parse(base);
        List<Issue> faults = new ArrayList<>();
        if (name.filter(fits -> fits.organisation.equals(agreement.organisationCode()) && fits.environment.equals(environment.name())).isEmpty()) {
            faults.add(Issue.ofRequest(Complaint.DROP_NAME, environment, agreement.organisationCode()));
        }
        if (name.isPresent() && name.get().day.filter(day -> Math.abs(ChronoUnit.DAYS.between(day, today)) <= MOST_DAYS).isEmpty()) {
            faults.add(Issue.ofRequest(Complaint.DROP_DAY, MOST_DAYS));
        }
        return faults;
    }

    private static Optional<LocalDate> day(String digits) {
        try {
            return Optional.of(LocalDate.parse(digits, DAY));
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }
}
