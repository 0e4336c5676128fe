package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerReadingTest {
    private final AnswerReading reading = new AnswerReading(Clock.systemUTC(), Duration.ofSeconds(30), Duration.ofHours(1));

    @Test void a_megabyte_is_read_whole() {
        EboxAnswer answer = reading.read(200, null, new ByteArrayInputStream(new byte[1 << 20]));

        assertThat(answer.extent()).isEqualTo(EboxAnswer.Extent.WHOLE);
        assertThat(answer.body()).hasSize(1 << 20);
    }

    @Test void a_longer_one_is_cut() {
        EboxAnswer answer = reading.read(201, null, new ByteArrayInputStream(new byte[(1 << 20) + 1]));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.extent()).isEqualTo(EboxAnswer.Extent.CUT);
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
}
