package io.postiljon.sandbox.faults;

import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.SandboxJson;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * Letters of one agency, at a steady pace, whatever happens to the gateway; one in three comes from a client that gives up when a
 * call ends without an answer. Remembers what each was told. Safe for many threads.
 */
final class Traffic implements AutoCloseable {
    static final int DOCUMENT_BYTES = 20_000;

    private static final String AGENCY = "belastingen";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
    private static final int MOST_UNDER_WAY = 24;        // a restart is not made slower by a storm of clients
    private static final Duration PATIENCE = Duration.ofMinutes(5);     // a gateway that starts again on a busy machine takes a while

    /** One call and its end; no status when the connection broke. */
    record Call(Instant at, Duration took, Optional<Integer> status, boolean saysWhenToComeBack) {
        Instant end() {
            return at.plus(took);
        }

        boolean accepted() {
            return status.equals(Optional.of(202));
        }
    }

    private final SandboxJson sandbox;
    private final AgencyClient client;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("pace").factory());
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, Errand> accepted = new ConcurrentHashMap<>();
    private final Queue<Errand> unsure = new ConcurrentLinkedQueue<>();
    private final Queue<Errand> unanswered = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private ScheduledFuture<?> running;
    private volatile boolean held;

    Traffic(SandboxJson sandbox, Path folder) {
        this.sandbox = sandbox;
        this.client = AgencyClient.of(sandbox, folder, AGENCY);
    }

    /** Sends one letter at each beat until {@link #finish}, as long as not too many clients wait for their answers. */
    void flow(Duration beat, List<Correspondent> to) {
        running = pace.scheduleAtFixedRate(() -> everyday(to), 0, beat.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void everyday(List<Correspondent> to) {
        if (held || underWay.get() >= MOST_UNDER_WAY) {
            return;
        }
        int number = count.getAndIncrement();
        send(to.get(number % to.size()), number % 3 == 2 ? Errand.Manner.GIVES_UP : Errand.Manner.PATIENT, DOCUMENT_BYTES);
    }

    /** No new letter until {@link #resume}. */
    void hold() {
        held = true;
    }

    void resume() {
        held = false;
    }

    /** Sends one more now, from a patient client. */
    Errand send(Correspondent to) {
        return send(to, Errand.Manner.PATIENT, DOCUMENT_BYTES);
    }

    Errand send(Correspondent to, Errand.Manner manner, int documentBytes) {
        Errand errand = Errand.of(to.letter(sandbox, client.agency(), documentBytes), manner);
        underWay.incrementAndGet();
        senders.execute(() -> {
            try {
                carry(errand);
            } catch (RuntimeException broken) {
                surprises.add(broken.toString());
            } finally {
                underWay.decrementAndGet();
            }
        });
        return errand;
    }

    String numberOf(Correspondent correspondent) {
        return correspondent.recipient(sandbox, client.agency()).id();
    }

    private void carry(Errand errand) {
        Instant end = Instant.now().plus(PATIENCE);
        Duration pause = FIRST_PAUSE;
        while (Instant.now().isBefore(end)) {
            Optional<Answer> answer = call(errand);
            if (answer.filter(Answer::accepted).isPresent()) {
                Errand before = accepted.putIfAbsent(answer.get().messageId(), errand);
                if (before != null) {
                    surprises.add("two letters got the same messageId");
                }
                return;
            }
            if (answer.filter(Traffic::isFinal).isPresent()) {
                surprises.add(answer.get().toString());
                return;
            }
            if (errand.manner() == Errand.Manner.GIVES_UP) {
                unsure.add(errand);
                return;
            }
            if (isClosedAfter(pause)) {
                break;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        unanswered.add(errand);
    }

    private Optional<Answer> call(Errand errand) {
        Instant start = Instant.now();
        Optional<Answer> answer;
        try {
            answer = Optional.of(client.send(errand.letter(), errand.key()));
        } catch (UncheckedIOException broken) {
            answer = Optional.empty();
        }
        calls.add(new Call(start, Duration.between(start, Instant.now()), answer.map(Answer::status),
                answer.flatMap(given -> given.header("Retry-After")).isPresent()));
        return answer;
    }

    /** A client comes back after 429 and 503. Anything else that is no 202 must not happen to letters that are in order. */
    private static boolean isFinal(Answer answer) {
        return answer.status() != 429 && answer.status() != 503;
    }

    private boolean isClosedAfter(Duration pause) {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Stops the flow and waits until each client has its answer or gave up. */
    void finish() {
        if (running != null) {
            running.cancel(false);
        }
        Awaitility.await("every client has its answer").atMost(PATIENCE.plusSeconds(60)).pollInterval(Duration.ofMillis(100))
                .until(() -> underWay.get() == 0);
    }

    /** By messageId. */
    Map<String, Errand> accepted() {
        return Map.copyOf(accepted);
    }

    /** Letters whose clients gave up: they arrive once or not at all. */
    List<Errand> unsure() {
        return List.copyOf(unsure);
    }

    /** Letters of patient clients that never got an answer: there must be none. */
    List<Errand> unanswered() {
        return List.copyOf(unanswered);
    }

    /** Answers that a good letter must never get. */
    List<String> surprises() {
        return List.copyOf(surprises);
    }

    /** Waits while the letters flow. */
    void letFlow(Duration time) {
        if (isClosedAfter(time)) {
            throw new IllegalStateException("interrupted while the letters flow");
        }
    }

    /** Calls that began and ended in this time. */
    List<Call> callsWithin(Instant from, Instant until) {
        return callsBetween(from, until).stream().filter(call -> call.end().isBefore(until)).toList();
    }

    /** Calls that began in this time. Only those that are over. */
    List<Call> callsBetween(Instant from, Instant until) {
        return calls.stream().filter(call -> !call.at().isBefore(from) && call.at().isBefore(until)).toList();
    }

    @Override public void close() {
        closed.countDown();
        pace.shutdownNow();
        senders.shutdownNow();
        client.close();
    }
}
