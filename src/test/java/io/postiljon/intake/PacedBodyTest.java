package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.junit.jupiter.api.Test;

class PacedBodyTest {
    private static final Duration DEADLINE = Duration.ofMinutes(8);

    private final AtomicLong nanos = new AtomicLong();

    @Test void a_body_at_its_limit_passes_and_one_byte_more_does_not() throws IOException {
        assertThat(body(new byte[100], 100).readAllBytes()).hasSize(100);

        RefusalException refused = catchThrowableOfType(RefusalException.class, () -> body(new byte[101], 100).readAllBytes());
        assertThat(refused.refusal().fault()).isEqualTo(Fault.DOCUMENT_TOO_LARGE);
    }

    @Test void below_one_kibibyte_a_second_a_body_is_too_slow_after_its_grace() throws IOException {
        PacedBody body = body(new byte[100_000], 100_000);
        nanos.set(29_000_000_000L);
        assertThat(body.read(new byte[10])).isEqualTo(10);
        nanos.set(31_000_000_000L);

        RefusalException refused = catchThrowableOfType(RefusalException.class, () -> body.read(new byte[10]));

        assertThat(refused.refusal().fault()).isEqualTo(Fault.REQUEST_TIMEOUT);
    }

    @Test void a_body_fast_enough_may_take_its_time() throws IOException {
        PacedBody body = body(new byte[100_000], 100_000);
        nanos.set(60_000_000_000L);

        assertThat(body.read(new byte[70_000])).isEqualTo(70_000);
    }

    @Test void a_body_that_comes_in_fast_enough_still_ends_at_its_deadline() throws IOException {
        PacedBody body = body(new byte[1_000_000], 1_000_000);
        nanos.set(DEADLINE.toNanos());
        assertThat(body.read(new byte[600_000])).isEqualTo(600_000);
        nanos.set(DEADLINE.toNanos() + 1);

        RefusalException refused = catchThrowableOfType(RefusalException.class, () -> body.read(new byte[10]));

        assertThat(refused.refusal().fault()).isEqualTo(Fault.REQUEST_TIMEOUT);
    }

    @Test void an_upload_may_not_last_until_its_first_document_is_noise() {
        assertThat(UploadDeadline.within(Duration.ofMinutes(8), Duration.ofMinutes(9)).length()).isEqualTo(Duration.ofMinutes(8));
        assertThatThrownBy(() -> UploadDeadline.within(Duration.ofMinutes(9), Duration.ofMinutes(9))).hasMessageContaining("intake.upload-deadline");
    }

    @Test void a_silence_is_too_slow_and_a_reset_is_somebody_gone() {
        assertThat(catchThrowableOfType(RefusalException.class, () -> failing(new SocketTimeoutException()).read()).refusal().fault())
                .isEqualTo(Fault.REQUEST_TIMEOUT);
        assertThat(catchThrowableOfType(RefusalException.class, () -> failing(new ClientAbortException(new SocketTimeoutException())).read()).refusal().fault())
                .isEqualTo(Fault.REQUEST_TIMEOUT);
        assertThatThrownBy(() -> failing(new ClientAbortException(new IOException("reset"))).read()).isInstanceOf(ConnectionBroken.class);
        assertThatThrownBy(() -> failing(new IOException("reset")).read()).isInstanceOf(ConnectionBroken.class);
    }

    @Test void chunks_that_are_none_are_malformed() {
        assertThat(catchThrowableOfType(RefusalException.class, () -> failing(new BadRequestException()).read()).refusal().fault())
                .isEqualTo(Fault.MALFORMED_REQUEST);
    }

    private PacedBody body(byte[] bytes, long limit) {
        return new PacedBody(new ByteArrayInputStream(bytes), limit, Complaint.DOCUMENTS_SIZE, limit, DEADLINE, nanos::get);
    }

    private PacedBody failing(IOException failure) {
        InputStream broken = new InputStream() {
            @Override public int read() throws IOException {
                throw failure;
            }

            @Override public int read(byte[] bytes, int offset, int length) throws IOException {
                throw failure;
            }
        };
        return new PacedBody(broken, 10, Complaint.DOCUMENTS_SIZE, 10, DEADLINE, nanos::get);
    }
}
