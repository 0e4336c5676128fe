package io.postiljon.intake;

import io.micrometer.core.instrument.Counter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.hc.core5.http.io.EofSensorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares the call of {@code routes/intake-tokens.camel.yaml} to the authorisation server, and reads its answer with limits of size and time. */
public class KeyServerCalls {
    private static final Logger LOG = LoggerFactory.getLogger(KeyServerCalls.class);
    /** What is said when there is no answer that can be used. */
    static final String NOTHING = "";
    private static final int PIECE_BYTES = 4096;

    private final int limitBytes;
    private final Duration timeLimit;
    private final LongSupplier nanoClock;
    private final Counter failures;

    KeyServerCalls(int limitBytes, Duration timeLimit, LongSupplier nanoClock, Counter failures) {
        this.limitBytes = limitBytes;
        this.timeLimit = timeLimit;
        this.nanoClock = nanoClock;
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
            drop(body);
            return nothing("status " + status);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long start = nanoClock.getAsLong();
        byte[] piece = new byte[PIECE_BYTES];
        for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
            if (bytes.size() + read > limitBytes || nanoClock.getAsLong() - start > timeLimit.toNanos()) {
                drop(body);
                return nothing("beyond the limits");
            }
            bytes.write(piece, 0, read);
        }
        body.close();
        return bytes.toString(StandardCharsets.UTF_8);
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

    /** Closing would first read the rest, however long it is. */
    private static void drop(InputStream body) throws IOException {
        if (body instanceof EofSensorInputStream open) {
            open.abort();
        }
    }
}
