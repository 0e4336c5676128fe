package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sending.KboNumber;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallHeadersTest {
    private static final TokenAnswer.Granted TOKEN = new TokenAnswer.Granted("a.b.c", Instant.MAX);

    private final CallHeaders common = new CallHeaders("X-Represents", Clock.systemUTC());
    private final Map<String, Object> headers = new HashMap<>(Map.of("JWS-Signature", "x", "X-Represents", "0999990123", "BelGov-Trace-Id", "theirs"));

    @Test void nothing_of_whoever_caused_the_call_goes_out() {
        common.put(headers, TOKEN, Optional.empty());

        assertThat(headers).containsOnlyKeys("Authorization", "Accept", "BelGov-Trace-Id").containsEntry("Authorization", "Bearer a.b.c").doesNotContainValue("theirs");
    }

    @Test void whom_we_represent_is_said() {
        common.put(headers, TOKEN, Optional.of(new KboNumber("0999990024")));

        assertThat(headers).containsEntry("X-Represents", "0999990024");
    }
}
