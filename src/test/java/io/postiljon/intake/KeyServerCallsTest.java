package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postiljon.calls.AnswerBody;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyServerCallsTest {
    private final Counter failures = new SimpleMeterRegistry().counter("failures");
    private final KeyServerCalls calls = new KeyServerCalls(new AnswerBody(4096, Duration.ofSeconds(5)), failures);

    @Test void a_question_carries_nothing_of_the_call_that_caused_it() {
        Map<String, Object> headers = new HashMap<>(Map.of("Authorization", "Bearer a.b.c", "Cookie", "x"));

        calls.question(headers);

        assertThat(headers).containsOnlyKeys("Accept");
    }

    @Test void an_answer_is_read_within_its_limits() throws Exception {
        assertThat(calls.read(200, body("{\"keys\":[]}"))).isEqualTo("{\"keys\":[]}");
        assertThat(failures.count()).isZero();
    }

    @Test void what_is_no_answer_is_nothing_and_counted() throws Exception {
        assertThat(calls.read(500, body("{\"keys\":[]}"))).isEmpty();
        assertThat(calls.read(302, body(""))).isEmpty();
        assertThat(calls.read(200, null)).isEmpty();
        assertThat(calls.unreachable()).isEmpty();
        assertThat(failures.count()).isEqualTo(4);
    }

    @Test void an_answer_beyond_its_limits_is_nothing() throws Exception {
        assertThat(calls.read(200, body("x".repeat(4096)))).hasSize(4096);
        assertThat(calls.read(200, body("x".repeat(4097)))).isEmpty();
        assertThat(failures.count()).isEqualTo(1);
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
