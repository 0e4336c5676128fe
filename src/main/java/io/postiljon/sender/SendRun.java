package io.postiljon.sender;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends what was found, a few at a time. While the gateway says "later", a sending waits as long as it is told, at most a minute at a
 * time; it is given up after {@code patience} of waiting, and the next run goes on with it under the same key.
 *
 * @param patience how long one sending waits, all its pauses together
 */
record SendRun(Gateway api, SentLog log, Results results, Display display, Mode mode, Duration patience, Waiting waiting, Counts counts) {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    enum Mode { SEND, VALIDATE }

    /** Takes its time. */
    @FunctionalInterface
    interface Waiting {
        void pass(Duration pause) throws InterruptedException;
    }

    /** What became of the sendings. */
    record Counts(AtomicInteger good, AtomicInteger bad, AtomicInteger failed) {
        Counts() {
            this(new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
        }
    }

    /** @throws IOException when state or results cannot be written: then nothing more is sent */
    void run(List<SendingFile> files, int parallel) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(parallel)) {
            List<Future<Void>> all = files.stream().map(file -> threads.submit(() -> {
                one(file);
                return (Void) null;
            })).toList();
            for (Future<Void> each : all) {
                try {
                    each.get();
                } catch (ExecutionException broken) {
                    threads.shutdownNow();
                    if (broken.getCause() instanceof IOException unwritable) {
                        throw unwritable;
                    }
                    throw new IllegalStateException(broken.getCause());
                }
            }
        }
    }

    private void one(SendingFile file) throws IOException, InterruptedException {
        Optional<OutgoingSending> sending = Optional.empty();
        try {
            sending = Optional.of(read(file));
            handle(sending.get());
        } catch (Unusable unusable) {
            counts.failed().incrementAndGet();
            display.tell(file.name() + ": " + unusable.getMessage());
            results.failed(file.name(), sending, unusable.getMessage());
        }
        display.step();
    }

    private static OutgoingSending read(SendingFile file) throws Unusable {
        try {
            return file.read();
        } catch (IOException unreadable) {
            throw new Unusable("a file of it cannot be read: " + unreadable.getClass().getSimpleName());
        }
    }

    private void handle(OutgoingSending sending) throws IOException, InterruptedException, Unusable {
        if (mode == Mode.VALIDATE) {
            Reply verdict = patiently(sending, () -> api.validate(sending));
            boolean valid = verdict.status() == 200 && verdict.body().path("valid").asBoolean();
            count(valid, sending, verdict.body());
            if (verdict.status() == 200) {
                results.judged(sending, verdict);
            } else {
                results.refused(sending, verdict);
            }
            return;
        }
        Optional<JsonNode> before = log.acceptanceOf(sending);
        if (before.isPresent()) {
            counts.good().incrementAndGet();
            results.accepted(sending, before.get(), "accepted-before");
            return;
        }
        log.begin(sending);
        Reply reply = patiently(sending, () -> api.send(sending));
        if (reply.isAccepted()) {
            log.accept(sending, reply.body());
            results.accepted(sending, reply.body(), reply.isReplay() ? "accepted-before" : "accepted");
        } else {
            results.refused(sending, reply);
        }
        count(reply.isAccepted(), sending, reply.body());
    }

    private void count(boolean good, OutgoingSending sending, JsonNode body) {
        (good ? counts.good() : counts.bad()).incrementAndGet();
        if (!good) {
            body.path("issues").forEach(issue -> display.tell(sending.name() + ": " + issue.path("detail").asText() + " " + issue.path("href").asText()));
            if (body.path("issues").isEmpty()) {
                display.tell(sending.name() + ": " + body.path("detail").asText("no reason given") + " " + body.path("href").asText());
            }
        }
    }

    private interface Call {
        Reply make() throws IOException, InterruptedException, Unusable;
    }

    private Reply patiently(OutgoingSending sending, Call call) throws InterruptedException, Unusable {
        Duration waited = Duration.ZERO;
        Duration pause = Duration.ofSeconds(1);
        while (true) {
            String why;
            Duration wait = pause;
            try {
                Reply reply = call.make();
                if (!reply.isForLater()) {
                    return reply;
                }
                why = "the gateway answers " + reply.status() + ": " + reply.body().path("detail").asText();
                wait = reply.retryAfter().orElse(pause);
            } catch (IOException noAnswer) {
                why = NoAnswer.why(noAnswer);
            }
            wait = wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait;
            waited = waited.plus(wait);
            if (waited.compareTo(patience) > 0) {
                throw new Unusable("not decided after " + patience.toSeconds() + " s; run the same command again, nothing is sent twice. " + why);
            }
            waiting.pass(wait.plusMillis(ThreadLocalRandom.current().nextInt(500)));      // not all at the same moment
            pause = pause.multipliedBy(2);
        }
    }
}
