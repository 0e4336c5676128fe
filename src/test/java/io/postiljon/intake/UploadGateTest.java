package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bucket4j.TimeMeter;
import io.postiljon.sending.Agreement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UploadGateTest {
    private static final Agreement AGREEMENT = Fixtures.agreement();

    private long nanos;
    private final UploadGate gate = new UploadGate(new TimeMeter() {
        @Override public long currentTimeNanos() {
            return nanos;
        }

        @Override public boolean isWallClockBased() {
            return false;
        }
    }, Duration.ZERO, Duration.ZERO);

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

    @Test void calls_in_a_minute_are_limited_and_each_pause_is_worth_some() {
        for (int i = 0; i < AGREEMENT.limits().requestsPerMinute(); i++) {
            gate.count(AGREEMENT);
        }

        Refusal refusal = catchThrowableOfType(RefusalException.class, () -> gate.count(AGREEMENT)).refusal();
        nanos += Duration.ofMinutes(1).toNanos() / AGREEMENT.limits().requestsPerMinute();
        gate.count(AGREEMENT);

        assertThat(refusal.fault()).isEqualTo(Fault.QUOTA);
        assertThat(refusal.retryAfter().orElseThrow()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test void bytes_that_are_announced_are_counted_before_and_the_wait_is_true() {
        Agreement agreement = withVolume(100);
        gate.requireBytes(agreement, 60_000_000);

        Refusal refusal = catchThrowableOfType(RefusalException.class, () -> gate.requireBytes(agreement, 50_000_000)).refusal();
        Duration wait = refusal.retryAfter().orElseThrow();
        nanos += wait.minusSeconds(1).toNanos();
        assertThat(catchThrowableOfType(RefusalException.class, () -> gate.requireBytes(agreement, 50_000_000))).isNotNull();
        nanos += Duration.ofSeconds(1).toNanos();
        gate.requireBytes(agreement, 50_000_000);

        assertThat(refusal.fault()).isEqualTo(Fault.QUOTA);
        assertThat(wait).isEqualTo(Duration.ofMinutes(6));         // 10 MB are missing, and 100 come in an hour
    }

    @Test void bytes_that_nobody_announced_are_owed_and_the_next_body_waits() {
        Agreement agreement = withVolume(100);
        gate.requireBytes(agreement, -1);
        gate.settle(agreement, 130_000_000);

        assertThat(catchThrowableOfType(RefusalException.class, () -> gate.requireBytes(agreement, -1)).refusal().retryAfter().orElseThrow())
                .isBetween(Duration.ofMinutes(18), Duration.ofMinutes(19));
        nanos += Duration.ofMinutes(19).toNanos();
        gate.requireBytes(agreement, -1);
    }

    @Test void limits_that_change_count_at_once() {
        Agreement small = withVolume(100);
        gate.requireBytes(small, 100_000_000);
        assertThat(catchThrowableOfType(RefusalException.class, () -> gate.requireBytes(small, 1))).isNotNull();

        gate.requireBytes(withVolume(200), 1);
    }

    private static Agreement withVolume(long megabytes) {
        return Fixtures.agreement(new Agreement.Limits(6000, 2, Duration.ofSeconds(20), megabytes));
    }
}
