package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OncePerMinuteTest {
    private Instant now = Instant.parse("2026-11-26T09:00:59Z");
    private final OncePerMinute events = new OncePerMinute(((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    @Test void the_first_of_each_key_counts_until_the_minute_is_over() {
        assertThat(events.isFirst("a")).isTrue();
        assertThat(events.isFirst("a")).isFalse();
        assertThat(events.isFirst("b")).isTrue();
        now = now.plusSeconds(1);
        assertThat(events.isFirst("a")).isTrue();
    }

    @Test void a_flood_of_keys_has_an_end() {
        assertThat(IntStream.range(0, 20_000).filter(n -> events.isFirst("caller " + n)).count()).isEqualTo(10_000);
    }
}
