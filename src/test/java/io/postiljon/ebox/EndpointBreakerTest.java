package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointBreakerTest {
    private static final Optional<Duration> NOT_SAID = Optional.empty();

    private final SetClock clock = new SetClock();
    private final EndpointBreaker breaker = new EndpointBreaker(
            new BreakerSettings(3, Duration.ofMinutes(1), Duration.ofSeconds(30)), Duration.ofMinutes(3), clock);

    @Test void it_opens_after_some_failures_in_a_row() {
        breaker.failed(NOT_SAID);
        breaker.failed(NOT_SAID);
        assertThat(breaker.admit("a").admitted()).isTrue();

        breaker.failed(NOT_SAID);

        assertThat(breaker.state()).isEqualTo(EndpointBreaker.State.OPEN);
        assertThat(breaker.admit("a")).isEqualTo(Admission.notBefore(Duration.ofSeconds(30)));
    }

    @Test void an_answer_between_or_a_long_time_begins_the_count_anew() {
        breaker.failed(NOT_SAID);
        breaker.failed(NOT_SAID);
        breaker.answered();
        breaker.failed(NOT_SAID);
        breaker.failed(NOT_SAID);
        clock.pass(Duration.ofSeconds(61));
        breaker.failed(NOT_SAID);

        assertThat(breaker.state()).isEqualTo(EndpointBreaker.State.CLOSED);
    }

    @Test void after_the_pause_one_call_goes_and_its_success_lets_all_go() {
        open(NOT_SAID);
        clock.pass(Duration.ofSeconds(30));

        assertThat(breaker.admit("first").admitted()).isTrue();
        assertThat(breaker.admit("second")).isEqualTo(Admission.notNow());
        assertThat(breaker.admit("first").admitted()).isTrue();
        breaker.answered();

        assertThat(breaker.admit("second").admitted()).isTrue();
        assertThat(breaker.state()).isEqualTo(EndpointBreaker.State.CLOSED);
    }

    @Test void one_more_failure_opens_it_again() {
        open(NOT_SAID);
        clock.pass(Duration.ofSeconds(30));
        breaker.admit("first");

        breaker.failed(NOT_SAID);

        assertThat(breaker.heldUntil()).contains(clock.instant().plusSeconds(30));
    }

    @Test void a_longer_pause_is_kept_when_the_endpoint_asks_for_it() {
        open(Optional.of(Duration.ofMinutes(10)));
        assertThat(breaker.heldUntil()).contains(clock.instant().plus(Duration.ofMinutes(10)));

        breaker.failed(Optional.of(Duration.ofMinutes(20)));    // began before it opened
        breaker.answered();

        assertThat(breaker.heldUntil()).contains(clock.instant().plus(Duration.ofMinutes(20)));
    }

    @Test void a_trial_whose_worker_died_gives_its_place_up() {
        open(NOT_SAID);
        clock.pass(Duration.ofSeconds(30));
        breaker.admit("died");

        clock.pass(Duration.ofMinutes(3));

        assertThat(breaker.admit("next").admitted()).isTrue();
    }

    @Test void a_setting_out_of_its_limits_is_refused() {
        assertThatThrownBy(() -> new BreakerSettings(0, Duration.ofMinutes(1), Duration.ofSeconds(30))).hasMessageContaining("failures");
        assertThatThrownBy(() -> new BreakerSettings(5, Duration.ofHours(2), Duration.ofSeconds(30))).hasMessageContaining("window");
        assertThatThrownBy(() -> new BreakerSettings(5, Duration.ofMinutes(1), Duration.ofMillis(1))).hasMessageContaining("pause");
        assertThatThrownBy(() -> new RateSettings(0, 1, 1)).hasMessageContaining("ebox.rate");
    }

    private void open(Optional<Duration> retryAfter) {
        for (int i = 0; i < 3; i++) {
            breaker.failed(retryAfter);
        }
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-11-26T08:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override public Instant instant() {
            return now;
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
