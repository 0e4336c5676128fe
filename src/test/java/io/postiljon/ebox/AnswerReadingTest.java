package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.io.EofSensorInputStream;
import org.apache.hc.core5.http.io.EofSensorWatcher;
import org.junit.jupiter.api.Test;

class AnswerReadingTest {
    private final AtomicInteger seconds = new AtomicInteger();
    private final AnswerReading reading = new AnswerReading(new Clock() {
        @Override public Instant instant() {
            return Instant.EPOCH.plusSeconds(seconds.get());
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }
    }, Duration.ofSeconds(30), Duration.ofHours(1));

    @Test void a_megabyte_is_read_whole() {
        EboxAnswer answer = reading.read(200, null, new ByteArrayInputStream(new byte[1 << 20]));

        assertThat(answer.extent()).isEqualTo(EboxAnswer.Extent.WHOLE);
        assertThat(answer.body()).hasSize(1 << 20);
    }

    @Test void an_endless_answer_is_cut_and_the_connection_dropped_instead_of_drained() {
        Watcher watcher = new Watcher();

        EboxAnswer answer = reading.read(201, null, new EofSensorInputStream(endless(), watcher));

        assertThat(answer.extent()).isEqualTo(EboxAnswer.Extent.CUT);
        assertThat(answer.body().length).isLessThanOrEqualTo(1 << 20);
        assertThat(watcher.aborted).isTrue();
    }

    @Test void a_slow_answer_is_cut_after_the_time_for_the_whole() {
        InputStream slow = new InputStream() {
            @Override public int read() {
                seconds.addAndGet(10);
                return 'x';
            }

            @Override public int read(byte[] bytes, int offset, int length) {
                bytes[offset] = (byte) read();
                return 1;
            }
        };

        EboxAnswer answer = reading.read(201, null, slow);

        assertThat(answer.extent()).isEqualTo(EboxAnswer.Extent.CUT);
        assertThat(answer.body().length).isLessThan(5);
    }

    @Test void an_answer_that_breaks_off_keeps_its_status() {
        InputStream broken = new InputStream() {
            @Override public int read() throws IOException {
                throw new IOException("reset");
            }
        };

        EboxAnswer answer = reading.read(201, null, broken);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.extent()).isEqualTo(EboxAnswer.Extent.CUT);
    }

    @Test void no_body_is_an_empty_one() {
        assertThat(reading.read(503, "5", null).body()).isEmpty();
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override public int read() {
                return 'x';
            }
        };
    }

    private static final class Watcher implements EofSensorWatcher {
        private boolean aborted;

        @Override public boolean eofDetected(InputStream wrapped) {
            return true;
        }

        @Override public boolean streamClosed(InputStream wrapped) {
            throw new AssertionError("closing would drain it");
        }

        @Override public boolean streamAbort(InputStream wrapped) {
            aborted = true;
            return false;
        }
    }
}
