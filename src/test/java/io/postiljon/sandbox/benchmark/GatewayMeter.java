package io.postiljon.sandbox.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Processor time and memory of the gateway's own process, seen from outside. Heap is sampled twice a second, so a short peak can be missed. */
final class GatewayMeter implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final ProcessHandle process;
    private final URI heapUsed;
    private final AtomicLong peakHeapBytes = new AtomicLong();
    private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();

    GatewayMeter(ProcessHandle process, int managementPort) {
        this.process = process;
        this.heapUsed = URI.create("http://127.0.0.1:" + managementPort + "/actuator/metrics/jvm.memory.used?tag=area:heap");
        sampler.scheduleAtFixedRate(this::sample, 0, 500, TimeUnit.MILLISECONDS);
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow(() -> new IllegalStateException("this system does not tell a process's CPU time"));
    }

    long peakHeapBytes() {
        return peakHeapBytes.get();
    }

    /** Largest resident set since the start of the process (Linux). */
    long peakResidentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream().filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElseThrow();
    }

    private void sample() {
        try (var answer = heapUsed.toURL().openStream()) {
            long used = JSON.readTree(answer).at("/measurements/0/value").asLong();
            peakHeapBytes.accumulateAndGet(used, Math::max);
        } catch (IOException missedOne) {
            // the next sample is due in half a second
        }
    }

    @Override public void close() {
        sampler.shutdownNow();
    }
}
