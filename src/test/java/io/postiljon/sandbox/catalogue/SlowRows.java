package io.postiljon.sandbox.catalogue;

import static io.postiljon.sandbox.catalogue.Attack.noAnswer;
import static io.postiljon.sandbox.catalogue.Attack.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** H6 and H7: those who take their time. They begin first and go on beside all the others; each is a client of its own. */
final class SlowRows {
    /** 500 of the catalogue, scaled to the connections of this sandbox. */
    private static final int SLOW_HEADS = 100;
    private static final Duration HEAD_ENDS = Duration.ofSeconds(20);
    private static final Duration BODY_ENDS = Duration.ofSeconds(45);

    private SlowRows() {}

    static Stream<Attack> all() {
        return Stream.of(
                noAnswer("H6", SLOW_HEADS + " heads, a byte each ten seconds", SlowRows::slowHeads),
                refused("H7", "body that falls silent", "408 request-timeout", bed -> slowBody(bed, Duration.ZERO)),
                refused("H7", "body of one byte a second", "408 request-timeout", bed -> slowBody(bed, Duration.ofSeconds(1))));
    }

    private static Seen slowHeads(CatalogueBed bed) throws Exception {
        Callable<Seen> head = () -> {
            try (Line line = bed.slowLine()) {
                long start = System.nanoTime();
                line.send("POST /api/v1/messages HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
                Seen seen = Seen.ofHttp(line.untilClosed());
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(HEAD_ENDS);
                return seen;
            }
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Seen>> heads = IntStream.range(0, SLOW_HEADS).mapToObj(n -> threads.submit(head)).toList();
            List<Seen> ends = new ArrayList<>();
            for (Future<Seen> end : heads) {
                ends.add(end.get());
            }
            assertThat(ends).allMatch(seen -> seen.status() == 0 || seen.status() >= 400);
            return Seen.nothing();
        }
    }

    private static Seen slowBody(CatalogueBed bed, Duration pause) throws Exception {
        long start = System.nanoTime();
        try (Line line = bed.slowLine(); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            line.send(CatalogueBed.uploadHead("Content-Length: 100000"));
            line.send("--b\r\nContent-Disposition: form-data; name=\"upfile1\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7");
            Future<String> answer = threads.submit(() -> line.untilClosed());
            while (!pause.isZero() && !answer.isDone()) {
                line.send("x");
                Thread.sleep(pause);                                // it is the attack that is slow, nobody waits for a fact
            }
            Seen seen = Seen.ofHttp(answer.get());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BODY_ENDS);
            return seen;
        }
    }
}
