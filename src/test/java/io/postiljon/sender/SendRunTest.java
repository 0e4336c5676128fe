package io.postiljon.sender;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendRunTest {
    private static final String ACCEPTANCE = "{\"messageId\": \"m1\", \"receipt\": \"a.b.c\"}";

    @TempDir Path folder;
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final Deque<Optional<Reply>> answers = new LinkedList<>();
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @BeforeEach void aLetter() throws IOException {
        Files.writeString(folder.resolve("one.json"), "{\"messageReference\": \"r1\"}");
        Files.writeString(folder.resolve("one.pdf"), "abc");
    }

    @Test void it_waits_as_it_is_told_and_tries_again_under_the_same_key() throws Exception {
        answers.addAll(List.of(Optional.of(reply(503, "{}", 7)), Optional.empty(), Optional.of(reply(429, "{}", 3600)), Optional.of(reply(202, ACCEPTANCE, 0))));

        SendRun.Counts counts = run();

        assertThat(counts.good()).hasValue(1);
        assertThat(keys).hasSize(4).containsOnly(keys.getFirst());
        assertThat(pauses).extracting(pause -> pause.toSeconds()).satisfies(seconds -> {
            assertThat(seconds.get(0)).isEqualTo(7);
            assertThat(seconds.get(2)).as("at most a minute").isEqualTo(60);
        });
        assertThat(result().path("outcome").asText()).isEqualTo("accepted");
        assertThat(Files.readString(folder.resolve("postiljon-results").resolve(result().path("receipt").asText()))).isEqualTo("a.b.c");
    }

    @Test void what_was_accepted_is_not_sent_again() throws Exception {
        answers.add(Optional.of(reply(202, ACCEPTANCE, 0)));
        run();

        SendRun.Counts again = run();

        assertThat(again.good()).hasValue(1);
        assertThat(keys).hasSize(1);
        assertThat(result().path("outcome").asText()).isEqualTo("accepted-before");
    }

    @Test void it_gives_up_after_its_patience_and_says_that_a_new_run_is_safe() throws Exception {
        for (int i = 0; i < 20; i++) {
            answers.add(Optional.of(reply(503, "{}", 60)));
        }

        SendRun.Counts counts = run();

        assertThat(counts.failed()).hasValue(1);
        assertThat(keys).hasSize(4);
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("nothing is sent twice");
    }

    @Test void a_refusal_is_final_and_shows_each_fault() throws Exception {
        answers.add(Optional.of(reply(422, "{\"issues\": [{\"detail\": \"mend this\", \"href\": \"https://x/problems/y\"}]}", 0)));

        SendRun.Counts counts = run();

        assertThat(counts.bad()).hasValue(1);
        assertThat(pauses).isEmpty();
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("one.json: mend this https://x/problems/y");
        assertThat(result().path("status").asInt()).isEqualTo(422);
    }

    private SendRun.Counts run() throws Exception {
        Gateway gateway = new Gateway() {
            @Override public Reply send(OutgoingSending sending) throws IOException {
                keys.add(sending.key());
                return answers.remove().orElseThrow(() -> new IOException("the line is cut"));
            }

            @Override public Reply validate(OutgoingSending sending) {
                throw new AssertionError("nobody asked for it");
            }
        };
        SendRun.Counts counts = new SendRun.Counts();
        Path results = folder.resolve("postiljon-results");
        try (SentLog log = SentLog.open(Files.createDirectories(results).resolve("state.jsonl"), "https://a.example"); Results lines = new Results(results);
                Display display = Display.inLines(1, new PrintStream(told, true, StandardCharsets.UTF_8))) {
            new SendRun(gateway, log, lines, display, SendRun.Mode.SEND, Duration.ofSeconds(200), pauses::add, counts).run(SendingFile.in(folder), 1);
        }
        return counts;
    }

    private JsonNode result() throws IOException {
        return new JsonMapper().readTree(Files.readString(folder.resolve("postiljon-results/results.jsonl")));
    }

    private static Reply reply(int status, String body, int retryAfterSeconds) throws IOException {
        return new Reply(status, new JsonMapper().readTree(body), Optional.of(retryAfterSeconds).filter(wait -> wait > 0).map(Duration::ofSeconds), false);
    }
}
