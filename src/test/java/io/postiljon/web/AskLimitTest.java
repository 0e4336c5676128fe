package io.postiljon.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AskLimitTest {
    private final Time time = new Time();
    private final AskLimit limit = new AskLimit(new LetterSettings(5, Duration.ofMinutes(10), 1000, 5, Duration.ofHours(24), Duration.ofMillis(400), Set.of()), time);

    @Test void a_network_may_ask_so_often_and_then_hears_how_long_to_wait() {
        Network network = network(1);
        IntStream.range(0, 5).forEach(ask -> assertThat(limit.take(network)).isEmpty());

        assertThat(limit.take(network)).hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(2)));
        assertThat(limit.take(network(2))).isEmpty();
    }

    @Test void it_may_ask_again_when_time_has_passed() {
        Network network = network(1);
        IntStream.range(0, 6).forEach(ask -> limit.take(network));

        time.pass(Duration.ofMinutes(2));

        assertThat(limit.take(network)).isEmpty();
        assertThat(limit.take(network)).isPresent();
    }

    @Test void no_more_networks_are_remembered_than_the_limit_says_and_quiet_ones_are_forgotten() {
        IntStream.range(0, 5000).forEach(i -> limit.take(network(i)));
        assertThat(limit.remembered()).isLessThanOrEqualTo(1000);

        time.pass(Duration.ofMinutes(11));
        assertThat(limit.remembered()).isZero();
    }

    private static Network network(int number) {
        return Network.of("10." + number / 256 + "." + number % 256 + ".1", null, Set.of());
    }

    /** A clock that stands until it is moved. */
    private static final class Time implements TimeMeter {
        private long nanos;

        void pass(Duration duration) {
            nanos += duration.toNanos();
        }

        @Override public long currentTimeNanos() {
            return nanos;
        }

        @Override public boolean isWallClockBased() {
            return false;
        }
    }
}
