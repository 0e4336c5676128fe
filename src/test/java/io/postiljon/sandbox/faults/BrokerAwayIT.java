package io.postiljon.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The broker goes away under load, and comes back. Intake must not wait for it: each call is accepted, none takes as long as a call to
 * the broker may, and as many come through as before. Beside that the 99th percentile is compared with the time before and after; on a
 * machine that others use too, one stall decides over it, so that it may be measured twice, and may be anything below a floor.
 * {@code -Dfaults.strict=true} (the profile {@code faults}) allows no floor.
 */
@Timeout(420)
class BrokerAwayIT {
    private static final Duration BEAT = Duration.ofMillis(50);
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration BESIDE = AWAY.dividedBy(2);           // measured before, and once more after
    private static final Duration BROKER_CALL = Duration.ofSeconds(5);
    private static final Duration FLOOR = Boolean.getBoolean("faults.strict") ? Duration.ZERO : Duration.ofMillis(750);
    private static final Duration REST = Duration.ofSeconds(120);
    private static final int TRIES = 2;
    /** Mostly for boxes: the printer is the slowest of all, and what is measured here is the entrance. */
    private static final List<Correspondent> TO = List.of(Correspondent.CITIZEN, Correspondent.ORGANISATION, Correspondent.CITIZEN,
            Correspondent.ORGANISATION, Correspondent.CITIZEN, Correspondent.ORGANISATION, Correspondent.CITIZEN_WITHOUT_BOX, Correspondent.SOMEBODY_ON_PAPER);

    private FaultTestBed bed;
    private Traffic traffic;

    /** What one try measured: as many seconds with the broker as without it. */
    private record Measure(List<Traffic.Call> with, List<Traffic.Call> without) {
        boolean keptPace() {
            Duration slow = p99(without);
            return slow.compareTo(p99(with).multipliedBy(2)) < 0 || slow.compareTo(FLOOR) < 0;
        }

        @Override public String toString() {
            return "p99 %d ms with broker (%d calls), %d ms without (%d calls)".formatted(p99(with).toMillis(), with.size(), p99(without).toMillis(), without.size());
        }

        private static Duration p99(List<Traffic.Call> calls) {
            List<Duration> sorted = calls.stream().map(Traffic.Call::took).sorted().toList();
            return sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
        }
    }

    @AfterEach void stop() {
        Closing.quietly(bed);
    }

    @Test void intake_goes_on_at_its_pace_while_the_broker_is_away() {
        bed = FaultTestBed.start("broker-away", List.of("-Xmx512m"), "--ebox.answer-cache-size=0", "--print.batch.pieces=100",
                "--print.batch.age=8s");
        traffic = bed.traffic();
        traffic.flow(BEAT, TO);
        traffic.letFlow(WARM_UP);

        List<Measure> measured = new ArrayList<>();
        do {
            Measure measure = measure();
            System.out.println("BrokerAwayIT: " + measure);
            measured.add(measure);
            assertThat(measure.without()).as("calls without a broker").allMatch(Traffic.Call::accepted);
            assertThat(slow(measure.without())).as("calls as long as one to the broker").isLessThanOrEqualTo(slow(measure.with()));
            assertThat(measure.without()).as("calls that came through").hasSizeGreaterThanOrEqualTo(measure.with().size() / 2);
        } while (!measured.getLast().keptPace() && measured.size() < TRIES);

        assertThat(measured.getLast().keptPace()).as(measured.toString()).isTrue();
        traffic.finish();
        bed.reckoning(traffic).requireAllArrived(REST);
    }

    /** None, on a machine that is not busy with other things: then there are some with the broker too. */
    private static long slow(List<Traffic.Call> calls) {
        return calls.stream().filter(call -> call.took().compareTo(BROKER_CALL) >= 0).count();
    }

    private Measure measure() {
        Instant start = Instant.now();
        traffic.letFlow(BESIDE);
        bed.system().lines().broker().cut();
        Instant gone = Instant.now();
        traffic.letFlow(AWAY);
        Instant back = Instant.now();
        assertThat(bed.system().lines().broker().connections()).as("connections to the broker").isZero();
        bed.system().lines().broker().restore();
        traffic.letFlow(BESIDE);
        Instant end = Instant.now();
        return new Measure(Stream.concat(traffic.callsBetween(start, gone).stream(), traffic.callsBetween(back, end).stream()).toList(),
                traffic.callsBetween(gone, back));
    }
}
