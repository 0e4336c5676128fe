package io.postiljon.print;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WorkingDaysTest {
    private static final LocalTime HALF_PAST_FIVE = LocalTime.of(17, 30);

    @ParameterizedTest
    @CsvSource({"2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25"})
    void easter_falls_on_its_day(LocalDate easter) {
        assertThat(WorkingDays.easter(easter.getYear())).isEqualTo(easter);
        assertThat(WorkingDays.isWorkingDay(easter.plusDays(1))).isFalse();  // Easter Monday
        assertThat(WorkingDays.isWorkingDay(easter.plusDays(39))).isFalse(); // Ascension
        assertThat(WorkingDays.isWorkingDay(easter.plusDays(50))).isFalse(); // Whit Monday
        assertThat(WorkingDays.isWorkingDay(easter.plusDays(40))).isTrue();
    }

    @Test void after_the_cut_off_of_a_friday_the_next_one_is_on_monday() {
        Instant fridayEvening = Instant.parse("2026-11-20T16:31:00Z"); // 17:31 in Brussels

        assertThat(WorkingDays.cutOff(fridayEvening, HALF_PAST_FIVE)).isEqualTo(Instant.parse("2026-11-23T16:30:00Z"));
    }

    @Test void the_cut_off_follows_summer_time() {
        assertThat(WorkingDays.cutOff(Instant.parse("2026-07-01T08:00:00Z"), HALF_PAST_FIVE)).isEqualTo(Instant.parse("2026-07-01T15:30:00Z"));
    }

    @Test void two_working_days_after_a_thursday_before_a_weekend_is_monday() {
        assertThat(WorkingDays.after(Instant.parse("2026-11-19T12:00:00Z"), 2)).isEqualTo(LocalDate.of(2026, 11, 23));
    }

    @Test void the_last_cut_off_is_of_this_working_day_or_one_before() {
        LocalTime cutOff = LocalTime.of(17, 30);
        Instant thursday = Instant.parse("2026-11-26T16:30:00Z");   // 17:30 in Brussels
        assertThat(WorkingDays.lastCutOff(thursday, cutOff)).isEqualTo(thursday);
        assertThat(WorkingDays.lastCutOff(thursday.minusMillis(1), cutOff)).isEqualTo(Instant.parse("2026-11-25T16:30:00Z"));
        assertThat(WorkingDays.lastCutOff(Instant.parse("2026-11-29T20:00:00Z"), cutOff)).as("on Sunday").isEqualTo(Instant.parse("2026-11-27T16:30:00Z"));
    }
}
