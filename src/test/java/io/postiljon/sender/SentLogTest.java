package io.postiljon.sender;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentLogTest {
    @TempDir Path folder;

    @Test void what_was_accepted_is_known_in_the_next_run_and_only_for_that_gateway() throws Exception {
        accept("https://a.example", sending("k1"));

        try (SentLog again = SentLog.open(folder.resolve("state.jsonl"), "https://a.example")) {
            assertThat(again.acceptanceOf(sending("k1")).orElseThrow().path("messageId").asText()).isEqualTo("m1");
            assertThat(again.acceptanceOf(sending("k2"))).isEmpty();
        }
        try (SentLog other = SentLog.open(folder.resolve("state.jsonl"), "https://b.example")) {
            assertThat(other.acceptanceOf(sending("k1"))).isEmpty();
        }
    }

    @Test void a_line_that_a_crash_cut_off_spoils_neither_what_was_before_nor_what_comes() throws Exception {
        accept("https://a.example", sending("k1"));
        Files.writeString(folder.resolve("state.jsonl"), "{\"gateway\":\"https://a.exa", StandardOpenOption.APPEND);
        accept("https://a.example", sending("k2"));

        try (SentLog again = SentLog.open(folder.resolve("state.jsonl"), "https://a.example")) {
            assertThat(again.acceptanceOf(sending("k1"))).isPresent();
            assertThat(again.acceptanceOf(sending("k2"))).isPresent();
        }
    }

    private void accept(String gateway, OutgoingSending sending) throws Exception {
        try (SentLog log = SentLog.open(folder.resolve("state.jsonl"), gateway)) {
            log.begin(sending);
            log.accept(sending, new JsonMapper().readTree("{\"messageId\": \"m1\"}"));
        }
    }

    private static OutgoingSending sending(String key) {
        return new OutgoingSending("one.json", "r1", new byte[0], List.of(), List.of(), key);
    }
}
