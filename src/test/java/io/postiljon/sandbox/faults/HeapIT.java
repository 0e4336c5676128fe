package io.postiljon.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Memory does not grow with the documents: 500 MiB of them at once pass through a heap of 256 MiB. */
class HeapIT {
    private static final int SENDINGS = 20;
    private static final int DOCUMENT_BYTES = 25 * 1024 * 1024;
    private static final Duration REST = Duration.ofMinutes(3);

    private FaultTestBed bed;

    @AfterEach void stop() {
        Closing.quietly(bed);
    }

    @Test void twenty_large_sendings_at_once_fit_in_a_small_heap() {
        // a worker may be slow here: 25 MiB each, on cores that the simulators share
        bed = FaultTestBed.start("heap", List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"),
                "--ebox.lease=6m", "--ebox.upload-allowance=1m", "--ebox.connection.response=30s", "--ebox.connection.answer=30s", "--print.lease=2m");
        long process = bed.gateway().handle().pid();
        Traffic traffic = bed.traffic();

        for (int i = 0; i < SENDINGS; i++) {
            traffic.send(Correspondent.EVERYDAY.get(i % Correspondent.EVERYDAY.size()), Errand.Manner.PATIENT, DOCUMENT_BYTES);
        }
        traffic.finish();

        assertThat(traffic.surprises()).isEmpty();
        assertThat(traffic.accepted()).hasSize(SENDINGS);
        Reckoning reckoning = bed.reckoning(traffic);
        reckoning.awaitRest(REST);
        reckoning.requireNothingLost();
        reckoning.requireNothingTwice();
        reckoning.requireCompleteEvidence();
        assertThat(bed.gateway().handle().isAlive()).isTrue();
        assertThat(bed.gateway().handle().pid()).isEqualTo(process);
    }
}
