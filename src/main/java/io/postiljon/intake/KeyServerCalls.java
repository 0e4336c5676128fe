package io.postiljon.intake;

import io.micrometer.core.instrument.Counter;
import io.postiljon.calls.AnswerBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares the call of {@code routes/intake-tokens.camel.yaml} to the authorisation server, and reads its answer with limits of size and time. */
public class KeyServerCalls {
    private static final Logger LOG = LoggerFactory.getLogger(KeyServerCalls.class);
    /** What is said when there is no answer that can be used. */
    static final String NOTHING = "";

    private final AnswerBody bodies;
    private final Counter failures;

    KeyServerCalls(AnswerBody bodies, Counter failures) {
        this.bodies = bodies;
        this.failures = failures;
    }

    /** A question without a body, and nothing of whoever caused it. */
    public void question(@Headers Map<String, Object> headers) {
        headers.clear();
        headers.put("Accept", "application/json, application/jwk-set+json");
    }

    /** The key set as text, or {@link #NOTHING}. */
    public String read(@Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body InputStream body) throws IOException {
        if (status != 200 || body == null) {
            AnswerBody.drop(body);
            return nothing("status " + status);
        }
        Optional<byte[]> read = bodies.read(body);
        return read.isPresent() ? new String(read.get(), StandardCharsets.UTF_8) : nothing("beyond the limits");
    }

    /** The connection failed. */
    public String unreachable() {
        return nothing("no connection");
    }

    private String nothing(String why) {
        failures.increment();
        LOG.warn("the keys of the authorisation server cannot be had: {}", why);
        return NOTHING;
    }
}
