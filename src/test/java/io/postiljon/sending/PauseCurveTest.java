package io.postiljon.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PauseCurveTest {
    private final PauseCurve curve = new PauseCurve(Duration.ofSeconds(5), Duration.ofMinutes(15));
    private final SendingId sending = new SendingId(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));

    @Test void pauses_double_until_the_longest_and_spread_by_a_quarter_at_most() {
        assertThat(curve.after(1, sending)).isBetween(Duration.ofSeconds(5), Duration.ofMillis(6_250));
        assertThat(curve.after(3, sending)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(25));
        assertThat(curve.after(1_000, sending)).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(15).plusSeconds(225));
    }

    @Test void sendings_that_failed_together_do_not_come_back_together() {
        long different = IntStream.range(0, 100).mapToObj(n -> curve.after(1, new SendingId(new UUID(n * 7919L, n)))).distinct().count();

        assertThat(different).isGreaterThan(50);
    }

    @Test void a_curve_that_goes_down_is_refused() {
        assertThatThrownBy(() -> new PauseCurve(Duration.ofSeconds(5), Duration.ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PauseCurve(Duration.ZERO, Duration.ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
    }
}
