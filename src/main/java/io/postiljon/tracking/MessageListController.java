package io.postiljon.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.sending.SendingId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Lists and searches of sendings, and for one of them its events, its receipt and its cancellation. */
@RestController
class MessageListController {
    private static final String PATH = "/api/v1/messages";
    private static final String ONE = PATH + "/{messageId:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";

    private final Askers askers;
    private final MessageLists lists;
    private final CancelDesk cancelDesk;
    private final StatusReader reader;
    private final EventJson json;

    MessageListController(Askers askers, MessageLists lists, CancelDesk cancelDesk, StatusReader reader, EventJson json) {
        this.askers = askers;
        this.lists = lists;
        this.cancelDesk = cancelDesk;
        this.reader = reader;
        this.json = json;
    }

    /** A page of sendings. {@code next}: address of the next one. {@code after}: the same for a query, which has no address. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Messages(String self, List<MessageLine> items, String next, String after) {}

    @GetMapping(path = PATH, produces = "application/json")
    ResponseEntity<Messages> list(HttpServletRequest request) {
        Asker asker = askers.of(request);
        QueryParameters query = QueryParameters.of(request, "status", "channel", "acceptedAfter", "acceptedBefore", "messageReference", "pageSize", "after");
        MessageLists.Page page = lists.find(asker, MessageQuery.of(query));
        String self = request.getQueryString() == null ? PATH : PATH + "?" + request.getQueryString();
        String next = page.next().map(place -> UriComponentsBuilder.fromUriString(self).replaceQueryParam("after", place).build().toUriString()).orElse(null);
        return answer(new Messages(self, page.sendings().stream().map(MessageLine::of).toList(), next, null));
    }

    @PostMapping(path = PATH + "/query", produces = "application/json")
    ResponseEntity<Messages> query(HttpServletRequest request) throws IOException {
        Asker asker = askers.of(request);
        QueryParameters.requireNone(request);
        MessageLists.Page page = lists.find(asker, MessageQuery.of(RequestBody.json(request, MessageQuery.LIMIT_BYTES)));
        return answer(new Messages(PATH + "/query", page.sendings().stream().map(MessageLine::of).toList(), null,
                page.next().map(Object::toString).orElse(null)));
    }

    @GetMapping(path = ONE + "/events", produces = "application/json")
    ResponseEntity<JsonNode> events(@PathVariable String messageId, HttpServletRequest request) {
        Asker asker = askers.of(request);
        QueryParameters.requireNone(request);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("self", PATH + "/" + messageId + "/events");
        ArrayNode items = answer.putArray("items");
        lists.timeline(asker, SendingId.parse(messageId)).forEach(event -> items.add(json.of(event)));
        answer.put("total", items.size());
        return answer(answer);
    }

    @GetMapping(path = ONE + "/receipt", produces = "application/jose")
    ResponseEntity<byte[]> receipt(@PathVariable String messageId, HttpServletRequest request) {
        Asker asker = askers.of(request);
        QueryParameters.requireNone(request);
        return answer(lists.one(asker, SendingId.parse(messageId)).receipt().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @PostMapping(path = ONE + "/cancel", produces = "application/json")
    ResponseEntity<MessageStatus> cancel(@PathVariable String messageId, HttpServletRequest request, Locale language) {
        Asker asker = askers.of(request);
        QueryParameters.requireNone(request);
        SendingId id = SendingId.parse(messageId);
        return switch (cancelDesk.cancel(asker, id)) {
            case CancelVerdict.Cancelled done -> answer(reader.read(asker.agreement(), asker.certificate(), id, asker.traceId(), language));
            case CancelVerdict.Asked asked -> ResponseEntity.accepted().cacheControl(CacheControl.noStore())
                    .body(reader.read(asker.agreement(), asker.certificate(), id, asker.traceId(), language));
            case CancelVerdict.TooLate late -> throw new NotCancellable(late.since());
        };
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
