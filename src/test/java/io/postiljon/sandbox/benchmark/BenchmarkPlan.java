package io.postiljon.sandbox.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What to run, from system properties.
 *
 * @param clients       {@code benchmark.clients}: threads that send, each on a connection of its own; 1 to 64, as many as
 *                      the agreement lets upload at once
 * @param measured      {@code benchmark.seconds}: how long they send
 * @param warmUp        {@code benchmark.warm-up-seconds}: before that, not counted
 * @param primitives    {@code benchmark.primitive-seconds}: how long each primitive, and their loop, is measured
 * @param documentBytes {@code benchmark.document-bytes}: size of the one PDF of each sending
 * @param heap          {@code benchmark.heap}: largest heap of the gateway, as {@code -Xmx} takes it
 * @param options       {@code benchmark.gateway-options}: further options of its Java, separated by blanks
 */
record BenchmarkPlan(int clients, Duration measured, Duration warmUp, Duration primitives, int documentBytes, String heap,
        List<String> options, Path folder) {
    BenchmarkPlan {
        if (clients < 1 || clients > 64) {
            throw new IllegalArgumentException("benchmark.clients must be 1 to 64, is " + clients);
        }
    }

    static BenchmarkPlan fromProperties() {
        return new BenchmarkPlan(Integer.getInteger("benchmark.clients", 8), seconds("benchmark.seconds", 60), seconds("benchmark.warm-up-seconds", 10),
                seconds("benchmark.primitive-seconds", 3), Integer.getInteger("benchmark.document-bytes", 100_000),
                System.getProperty("benchmark.heap", "512m"),
                List.of(System.getProperty("benchmark.gateway-options", "").split(" ")).stream().filter(option -> !option.isBlank()).toList(),
                Path.of("target", "benchmark").toAbsolutePath());
    }

    List<String> gatewayOptions() {
        List<String> all = new ArrayList<>(List.of("-Xmx" + heap));
        all.addAll(options);
        return all;
    }

    private static Duration seconds(String name, int otherwise) {
        return Duration.ofSeconds(Integer.getInteger(name, otherwise));
    }
}
