package io.postiljon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.audit.TrafficLine;
import io.postiljon.audit.TrafficLog;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads what {@link TrafficHop} wrote and stores it. */
public class TrafficLines {
    private final TrafficLog log;
    private final ObjectMapper json = new ObjectMapper();

    TrafficLines(TrafficLog log) {
        this.log = log;
    }

    public void store(String line) throws JsonProcessingException {
        JsonNode read = json.readTree(line);
        log.store(new TrafficLine(Instant.parse(read.path("at").asText()), read.path("hop").asText(),
                text(read, "sending").map(UUID::fromString), text(read, "agency"), text(read, "trace"), detail(read)));
    }

    /** What a hop is about when it is no single sending. */
    private static Map<String, String> detail(JsonNode line) {
        Map<String, String> detail = new HashMap<>();
        text(line, "batch").ifPresent(id -> detail.put("batch", id));
        text(line, "file").ifPresent(name -> detail.put("file", name));
        return detail;
    }

    private static Optional<String> text(JsonNode line, String name) {
        return Optional.ofNullable(line.get(name)).map(JsonNode::asText);
    }
}
