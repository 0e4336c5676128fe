package io.postiljon.sandbox.catalogue;

import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Good traffic beside the attacks: one letter after another, each timed. */
final class SteadySender implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** A machine that is busy with other things is no fault of the gateway, unless {@code -Dfaults.strict=true} (profile {@code faults}). */
    private static final Duration FLOOR = Boolean.getBoolean("faults.strict") ? Duration.ZERO : Duration.ofSeconds(3);

    private final Supplier<Answer> call;
    private final List<Duration> quiet = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> attacked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> refused = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread;
    private volatile List<Duration> now = quiet;
    private volatile boolean ends;

    /** Returns when the first calls, with nothing beside them, are measured. */
    SteadySender(AgencyClient agency, Supplier<io.postiljon.sandbox.client.Letter> letters, int warmUp, int measured) {
        call = () -> agency.send(letters.get());
        for (int i = 0; i < warmUp; i++) {
            call.get();
        }
        for (int i = 0; i < measured; i++) {
            once();
        }
        now = attacked;
        thread = Thread.ofVirtual().start(this::goOn);
    }

    private void goOn() {
        while (!ends) {
            once();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void once() {
        long start = System.nanoTime();
        try {
            Answer answer = call.get();
            if (answer.status() != 202) {
                refused.add(answer.toString());
            }
        } catch (RuntimeException broken) {
            refused.add(broken.toString());
        }
        now.add(Duration.ofNanos(System.nanoTime() - start));
    }

    /** What was not accepted. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    int calls() {
        return attacked.size();
    }

    boolean keptItsPace() {
        return p99(attacked).compareTo(p99(quiet).multipliedBy(2)) < 0 || p99(attacked).compareTo(FLOOR) < 0;
    }

    private static Duration p99(List<Duration> calls) {
        List<Duration> sorted = List.copyOf(calls).stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
    }

    @Override public String toString() {
        return "p99 %d ms with nothing beside it (%d calls), %d ms beside the attacks (%d calls)"
                .formatted(p99(quiet).toMillis(), quiet.size(), p99(attacked).toMillis(), attacked.size());
    }

    @Override public void close() throws InterruptedException {
        ends = true;
        thread.join();
    }
}
