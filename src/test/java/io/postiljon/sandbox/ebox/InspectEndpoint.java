package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What an outside client may look at and switch. The names are a contract with it; see the sandbox chapter of the design. */
record InspectEndpoint(Mailboxes mailboxes, Faults faults) implements Endpoint {
    private static final int BODY_LIMIT = 64 * 1024;
    private static final long MOST_MILLIS = 600_000;

    @Override
    public Reply answer(Call call) throws IOException {
        return switch (call.method() + " " + call.path()) {
            case "GET /inspect/messages" -> Reply.json(200, Map.of("items", mailboxes.all().stream().map(this::item).toList()));
            case "GET /inspect/faults" -> activeFaults();
            case "POST /inspect/faults" -> switchFault(read(call));
            case "POST /inspect/read" -> markRead(read(call));
            default -> throw new CallRefused(CallError.notFound());
        };
    }

    private Map<String, Object> item(StoredMessage message) {
        List<Object> documents = new ArrayList<>();
        message.documents().forEach(document ->
                documents.add(Map.of("name", document.name(), "sha256", document.sha256(), "bytes", document.bytes())));
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("messageId", message.messageId());
        item.put("recipient", message.recipient());
        item.put("sender", message.sender());
        item.put("idempotencyKey", message.idempotencyKey().orElse(null));
        item.put("attempts", message.idempotencyKey().map(mailboxes::attempts).orElse(1));
        item.put("documents", documents);
        item.put("publishedAt", message.publishedAt().toString());
        return item;
    }

    private static JsonNode read(Call call) throws IOException {
        return Call.parse(call.bodyUpTo(BODY_LIMIT))
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new CallRefused(CallError.invalidInput("a JSON object is expected")));
    }

    private Reply switchFault(JsonNode body) {
        Fault fault = Fault.of(body.path("fault").asText())
                .orElseThrow(() -> new CallRefused(CallError.invalidInput("there is no such fault")));
        if (!body.path("on").isBoolean()) {
            throw new CallRefused(CallError.invalidInput("on is true or false"));
        }
        Optional<String> recipient = Optional.of(body.path("recipient").asText()).filter(text -> !text.isEmpty());
        if (!body.path("on").asBoolean()) {
            recipient.ifPresentOrElse(number -> faults.off(fault, number), () -> faults.off(fault));
            return activeFaults();
        }
        try {
            faults.on(new FaultOrder(fault, times(body), recipient, delay(body), where(body)));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CallRefused(CallError.invalidInput(e.getMessage()));
        }
        return activeFaults();
    }

    private static Where where(JsonNode body) {
        return Where.of(body.path("where").asText(Where.PUBLICATION.wireName()))
                .orElseThrow(() -> new CallRefused(CallError.invalidInput("where is publication, token or federation")));
    }

    private static OptionalInt times(JsonNode body) {
        if (!body.has("times")) {
            return OptionalInt.empty();
        }
        if (!body.get("times").canConvertToInt() || !body.get("times").isIntegralNumber()) {
            throw new CallRefused(CallError.invalidInput("times is a whole number"));
        }
        return OptionalInt.of(body.get("times").asInt());
    }

    private static Optional<Duration> delay(JsonNode body) {
        if (!body.has("millis")) {
            return Optional.empty();
        }
        long millis = body.get("millis").asLong(-1);
        if (millis < 0 || millis > MOST_MILLIS) {
            throw new CallRefused(CallError.invalidInput("millis is 0 to " + MOST_MILLIS));
        }
        return Optional.of(Duration.ofMillis(millis));
    }

    private Reply activeFaults() {
        return Reply.json(200, Map.of("items", faults.active().stream().map(InspectEndpoint::item).toList()));
    }

    private static Map<String, Object> item(FaultOrder order) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("fault", order.fault().wireName());
        item.put("on", true);
        item.put("where", order.where().wireName());
        order.times().ifPresent(times -> item.put("times", times));
        order.recipient().ifPresent(number -> item.put("recipient", number));
        return item;
    }

    private Reply markRead(JsonNode body) {
        try {
            mailboxes.markRead(body.path("messageId").asText());
        } catch (IllegalArgumentException e) {
            throw new CallRefused(CallError.notFound());
        }
        return Reply.json(200, Map.of());
    }
}
