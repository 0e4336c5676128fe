package io.postiljon.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.audit.StatusEvent;
import io.postiljon.sending.Status;
import java.time.Instant;
import java.util.UUID;

/**
 * The form of an event for agencies, the same in the feed, in webhooks and in status files: CloudEvents 1.0 in JSON with Belgif's
 * additions. It names the sending by its ids and holds no personal data; the bytes of one event never change.
 */
final class EventJson {
    static final String SERVICE = "be.postiljon.documentService.v1";
    private static final String STATUS_TYPE = SERVICE + ".messages.notify.";
    private static final String TEST_TYPE = SERVICE + ".webhooks.notify.tested";

    private final ObjectMapper json = new ObjectMapper();
    private final String source;

    /** @param environment letter of this gateway's environment, so that events of a test are never taken for real ones */
    EventJson(String environment) {
        this.source = "urn:postiljon:documentService:" + environment;
    }

    static String type(Status status) {
        return STATUS_TYPE + status.event();
    }

    ObjectNode of(StatusEvent event) {
        Status status = event.status();
        ObjectNode node = envelope(event.id(), type(status), event.at())
                .put("subject", event.sending().toString())
                .put("version", event.version());
        ObjectNode data = node.putObject("data")
                .put("messageReference", event.messageReference())
                .put("status", status.name())
                .put("group", event.state().group().word())
                .put("final", event.state().isFinal());
        event.channel().ifPresent(channel -> data.put("channel", channel));
        event.outcomeCode().ifPresent(code -> data.put("outcomeCode", code));
        data.put("mode", event.mode().word());
        return node;
    }

    /** Says only that the address works; {@code subject} is the name of the endpoint. */
    ObjectNode test(UUID id, String endpoint, Instant at) {
        ObjectNode node = envelope(id, TEST_TYPE, at).put("subject", endpoint).put("version", 1);
        node.putObject("data");
        return node;
    }

    String text(ObjectNode node) {
        try {
            return json.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts and numbers can always be written", impossible);
        }
    }

    private ObjectNode envelope(UUID id, String type, Instant at) {
        return json.createObjectNode()
                .put("specversion", "1.0")
                .put("id", id.toString())
                .put("type", type)
                .put("source", source)
                .put("time", at.toString())
                .put("datacontenttype", "application/json")
                .put("service", SERVICE);
    }
}
