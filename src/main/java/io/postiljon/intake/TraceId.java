package io.postiljon.intake;

import jakarta.servlet.ServletRequest;
import java.util.UUID;

/** Our id of one request or drop; in every log line, answer and audit record that belongs to it. */
public record TraceId(UUID value) {
    /** Name of the request attribute; the first filter sets it. */
    public static final String ATTRIBUTE = "postiljon.traceId";

    public static TraceId of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof TraceId traceId) {
            return traceId;
        }
        throw new IllegalStateException("a request passes the trace filter first");
    }

    @Override public String toString() {
        return value.toString();
    }
}
