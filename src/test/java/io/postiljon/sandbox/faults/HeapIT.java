package io.postiljon.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Memory does not grow with the documents: 500 MiB of them at once pass through a heap of 256 MiB. */
@Timeout(600)
class HeapIT {
    private static final int SENDINGS = 20;
    private static final int DOCUMENT_BYTES = 25 * 1024 * 1024;
    private static final int HEAP_MEBIBYTES = 256;
    private static final Duration REST = Duration.ofMinutes(5);

    private FaultTestBed bed;

    @AfterEach void stop() {
        Closing.quietly(bed);
    }

    @Test void twenty_large_sendings_at_once_fit_in_a_small_heap() {
        // a worker may be slow here: 25 MiB each, on cores that the simulators share
        bed = FaultTestBed.start("heap", List.of("-Xmx" + HEAP_MEBIBYTES + "m", "-XX:+ExitOnOutOfMemoryError"),
                "--ebox.lease=6m", "--ebox.upload-allowance=1m", "--ebox.connection.response=30s", "--ebox.connection.answer=30s", "--print.lease=2m");
        assertThat(gatewaysHeapMebibytes()).isBetween(HEAP_MEBIBYTES * 0.9, HEAP_MEBIBYTES * 1.0);
        long process = bed.gateway().handle().pid();
        Traffic traffic = bed.traffic();

        for (int i = 0; i < SENDINGS; i++) {
            traffic.send(Correspondent.EVERYDAY.get(i % Correspondent.EVERYDAY.size()), Errand.Manner.PATIENT, DOCUMENT_BYTES);
        }
        traffic.finish();

        assertThat(traffic.callsBetween(Instant.EPOCH, Instant.now())).as("nobody is told to come back: all are there at once")
                .hasSize(SENDINGS).allMatch(Traffic.Call::accepted);
        assertThat(traffic.surprises()).isEmpty();
        assertThat(traffic.accepted()).hasSize(SENDINGS);
        bed.reckoning(traffic).requireAllArrived(REST);
        assertThat(bed.gateway().handle().isAlive()).isTrue();
        assertThat(bed.gateway().handle().pid()).isEqualTo(process);
    }

    /** As the process itself says, all regions together; a collector may keep a part of it for its own use. */
    private double gatewaysHeapMebibytes() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String metrics = http.send(HttpRequest.newBuilder(bed.sandbox().management().resolve("/actuator/prometheus")).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
            return metrics.lines().filter(line -> line.startsWith("jvm_memory_max_bytes{area=\"heap\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).filter(bytes -> bytes > 0).sum()
                    / (1024 * 1024);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
