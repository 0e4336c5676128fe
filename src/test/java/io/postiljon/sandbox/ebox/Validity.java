package io.postiljon.sandbox.ebox;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Period that a message stays in the box: a whole number, at least 1, of days, months or years. */
public record Validity(int number, Unit unit) {

    /** The units of the reference data. */
    public enum Unit {
        DAY(ChronoUnit.DAYS),
        MONTH(ChronoUnit.MONTHS),
        YEAR(ChronoUnit.YEARS);

        private final ChronoUnit chrono;

        Unit(ChronoUnit chrono) {
            this.chrono = chrono;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Validity {
        if (number < 1) {
            throw new IllegalArgumentException("a validity period is at least 1");
        }
    }

    ZonedDateTime endFrom(ZonedDateTime published) {
        return published.plus(number, unit.chrono);
    }
}
