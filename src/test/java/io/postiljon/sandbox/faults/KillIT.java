package io.postiljon.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sandbox.GatewayProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The gateway as its own process, killed while sendings flow: {@code -Dfaults.kills} times (6; the profile {@code faults} says 24),
 * in turn at each {@link KillPoint}. {@code -Dfaults.seed} repeats the order and the pauses of an earlier run, as far as a machine does.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KillIT {
    private static final Duration BEAT = Duration.ofMillis(400);
    private static final Duration REST = Duration.ofSeconds(120);
    private static final Duration EACH = Duration.ofSeconds(30);        // 3 minutes for the six of every build
    private static final Duration USUAL_START = Duration.ofSeconds(10);

    private FaultTestBed bed;

    @BeforeEach void start() {
        // each sending asks anew who has a box, batches are not small, what a killed upload leaves behind goes soon, and a call that
        // died with its gateway is in doubt no longer than four short tries of it
        bed = FaultTestBed.start("kill", GatewayProcess.SHORT_LIFE,
                "--ebox.answer-cache-size=0", "--print.batch.pieces=40", "--print.batch.age=5s",
                "--store.noise-age=20s", "--intake.upload-deadline=10s", "--store.noise-period=1000",
                "--ebox.connection.connect=500ms", "--ebox.connection.response=1500ms", "--ebox.connection.answer=1s", "--ebox.lease=15s");
    }

    @AfterEach void stop() {
        Closing.quietly(bed);
    }

    @Test void kills_lose_nothing_deliver_nothing_twice_and_leave_no_gap_in_the_evidence() {
        long seed = Long.getLong("faults.seed", System.nanoTime() & 0xffff_ffffL);
        Random random = new Random(seed);
        List<KillPoint> points = points(Integer.getInteger("faults.kills", 6), random);
        System.out.println("KillIT: seed " + seed + " (-Dfaults.seed), points " + points);
        Traffic traffic = bed.traffic();
        Killer killer = new Killer(bed, traffic, random);
        Instant start = Instant.now();

        traffic.flow(BEAT, Correspondent.EVERYDAY);
        for (KillPoint point : points) {
            killer.letItRun(Duration.ofMillis(500), Duration.ofSeconds(2));
            killer.killAt(point);
            System.out.printf("KillIT: %5.1f s killed at %s and started again%n", secondsSince(start), point);
        }
        traffic.finish();
        System.out.printf("KillIT: %5.1f s every client has its answer: %d accepted, %d gave up%n", secondsSince(start),
                traffic.accepted().size(), traffic.unsure().size());

        Reckoning reckoning = bed.reckoning(traffic);
        reckoning.awaitRest(REST);
        Duration took = Duration.between(start, Instant.now());
        System.out.printf("KillIT: %5.1f s every sending has arrived; a start took %.1f s%n", secondsSince(start), killer.startTook().toMillis() / 1000.0);
        assertThat(traffic.accepted().size()).as("letters that were accepted").isGreaterThan(5 * points.size());
        reckoning.requireNothingLost();
        reckoning.requireNothingTwice();
        reckoning.requireCompleteEvidence();
        reckoning.awaitNoNoise(REST);
        assertThat(took).as("time for " + points.size() + " kills, each with a start of " + killer.startTook())
                .isLessThan(limit(points.size(), killer.startTook()));
    }

    /** On a machine that is so busy that a start takes longer than usual, everything may take longer by the same factor. */
    private static Duration limit(int kills, Duration start) {
        Duration usual = EACH.multipliedBy(kills);
        return start.compareTo(USUAL_START) <= 0 ? usual : usual.multipliedBy(start.toMillis()).dividedBy(USUAL_START.toMillis());
    }

    /** Each point as often as any other, in a random order. */
    private static List<KillPoint> points(int kills, Random random) {
        List<KillPoint> points = new ArrayList<>();
        while (points.size() < kills) {
            List<KillPoint> round = new ArrayList<>(List.of(KillPoint.values()));
            Collections.shuffle(round, random);
            points.addAll(round);
        }
        return points.subList(0, kills);
    }

    private static double secondsSince(Instant start) {
        return Duration.between(start, Instant.now()).toMillis() / 1000.0;
    }
}
