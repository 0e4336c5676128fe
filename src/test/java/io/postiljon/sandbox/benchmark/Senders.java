package io.postiljon.sandbox.benchmark;

import io.postiljon.sandbox.client.Jades;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;

/** Threads that sign and send one sending after the other, each as fast as it gets its answers. */
record Senders(int threads, SSLContext tls, int port, Jades signer, List<Letter> letters) {

    /** Nanoseconds from the first byte of a request to the last of its 202, and the number of other answers and broken connections. */
    record Harvest(long[] acceptedNanos, int others) {
        /** {@code share}: 0 to 1. Milliseconds; 0 when nothing was accepted. */
        double millisAt(double share) {
            return acceptedNanos.length == 0 ? 0 : acceptedNanos[(int) Math.min(acceptedNanos.length - 1, Math.ceil(share * acceptedNanos.length) - 1)] / 1e6;
        }

        private static Harvest of(List<Harvest> all) {
            long[] nanos = all.stream().flatMapToLong(harvest -> Arrays.stream(harvest.acceptedNanos)).sorted().toArray();
            return new Harvest(nanos, all.stream().mapToInt(Harvest::others).sum());
        }
    }

    Harvest sendFor(Duration length) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + length.toNanos();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Harvest>> work = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int first = i;
                work.add(() -> sendUntil(end, first));
            }
            List<Harvest> harvests = new ArrayList<>();
            for (Future<Harvest> done : pool.invokeAll(work)) {
                harvests.add(done.get());
            }
            return Harvest.of(harvests);
        }
    }

    private Harvest sendUntil(long end, int first) throws IOException {
        long[] nanos = new long[1024];
        int accepted = 0;
        int others = 0;
        KeptConnection connection = new KeptConnection(tls, port);
        try {
            for (int i = first; System.nanoTime() < end; i++) {
                List<Part> parts = letters.get(i % letters.size()).withNewReference().parts();
                Map<String, String> headers = Map.of("Idempotency-Key", '"' + UUID.randomUUID().toString() + '"',
                        "JWS-Signature", signer.sign(parts, Instant.now()));
                long start = System.nanoTime();
                try {
                    if (connection.post("/api/v1/messages", headers, parts) == 202) {
                        nanos = accepted == nanos.length ? Arrays.copyOf(nanos, 2 * accepted) : nanos;
                        nanos[accepted++] = System.nanoTime() - start;
                    } else {
                        others++;
                    }
                } catch (IOException broken) {
                    others++;
                    connection.close();
                    connection = new KeptConnection(tls, port);
                }
            }
        } finally {
            connection.close();
        }
        return new Harvest(Arrays.copyOf(nanos, accepted), others);
    }
}
