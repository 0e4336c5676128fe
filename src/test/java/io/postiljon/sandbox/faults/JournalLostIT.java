package io.postiljon.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The broker comes back without its memory: what it held stands in the database too. */
@Timeout(600)
class JournalLostIT {
    private static final Duration REST = Duration.ofSeconds(120);
    private static final int WAITING = 100;

    private FaultTestBed bed;

    @AfterEach void stop() {
        Closing.quietly(bed);
    }

    /** The eBox keeps the workers waiting, so that the messages of the others lie in the broker when it loses them. */
    @Test void a_broker_that_lost_its_journal_is_filled_again_from_the_database() {
        bed = FaultTestBed.start("journal-lost", List.of("-Xmx512m"), "--ebox.answer-cache-size=0", "--store.in-flight-per-agency=1000", "--dispatch.consumers=4");
        Traffic traffic = bed.traffic();
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

        System.out.printf("JournalLostIT: %d sendings waited, the broker lost %d messages%n", WAITING, lost);
        bed.reckoning(traffic).requireAllArrived(REST);
    }
}
