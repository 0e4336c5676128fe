package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;

/** What must hold of every refusal of a hostile input: it can be told, and tells nothing that identifies somebody. */
final class RefusalFuzz {
    private static final int LIMIT_BYTES = 64 * 1024;
    private static final ProblemDocument PROBLEMS = new ProblemDocument(URI.create("https://postiljon.example"), Clock.systemUTC());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TraceId TRACE = new TraceId(new UUID(0, 0));

    private RefusalFuzz() {}

    static void requireTellable(Refusal refusal) throws IOException {
        byte[] told = PROBLEMS.write(refusal, TRACE);
        assertThat(told.length).isLessThan(LIMIT_BYTES);
        assertThat(JSON.readTree(told).path("status").asInt()).isBetween(400, 499);
        assertThat(new String(told, java.nio.charset.StandardCharsets.UTF_8)).doesNotContain(Fixtures.CITIZEN);
    }
}
