package io.postiljon.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.sending.Status;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/refData/statuses}: every word, what it means, and the event that tells of it, in the language that is asked for. */
@RestController
class RefDataController {
    private static final String PATH = "/api/v1/refData/statuses";

    private final Askers askers;
    private final StatusSentences sentences = new StatusSentences();

    RefDataController(Askers askers) {
        this.askers = askers;
    }

    @GetMapping(path = PATH, produces = "application/json")
    ResponseEntity<JsonNode> statuses(HttpServletRequest request, Locale language) {
        askers.of(request);
        QueryParameters.requireNone(request);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("self", PATH);
        ArrayNode items = answer.putArray("items");
        for (Status status : Status.values()) {
            ObjectNode item = items.addObject()
                    .put("code", status.name())
                    .put("name", sentences.name(status, language))
                    .put("group", status.group().word())
                    .put("groupName", sentences.group(status.group(), language))
                    .put("final", status.isFinal())
                    .put("explanation", sentences.sentence(status, language))
                    .put("eventType", EventJson.type(status));
            sentences.next(status, language).ifPresent(next ->
                    item.putObject("nextStep").put("what", next).put("actor", status.nextActor().word()));
        }
        answer.put("total", items.size());
        return ResponseEntity.ok(answer);
    }
}
