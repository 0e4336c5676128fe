package io.postiljon.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EvenPaceTest {
    private static final long ANSWER = Duration.ofMillis(400).toNanos();

    @Test void a_quick_and_a_slow_refusal_leave_at_the_same_time() {
        EvenPace pace = new EvenPace(Duration.ofMillis(400), new AtomicLong()::get);

        assertThat(pace.due(1)).isEqualTo(pace.due(ANSWER - 1)).isEqualTo(pace.due(ANSWER)).isEqualTo(ANSWER);
        assertThat(pace.due(ANSWER + 1)).isEqualTo(2 * ANSWER);
    }

    @Test void it_holds_until_the_moment_has_come() {
        AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000);          // nano time may overflow
        EvenPace pace = new EvenPace(Duration.ofMillis(400), () -> clock.getAndAdd(ANSWER / 4));
        long start = pace.start();

        pace.holdUntilDue(start);

        assertThat(clock.get() - start).isGreaterThanOrEqualTo(ANSWER);
    }
}
