package io.postiljon;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.util.json.JsonObject;

/**
 * Makes the small body of a wire tap's copy, before the copy leaves the route: when, which hop, which sending. Everything else
 * of the exchange stays behind.
 */
public final class TrafficHop implements Processor {
    private final Clock clock;

    TrafficHop(Clock clock) {
        this.clock = clock;
    }

    @Override public void process(Exchange exchange) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", clock.instant().toString());
        line.put("hop", exchange.getFromRouteId());
        Message message = exchange.getMessage();
        sending(message).ifPresent(id -> line.put("sending", id));
        text(message.getHeader(QueuePolicy.TRACE_HEADER)).ifPresent(trace -> line.put("trace", trace));
        text(message.getHeader(QueuePolicy.AGENCY_HEADER)).ifPresent(agency -> line.put("agency", agency));
        message.removeHeaders("*");
        message.setBody(new JsonObject(line).toJson());
    }

    static java.util.Optional<String> sending(Message message) {
        return text(message.getHeader("GatewaySendingId")).or(() -> text(message.getBody())).filter(TrafficHop::isUuid);
    }

    private static java.util.Optional<String> text(Object value) {
        return value instanceof String string ? java.util.Optional.of(string) : java.util.Optional.empty();
    }

    private static boolean isUuid(String text) {
        try {
            return text.length() == 36 && UUID.fromString(text) != null;
        } catch (IllegalArgumentException notAnId) {
            return false;
        }
    }
}
