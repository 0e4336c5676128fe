package io.postiljon.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sandbox.parts.TcpProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Database or broker go away under load, and come back, the broker also without its memory. One gateway lives through all of it; after
 * each test everything that was ever sent has arrived, once.
 */
@Timeout(420)
class AwayIT {
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration AWAY = Duration.ofSeconds(15);
    private static final Duration BESIDE = AWAY.dividedBy(2);           // measured before, and once more after
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration REST = Duration.ofSeconds(120);
    private static final int TRIES = 2;
    private static final int WAITING = 100;
    /** Mostly for boxes: the printer is the slowest of all, and what is measured here is the entrance. */
    private static final List<Correspondent> MOSTLY_BOXES = List.of(Correspondent.CITIZEN, Correspondent.ORGANISATION, Correspondent.CITIZEN,
            Correspondent.ORGANISATION, Correspondent.CITIZEN, Correspondent.ORGANISATION, Correspondent.CITIZEN_WITHOUT_BOX, Correspondent.SOMEBODY_ON_PAPER);

    private static FaultTestBed bed;
    private Traffic traffic;

    @BeforeAll static void start() {
        bed = FaultTestBed.start("away", List.of("-Xmx512m"), "--ebox.answer-cache-size=0", "--store.in-flight-per-agency=1000",
                "--dispatch.consumers=4", "--print.batch.pieces=100", "--print.batch.age=8s");
    }

    @AfterAll static void stop() {
        Closing.quietly(bed);
    }

    @BeforeEach void newTraffic() {
        traffic = bed.traffic();
    }

    @AfterEach void endTraffic() {
        traffic.close();
    }

    @Test void without_its_database_the_gateway_says_when_to_come_back_and_goes_on_by_itself() {
        TcpProxy line = bed.system().lines().database();
        traffic.flow(Duration.ofMillis(125), Correspondent.EVERYDAY);
        traffic.letFlow(WARM_UP);

        line.cut();
        Instant gone = Instant.now();
        traffic.letFlow(AWAY);
        Instant back = Instant.now();
        line.restore();
        Instant works = Awaitility.await("a letter is accepted again").atMost(PATIENCE).until(() -> firstAccepted(back), Optional::isPresent)
                .orElseThrow().end();
        traffic.letFlow(WARM_UP);
        traffic.finish();

        List<Traffic.Call> without = traffic.callsWithin(gone, back);
        System.out.printf("AwayIT: %d calls without database, the first letter accepted %d ms after it came back%n", without.size(),
                Duration.between(back, works).toMillis());
        assertThat(without).hasSizeGreaterThan(20)
                .allMatch(call -> call.status().equals(Optional.of(503)) && call.saysWhenToComeBack());
        assertThat(traffic.callsBetween(works, Instant.now())).as("calls after that").isNotEmpty().allMatch(Traffic.Call::accepted);
        bed.reckoning(traffic).requireAllArrived(REST);
    }

    private Optional<Traffic.Call> firstAccepted(Instant from) {
        return traffic.callsBetween(from, Instant.now()).stream().filter(Traffic.Call::accepted).findFirst();
    }

    /**
     * Intake must not wait for the broker: each call is accepted, none takes as long as a call to the broker may, and as many come
     * through as before. Beside that the pace is compared; on a machine that others use too, one stall decides over it, so that it may
     * be measured twice.
     */
    @Test void intake_goes_on_at_its_pace_while_the_broker_is_away() {
        traffic.flow(Duration.ofMillis(50), MOSTLY_BOXES);
        traffic.letFlow(WARM_UP);

        List<Pace> measured = new ArrayList<>();
        do {
            Pace pace = paceWithAndWithoutBroker();
            System.out.println("AwayIT: " + pace);
            measured.add(pace);
            assertThat(pace.without()).as("calls without a broker").allMatch(Traffic.Call::accepted);
            assertThat(pace.slowWithout()).as("calls as long as one to the broker").isLessThanOrEqualTo(pace.slowWith());
            assertThat(pace.without()).as("calls that came through").hasSizeGreaterThanOrEqualTo(pace.with().size() / 2);
        } while (!measured.getLast().wasKept() && measured.size() < TRIES);

        assertThat(measured.getLast().wasKept()).as(measured.toString()).isTrue();
        traffic.finish();
        bed.reckoning(traffic).requireAllArrived(REST);
    }

    private Pace paceWithAndWithoutBroker() {
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
        List<Traffic.Call> with = new ArrayList<>(traffic.callsBetween(start, gone));
        with.addAll(traffic.callsBetween(back, end));
        return new Pace(with, traffic.callsBetween(gone, back));
    }

    /** What the broker held stands in the database too. The eBox keeps the workers waiting, so that messages lie in the broker when it loses them. */
    @Test void a_broker_that_lost_its_journal_is_filled_again_from_the_database() {
        bed.system().lines().ebox().pause();
        for (int i = 0; i < WAITING; i++) {
            traffic.send(i % 2 == 0 ? Correspondent.CITIZEN : Correspondent.ORGANISATION);
        }
        traffic.finish();
        assertThat(traffic.accepted()).hasSize(WAITING);
        Awaitility.await("most of them wait in the broker").atMost(REST)
                .until(() -> bed.system().broker().messagesIn("dispatch.accepted") > WAITING / 2);
        long lost = bed.system().broker().messagesIn("dispatch.accepted");

        bed.system().broker().stop();
        bed.system().broker().deleteJournal();
        bed.system().broker().start();
        bed.system().lines().ebox().restore();

        System.out.printf("AwayIT: %d sendings waited, the broker lost %d messages%n", WAITING, lost);
        bed.reckoning(traffic).requireAllArrived(REST);
    }
}
