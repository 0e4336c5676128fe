package io.postiljon.sandbox.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The report as plain text. */
record BenchmarkReport(BenchmarkPlan plan, String machineLoad, LoadResult load, PrimitiveCosts primitives, double bareLoopPerSecond) {
    private static final int MEBIBYTE = 1 << 20;

    String text() throws IOException {
        StringBuilder text = new StringBuilder();
        int processors = Runtime.getRuntime().availableProcessors();
        line(text, "Postiljon benchmark, %s", Instant.now().truncatedTo(ChronoUnit.SECONDS));
        line(text, "%d processors (%s), Java %s, load of the machine before: %s", processors, processorName(), Runtime.version(), machineLoad);
        line(text, "%d clients, one PDF of %,d bytes to a citizen with consent, %d s after %d s of warm-up, gateway with %s", plan.clients(),
                plan.documentBytes(), plan.measured().toSeconds(), plan.warmUp().toSeconds(), String.join(" ", plan.gatewayOptions()));
        line(text, "");
        line(text, "accepted                  %9.1f /s     %,d sendings; other answers: %d", load.acceptedPerSecond(), load.accepted(), load.harvest().others());
        line(text, "delivered meanwhile       %9.1f /s     %,d sendings", load.deliveredPerSecond(), load.delivered());
        line(text, "accepted and delivered    %9.1f /s     until the last delivery", load.endToEndPerSecond());
        line(text, "202 after                 %9.1f ms     median; p95 %.1f ms; p99 %.1f ms", load.harvest().millisAt(0.5), load.harvest().millisAt(0.95),
                load.harvest().millisAt(0.99));
        line(text, "backlog at the end        %9d        drained in %.1f s", load.backlog(), load.drain().toMillis() / 1e3);
        line(text, "gateway's CPU             %9.2f ms     for each sending, to its delivery", load.gatewayCpuMicros() / 1e3);
        line(text, "database's CPU            %9.2f ms     for each sending", load.microsEach(load.databaseCpu()) / 1e3);
        line(text, "CPU of clients, broker, eBox %6.2f ms     for each sending", load.microsEach(load.peersCpu()) / 1e3);
        line(text, "gateway's memory          %9d MiB    heap, largest sample; %d MiB resident", load.peakHeapBytes() / MEBIBYTE, load.peakResidentBytes() / MEBIBYTE);
        line(text, "");
        line(text, "Unavoidable, for the same document, in this run      CPU ms    time ms");
        primitives.each().forEach((name, cost) -> line(text, "  %-46s  %8.3f  %9.3f", name, cost.cpuMicros() / 1e3, cost.wallMicros() / 1e3));
        line(text, "  %-46s  %8.3f", "together", primitives.cpuMicros() / 1e3);
        line(text, "  %-46s  %8.3f  %9.3f", "(SHA-256 alone, counted within the seal)", primitives.digest().cpuMicros() / 1e3, primitives.digest().wallMicros() / 1e3);
        line(text, "");
        line(text, "gateway's CPU to the primitives' CPU   %6.1f : 1", load.gatewayCpuMicros() / primitives.cpuMicros());
        line(text, "the primitives alone, with both far ends and the database on this machine: %.1f /s", bareLoopPerSecond);
        line(text, "accepted as a share of that            %6.1f %%", 100 * load.acceptedPerSecond() / bareLoopPerSecond);
        line(text, "accepted and delivered as a share      %6.1f %%", 100 * load.endToEndPerSecond() / bareLoopPerSecond);
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String processorName() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        return Files.exists(file) ? Files.readAllLines(file).stream().filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("unknown") : System.getProperty("os.arch");
    }
}
