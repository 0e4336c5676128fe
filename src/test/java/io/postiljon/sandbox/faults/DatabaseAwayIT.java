package io.postiljon.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sandbox.parts.TcpProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The database goes away under load, and comes back. */
@Timeout(420)
class DatabaseAwayIT {
    private static final Duration BEAT = Duration.ofMillis(125);
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration AFTER = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration REST = Duration.ofSeconds(120);

    private FaultTestBed bed;

    @AfterEach void stop() {
        Closing.quietly(bed);
    }

    @Test void without_its_database_the_gateway_says_when_to_come_back_and_goes_on_by_itself() {
        bed = FaultTestBed.start("database-away", List.of("-Xmx512m"), "--ebox.answer-cache-size=0", "--print.batch.pieces=40");
        Traffic traffic = bed.traffic();
        TcpProxy line = bed.system().lines().database();
        traffic.flow(BEAT, Correspondent.EVERYDAY);
        traffic.letFlow(WARM_UP);

        line.cut();
        Instant gone = Instant.now();
        traffic.letFlow(AWAY);
        Instant back = Instant.now();
        line.restore();
        Instant works = Awaitility.await("a letter is accepted again").atMost(PATIENCE).until(() -> firstAccepted(traffic, back), Optional::isPresent)
                .orElseThrow().end();
        traffic.letFlow(AFTER);
        traffic.finish();

        List<Traffic.Call> without = traffic.callsWithin(gone, back);
        System.out.printf("DatabaseAwayIT: %d calls without database, the first letter accepted %d ms after it came back%n", without.size(),
                Duration.between(back, works).toMillis());
        assertThat(without).hasSizeGreaterThan(20)
                .allMatch(call -> call.status().equals(Optional.of(503)) && call.saysWhenToComeBack());
        assertThat(traffic.callsBetween(works, Instant.now())).as("calls after that").isNotEmpty().allMatch(Traffic.Call::accepted);
        bed.reckoning(traffic).requireAllArrived(REST);
    }

    private static Optional<Traffic.Call> firstAccepted(Traffic traffic, Instant from) {
        return traffic.callsBetween(from, Instant.now()).stream().filter(Traffic.Call::accepted).findFirst();
    }
}
