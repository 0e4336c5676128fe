package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bucket4j.TimeMeter;
import io.postiljon.sending.Agreement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadGateTest {
    private static final Agreement AGREEMENT = Fixtures.agreement();
    private static final long HOUR_BYTES = AGREEMENT.limits().bytesPerHour();

    private long nanos;
    private final UploadGate gate = new UploadGate(new MovingTime(), Duration.ZERO);

    @Test void uploads_at_once_are_limited_and_a_place_comes_back() {
        UploadGate.Pass first = gate.enter(AGREEMENT);
        UploadGate.Pass second = gate.enter(AGREEMENT);

        Refusal third = refusal(() -> gate.enter(AGREEMENT));
        first.close();
        UploadGate.Pass afterwards = gate.enter(AGREEMENT);

        assertThat(third.fault()).isEqualTo(Fault.QUOTA);
        assertThat(third.retryAfter()).isPresent();
        assertThat(afterwards).isNotNull();
        second.close();
    }

    @Test void calls_in_a_minute_are_limited_and_who_waits_as_told_is_let_in() {
        for (int i = 0; i < AGREEMENT.limits().requestsPerMinute(); i++) {
            gate.count(AGREEMENT);
        }

        Refusal refusal = refusal(() -> gate.count(AGREEMENT));
        nanos += refusal.retryAfter().orElseThrow().toNanos();
        gate.count(AGREEMENT);

        assertThat(refusal.fault()).isEqualTo(Fault.QUOTA);
        assertThat(refusal.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
    }

    @Test void announced_bytes_are_refused_before_the_body_and_who_waits_as_told_is_let_in() {
        try (BodyAllowance first = gate.body(AGREEMENT, HOUR_BYTES)) {
            read(first, HOUR_BYTES);
        }

        Refusal refusal = refusal(() -> gate.body(AGREEMENT, HOUR_BYTES / 2));
        nanos += refusal.retryAfter().orElseThrow().toNanos();

        assertThat(refusal.issues().getFirst().complaint()).isEqualTo(Complaint.QUOTA_BYTES);
        assertThat(refusal.retryAfter().orElseThrow()).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(31));
        assertThat(gate.body(AGREEMENT, HOUR_BYTES / 2)).isNotNull();
    }

    @Test void bytes_that_nobody_announced_are_counted_as_they_come() {
        BodyAllowance body = gate.body(AGREEMENT, -1);
        read(body, HOUR_BYTES - 10);
        BodyAllowance other = gate.body(AGREEMENT, -1);

        Refusal refusal = refusal(() -> other.read(11));

        assertThat(refusal.issues().getFirst().complaint()).isEqualTo(Complaint.QUOTA_BYTES);
    }

    @Test void a_broken_upload_costs_what_was_read() {
        try (BodyAllowance broken = gate.body(AGREEMENT, HOUR_BYTES)) {
            broken.read(1000);
        }

        assertThat(gate.body(AGREEMENT, HOUR_BYTES - 1000)).isNotNull();
        assertThat(refusal(() -> gate.body(AGREEMENT, 1)).fault()).isEqualTo(Fault.QUOTA);
    }

    @Test void a_body_larger_than_an_hour_of_bytes_costs_that_hour() {
        BodyAllowance body = gate.body(AGREEMENT, HOUR_BYTES * 2);

        read(body, HOUR_BYTES * 2);

        assertThat(refusal(() -> gate.body(AGREEMENT, 1)).fault()).isEqualTo(Fault.QUOTA);
    }

    @Test void only_so_many_wait_for_a_place() throws InterruptedException {
        UploadGate patient = new UploadGate(new MovingTime(), Duration.ofMinutes(1));
        List<UploadGate.Pass> taken = List.of(patient.enter(AGREEMENT), patient.enter(AGREEMENT));
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(Thread.ofVirtual().start(() -> patient.enter(AGREEMENT).close()));
        }
        org.awaitility.Awaitility.await().until(() -> waiting.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));

        Refusal ninth = refusal(() -> patient.enter(AGREEMENT));          // at once, or the test would take a minute
        taken.forEach(UploadGate.Pass::close);

        assertThat(ninth.issues().getFirst().complaint()).isEqualTo(Complaint.QUOTA_UPLOADS);
        for (Thread thread : waiting) {
            assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    private static Refusal refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(RefusalException.class, call).refusal();
    }

    private static void read(BodyAllowance body, long bytes) {
        for (long left = bytes; left > 0; left -= Integer.MAX_VALUE) {
            body.read((int) Math.min(left, Integer.MAX_VALUE));
        }
    }

    private final class MovingTime implements TimeMeter {
        @Override public long currentTimeNanos() {
            return nanos;
        }

        @Override public boolean isWallClockBased() {
            return false;
        }
    }
}
