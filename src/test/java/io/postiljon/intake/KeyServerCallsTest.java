package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.io.EofSensorInputStream;
import org.apache.hc.core5.http.io.EofSensorWatcher;
import org.junit.jupiter.api.Test;

class KeyServerCallsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Counter failures = new SimpleMeterRegistry().counter("failures");
    private final KeyServerCalls calls = new KeyServerCalls(4096, Duration.ofSeconds(5), () -> nanos.getAndAdd(1_000_000), failures);
    private boolean aborted;

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

    @Test void an_answer_that_is_too_long_or_too_slow_is_broken_off() throws Exception {
        assertThat(calls.read(200, body("x".repeat(4097)))).isEmpty();
        assertThat(aborted).isTrue();
        aborted = false;
        InputStream slow = new InputStream() {
            @Override public int read() {
                nanos.addAndGet(Duration.ofSeconds(2).toNanos());
                return 'x';
            }

            @Override public int read(byte[] into, int at, int length) {
                into[at] = (byte) read();
                return 1;
            }
        };
        assertThat(calls.read(200, sensed(slow))).isEmpty();
        assertThat(aborted).isTrue();
    }

    private InputStream body(String text) {
        return sensed(new ByteArrayInputStream(text.getBytes()));
    }

    private InputStream sensed(InputStream inner) {
        return new EofSensorInputStream(inner, new EofSensorWatcher() {
            @Override public boolean eofDetected(InputStream wrapped) {
                return true;
            }

            @Override public boolean streamClosed(InputStream wrapped) {
                return true;
            }

            @Override public boolean streamAbort(InputStream wrapped) throws IOException {
                aborted = true;
                return true;
            }
        });
    }
}
