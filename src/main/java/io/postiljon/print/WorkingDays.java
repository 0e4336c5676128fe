package io.postiljon.print;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Set;

/** The days on which the supplier hands over to the post: Monday to Friday without Belgium's ten legal holidays. Days are Brussels days. */
final class WorkingDays {
    static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final Set<MonthDay> FIXED = Set.of(MonthDay.of(1, 1), MonthDay.of(5, 1), MonthDay.of(7, 21), MonthDay.of(8, 15),
            MonthDay.of(11, 1), MonthDay.of(11, 11), MonthDay.of(12, 25));
    private static final Set<Integer> DAYS_AFTER_EASTER = Set.of(1, 39, 50); // Easter Monday, Ascension, Whit Monday

    private WorkingDays() {}

    static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !FIXED.contains(MonthDay.from(day))
                && !DAYS_AFTER_EASTER.contains(day.getDayOfYear() - easter(day.getYear()).getDayOfYear());
    }

    /** The next cut-off at or after a moment. */
    static Instant cutOff(Instant now, LocalTime cutOff) {
        LocalDate day = LocalDate.ofInstant(now, BRUSSELS);
        while (!isWorkingDay(day) || day.atTime(cutOff).atZone(BRUSSELS).toInstant().isBefore(now)) {
            day = day.plusDays(1);
        }
        return day.atTime(cutOff).atZone(BRUSSELS).toInstant();
    }

    /** The last cut-off at or before a moment. */
    static Instant lastCutOff(Instant now, LocalTime cutOff) {
        LocalDate day = LocalDate.ofInstant(now, BRUSSELS);
        while (!isWorkingDay(day) || day.atTime(cutOff).atZone(BRUSSELS).toInstant().isAfter(now)) {
            day = day.minusDays(1);
        }
        return day.atTime(cutOff).atZone(BRUSSELS).toInstant();
    }

    /** The n-th working day after the day of a moment. */
    static LocalDate after(Instant moment, int days) {
        LocalDate day = LocalDate.ofInstant(moment, BRUSSELS);
        int left = days;
        while (left > 0) {
            day = day.plusDays(1);
            if (isWorkingDay(day)) {
                left--;
            }
        }
        return day;
    }

    /** Easter Sunday in the Gregorian calendar, by the method of Meeus, Jones and Butcher. */
    static LocalDate easter(int year) {
        int century = year / 100;
        int golden = year % 19;
        int epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - epact - year % 100 % 4) % 7;
        int correction = (golden + 11 * epact + 22 * weekday) / 451;
        int days = epact + weekday - 7 * correction + 114;
        return LocalDate.of(year, days / 31, days % 31 + 1);
    }
}
