package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.postiljon.sending.Agreement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class UploadGateTest {
    private static final Agreement AGREEMENT = Fixtures.agreement();

    private Instant now = Instant.parse("2026-11-24T00:00:00Z");
    private final UploadGate gate = new UploadGate(new MovingClock(), Duration.ZERO);

    @Test void uploads_at_once_are_limited_and_a_place_comes_back() {
        UploadGate.Pass first = gate.enter(AGREEMENT);
        UploadGate.Pass second = gate.enter(AGREEMENT);

        Refusal third = catchThrowableOfType(RefusalException.class, () -> gate.enter(AGREEMENT)).refusal();
        first.close();
        UploadGate.Pass afterwards = gate.enter(AGREEMENT);

        assertThat(third.fault()).isEqualTo(Fault.QUOTA);
        assertThat(third.retryAfter()).isPresent();
        assertThat(afterwards).isNotNull();
        second.close();
    }

    @Test void calls_in_a_minute_are_limited_and_the_next_minute_is_free() {
        for (int i = 0; i < AGREEMENT.limits().requestsPerMinute(); i++) {
            gate.count(AGREEMENT);
        }

        Refusal refusal = catchThrowableOfType(RefusalException.class, () -> gate.count(AGREEMENT)).refusal();
        now = now.plusSeconds(60);
        gate.count(AGREEMENT);

        assertThat(refusal.fault()).isEqualTo(Fault.QUOTA);
        assertThat(refusal.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(61));
    }

    private final class MovingClock extends Clock {
        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override public Instant instant() {
            return now;
        }
    }
}
