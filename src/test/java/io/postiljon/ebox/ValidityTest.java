package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidityTest {
    @ParameterizedTest @CsvSource({"30,day,2026-02-14T09:00:00Z", "6,month,2026-07-15T08:00:00Z", "3,YEAR,2029-01-15T09:00:00Z"})
    void a_message_stays_for_days_months_or_years_of_the_calendar_in_brussels(int number, String unit, Instant end) throws IOException {
        Validity validity = Validity.of(new ObjectMapper().readTree("""
                {"messageTypeId": "SIM", "validityPeriod": {"validityPeriodNumber": %d, "validityPeriodUnit": "%s"}}""".formatted(number, unit))).orElseThrow();

        assertThat(validity.endFrom(Instant.parse("2026-01-15T09:00:00Z"))).isEqualTo(end);
    }

    @ParameterizedTest @ValueSource(strings = {"{}", "{\"validityPeriod\": {\"validityPeriodNumber\": 0, \"validityPeriodUnit\": \"day\"}}",
            "{\"validityPeriod\": {\"validityPeriodNumber\": 2, \"validityPeriodUnit\": \"fortnight\"}}", "[]"})
    void what_does_not_say_it_is_not_guessed(String body) throws IOException {
        assertThat(Validity.of(new ObjectMapper().readTree(body))).isEmpty();
    }
}
