package io.postiljon.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.hc.core5.http.io.EofSensorInputStream;

/** Prepares the calls of {@code routes/web-login.camel.yaml} to the identity provider, and reads the answers with limits of size and time. */
public class ProviderCalls {
    private static final int PIECE_BYTES = 4096;

    private final int limitBytes;
    private final Duration timeLimit;
    private final Clock clock;

    ProviderCalls(int limitBytes, Duration timeLimit, Clock clock) {
        this.limitBytes = limitBytes;
        this.timeLimit = timeLimit;
        this.clock = clock;
    }

    /** @param fields encoded as a form */
    public String form(@Body String fields, @Headers Map<String, Object> headers) {
        headers.clear();
        headers.put("Accept", "application/json");
        headers.put(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
        return fields;
    }

    /** A question without a body. */
    public void question(@Headers Map<String, Object> headers) {
        headers.clear();
        headers.put("Accept", "application/json, application/jwk-set+json");
    }

    public ProviderAnswer read(@Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body InputStream body) throws IOException {
        if (body == null) {
            return new ProviderAnswer.Said(status, "");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Instant end = clock.instant().plus(timeLimit);
        byte[] piece = new byte[PIECE_BYTES];
        for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
            if (bytes.size() + read > limitBytes || clock.instant().isAfter(end)) {
                drop(body);
                return new ProviderAnswer.Nothing();
            }
            bytes.write(piece, 0, read);
        }
        body.close();
        return new ProviderAnswer.Said(status, bytes.toString(StandardCharsets.UTF_8));
    }

    /** The connection failed. */
    public ProviderAnswer unreachable() {
        return new ProviderAnswer.Nothing();
    }

    /** Closing would first read the rest, however long it is. */
    private static void drop(InputStream body) throws IOException {
        if (body instanceof EofSensorInputStream open) {
            open.abort();
        }
    }
}
