package io.postiljon.sender;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** What the gateway said. {@code body} is a missing node when it was no JSON. */
record Reply(int status, JsonNode body, Optional<Duration> retryAfter, boolean isReplay) {
    boolean isAccepted() {
        return status == 202;
    }

    boolean isTokenRefused() {
        return status == 401 && body.path("href").asText().endsWith("/token-invalid");
    }

    /** Nothing is decided: the same call may be made again. A fault of the gateway too, as the key keeps it from being sent twice. */
    boolean isForLater() {
        return status == 408 || status == 429 || status >= 500;
    }
}
