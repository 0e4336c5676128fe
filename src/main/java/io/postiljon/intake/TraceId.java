package io.postiljon.intake;

import java.util.UUID;

/** Our id of one request or drop; in every log line, answer and audit record that belongs to it. */
public record TraceId(UUID value) {
    @Override public String toString() {
        return value.toString();
    }
}
