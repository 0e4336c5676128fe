package io.postiljon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sending.DocumentId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ObjectsInFlightTest {
    private static final DocumentId OBJECT = new DocumentId(UUID.randomUUID());

    private Instant now = Instant.parse("2026-11-26T09:00:00Z");
    private final ObjectsInFlight inFlight = new ObjectsInFlight(Duration.ofMinutes(20), clock());

    @Test void an_object_is_in_flight_for_as_long_as_it_is_written() {
        inFlight.writing(OBJECT);
        now = now.plus(Duration.ofDays(1));

        assertThat(inFlight.holds(OBJECT)).isTrue();
    }

    @Test void a_written_object_that_nobody_ends_lapses() {
        inFlight.writing(OBJECT);
        inFlight.written(OBJECT);

        now = now.plus(Duration.ofMinutes(20));
        assertThat(inFlight.holds(OBJECT)).isTrue();
        now = now.plusMillis(1);
        assertThat(inFlight.holds(OBJECT)).isFalse();
    }

    @Test void what_is_over_or_unknown_is_not_in_flight() {
        inFlight.writing(OBJECT);
        inFlight.over(OBJECT);

        assertThat(inFlight.holds(OBJECT)).isFalse();
        assertThat(inFlight.holds(new DocumentId(UUID.randomUUID()))).isFalse();
    }

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }
}
