package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a call ends. */
sealed interface Reply {

    /** With a status, headers and a body. */
    record Answer(int status, Map<String, String> headers, byte[] body) implements Reply {
        Answer with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Answer(status, Map.copyOf(more), body);
        }
    }

    /** With an answer whose body goes on until the client hangs up or the limit is reached. */
    record Endless(int status, long limitBytes) implements Reply {}

    /** With an answer that the contract does not have, because a fault asked for it. */
    record OnPurpose(Reply reply) implements Reply {}

    /** With a connection that ends without a byte. */
    record HangUp() implements Reply {}

    static Answer json(int status, Object body) {
        return of(status, "application/json", body);
    }

    static Answer of(int status, String mediaType, Object body) {
        try {
            return new Answer(status, Map.of("Content-Type", mediaType), JsonMapper.builder().build().writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer of the simulator is not JSON", e);
        }
    }
}
