package io.postiljon.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.audit.EventCursor;
import io.postiljon.sending.Status;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/events}: what happened to the sendings of an agency, from any place on, for the ten years of the evidence. */
@RestController
class EventsController {
    private static final String PATH = "/api/v1/events";
    static final int PAGE = 100;
    static final int LARGEST_PAGE = 500;
    private static final int LONGEST_WAIT_SECONDS = 30;

    private final Askers askers;
    private final EventFeed feed;
    private final EventJson json;

    EventsController(Askers askers, EventFeed feed, EventJson json) {
        this.askers = askers;
        this.feed = feed;
        this.json = json;
    }

    @GetMapping(path = PATH, produces = "application/json")
    ResponseEntity<JsonNode> events(HttpServletRequest request) {
        Asker asker = askers.of(request);
        QueryParameters query = QueryParameters.of(request, "after", "type", "pageSize", "waitSeconds");
        EventCursor after = query.one("after").map(EventsController::cursor).orElse(EventCursor.START);
        int size = query.number("pageSize", PAGE, 1, LARGEST_PAGE);
        Duration patience = Duration.ofSeconds(query.number("waitSeconds", 0, 0, LONGEST_WAIT_SECONDS));
        EventFeed.Page page = feed.await(asker.agreement().code(), after, types(query), size, patience);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("self", address(query, after.toString()));
        ArrayNode items = answer.putArray("items");
        page.events().forEach(event -> items.add(json.of(event)));
        answer.put("next", address(query, page.next().toString()));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
    }

    /** A type by its full name or by its last word. */
    private static Set<Status> types(QueryParameters query) {
        return query.all("type").stream()
                .map(text -> Arrays.stream(Status.values())
                        .filter(status -> text.equals(status.event()) || text.equals(EventJson.type(status))).findFirst()
                        .orElseThrow(() -> WrongRequest.parameter("type", "a type of the list in refData/statuses")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static EventCursor cursor(String text) {
        return EventCursor.parse(text).orElseThrow(() -> WrongRequest.parameter("after", "a cursor that an earlier answer gave"));
    }

    /** All values were checked, so none needs an escape. */
    private static String address(QueryParameters query, String after) {
        StringBuilder address = new StringBuilder(PATH).append("?after=").append(after);
        query.all("type").forEach(type -> address.append("&type=").append(type));
        query.one("pageSize").ifPresent(size -> address.append("&pageSize=").append(size));
        query.one("waitSeconds").ifPresent(seconds -> address.append("&waitSeconds=").append(seconds));
        return address.toString();
    }
}
