package io.postiljon.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.io.EofSensorInputStream;
import org.apache.hc.core5.http.io.EofSensorWatcher;
import org.junit.jupiter.api.Test;

class AnswerBodyTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AnswerBody bodies = new AnswerBody(10_000, Duration.ofSeconds(5), nanos::get);
    private boolean dropped;

    @Test void a_body_of_exactly_the_limit_is_read_whole() throws IOException {
        assertThat(bodies.read(new ByteArrayInputStream(new byte[10_000])).orElseThrow()).hasSize(10_000);
    }

    @Test void a_longer_one_is_dropped_instead_of_drained() throws IOException {
        assertThat(bodies.read(new ByteArrayInputStream(new byte[10_001]))).isEmpty();
        assertThat(bodies.read(held(each(() -> { })))).isEmpty();
        assertThat(dropped).isTrue();
    }

    @Test void a_slow_one_is_dropped_after_the_time_for_the_whole() throws IOException {
        AtomicLong read = new AtomicLong();

        assertThat(bodies.read(held(each(() -> {
            read.incrementAndGet();
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        })))).isEmpty();

        assertThat(dropped).isTrue();
        assertThat(read).hasValue(3);
    }

    @Test void one_that_breaks_off_is_told() {
        InputStream broken = new InputStream() {
            @Override public int read() throws IOException {
                throw new IOException("reset");
            }
        };

        assertThatThrownBy(() -> bodies.read(broken)).hasMessage("reset");
    }

    @Test void none_is_an_empty_one_and_can_be_dropped() throws IOException {
        assertThat(bodies.read(null).orElseThrow()).isEmpty();
        AnswerBody.drop(null);
    }

    /** An endless body that gives one byte at a time. */
    private static InputStream each(Runnable byByte) {
        return new InputStream() {
            @Override public int read() {
                byByte.run();
                return 'x';
            }

            @Override public int read(byte[] into, int at, int length) {
                into[at] = (byte) read();
                return 1;
            }
        };
    }

    /** As the HTTP client hands it over. */
    private InputStream held(InputStream inner) {
        return new EofSensorInputStream(inner, new EofSensorWatcher() {
            @Override public boolean eofDetected(InputStream wrapped) {
                return true;
            }

            @Override public boolean streamClosed(InputStream wrapped) {
                throw new AssertionError("closing would drain it");
            }

            @Override public boolean streamAbort(InputStream wrapped) {
                dropped = true;
                return false;
            }
        });
    }
}
