package io.postiljon.sandbox.ebox;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A request as it reached the simulator, without its body.
 *
 * @param headers names in lower case
 */
public record SeenRequest(Instant at, String method, String path, Map<String, List<String>> headers) {

    /** Headers can hold a token, so they are not shown. */
    @Override
    public String toString() {
        return "SeenRequest[" + at + " " + method + " " + path + "]";
    }
}
