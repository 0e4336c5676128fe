package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialCapTest {
    @ParameterizedTest
    @CsvSource({
            "2026-11-24T22:59:59.5Z, PT1S",        // half a second is a whole one: nobody comes back on the same day
            "2026-11-24T23:00:00Z, PT24H",
            "2026-06-30T21:59:00Z, PT1M",          // summer time
            "2026-10-24T22:00:00Z, PT25H",         // the night with two hours from two to three
            "2026-03-28T23:00:00Z, PT23H"})
    void the_wait_lasts_until_midnight_in_brussels(Instant now, Duration wait) {
        assertThat(TrialCap.untilMidnight(now)).isEqualTo(wait);
    }
}
