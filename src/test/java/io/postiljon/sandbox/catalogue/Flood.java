package io.postiljon.sandbox.catalogue;

import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * An agency that is above its quota and does not wait: many connections, each of which asks or sends again as soon as it has its answer.
 * Measures what another agency's letters take, first with nothing beside them, then in the flood.
 */
final class Flood implements AutoCloseable {
    static final int LETTERS = 100;
    private static final int ASKING = 48;
    private static final int SENDING = 16;
    /** What twice the time may be on a machine that does other things; profile {@code faults} forgives nothing. */
    private static final Duration FLOOR = Boolean.getBoolean("faults.strict") ? Duration.ZERO : Duration.ofMillis(300);

    private final CatalogueBed bed;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AgencyClient flooder;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean ends;

    Flood(CatalogueBed bed) {
        this.bed = bed;
        this.flooder = AgencyClient.of(bed.sandbox(), bed.system().folder(), "proef");
    }

    /** @param alone 99 % of the letters took less, with nothing beside them  @param flooded and in the flood */
    record Times(Duration alone, Duration flooded, int accepted, int refusedFlood) {
        boolean isFair() {
            return flooded.compareTo(alone.multipliedBy(2)) < 0 || flooded.compareTo(FLOOR) < 0;
        }

        @Override public String toString() {
            return "p99 of a letter %d ms alone, %d ms in a flood that was answered 429 %d times".formatted(alone.toMillis(), flooded.toMillis(), refusedFlood);
        }
    }

    Times timesOf(Supplier<Answer> letter) {
        List<Duration> alone = new ArrayList<>();
        List<Duration> flooded = new ArrayList<>();
        int accepted = send(letter, alone);
        for (int i = 0; i < ASKING; i++) {
            threads.submit(() -> repeat(() -> flooder.get("/api/v1/messages?limit=1")));
        }
        List<Part> parts = List.of(Part.pdf("upfile1", SamplePdf.saying("Vloed")));
        for (int i = 0; i < SENDING; i++) {
            threads.submit(() -> repeat(() -> flooder.post(parts, Map.of("Idempotency-Key", "\"flood\""))));      // refused before anything of it is read
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> refused.get() > ASKING + SENDING);      // all of them are connected
        accepted += send(letter, flooded);
        ends = true;
        return new Times(p99(alone), p99(flooded), accepted, refused.get());
    }

    private static int send(Supplier<Answer> letter, List<Duration> times) {
        int accepted = 0;
        for (int i = 0; i < LETTERS; i++) {
            long start = System.nanoTime();
            accepted += letter.get().status() == 202 ? 1 : 0;
            times.add(Duration.ofNanos(System.nanoTime() - start));
        }
        return accepted;
    }

    private void repeat(Supplier<Answer> call) {
        while (!ends) {
            if (call.get().status() == 429) {
                refused.incrementAndGet();
            }
        }
    }

    private static Duration p99(List<Duration> times) {
        return times.stream().sorted().toList().get((int) Math.ceil(times.size() * 0.99) - 1);
    }

    @Override public void close() throws InterruptedException {
        ends = true;
        threads.shutdown();
        threads.awaitTermination(30, TimeUnit.SECONDS);
        flooder.close();
    }
}
