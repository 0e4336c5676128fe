package io.postiljon.web;

import io.postiljon.calls.AnswerBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;

/** Prepares the calls of {@code routes/web-login.camel.yaml} to the identity provider, and reads the answers with limits of size and time. */
public class ProviderCalls {
    private final AnswerBody bodies;

    ProviderCalls(AnswerBody bodies) {
        this.bodies = bodies;
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
        return bodies.read(body).<ProviderAnswer>map(bytes -> new ProviderAnswer.Said(status, new String(bytes, StandardCharsets.UTF_8)))
                .orElseGet(ProviderAnswer.Nothing::new);
    }

    /** The connection failed. */
    public ProviderAnswer unreachable() {
        return new ProviderAnswer.Nothing();
    }
}
