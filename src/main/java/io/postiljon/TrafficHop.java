package io.postiljon;

import io.postiljon.store.Batch;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.util.json.JsonObject;

/**
 * Makes the small body of a wire tap's copy, before the copy leaves the route: when, which hop, and which sending, batch or file.
 * Everything else of the exchange stays behind. Camel's copy knows only the route in which the exchange began: a tap further on says
 * in the header {@code GatewayHop} where it is.
 */
public final class TrafficHop implements Processor {
    /** Names of drops and answers; any other name could say more than it should. */
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private final Clock clock;

    TrafficHop(Clock clock) {
        this.clock = clock;
    }

    @Override public void process(Exchange exchange) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", clock.instant().toString());
        Message message = exchange.getMessage();
        line.put("hop", text(message.getHeader("GatewayHop")).orElseGet(exchange::getFromRouteId));
        sending(message).ifPresent(id -> line.put("sending", id));
        batch(message).ifPresent(id -> line.put("batch", id));
        text(message.getHeader(Exchange.FILE_NAME_ONLY)).filter(name -> FILE.matcher(name).matches()).ifPresent(name -> line.put("file", name));
        text(message.getHeader(QueuePolicy.TRACE_HEADER)).ifPresent(trace -> line.put("trace", trace));
        text(message.getHeader(QueuePolicy.AGENCY_HEADER)).ifPresent(agency -> line.put("agency", agency));
        message.removeHeaders("*");
        message.setBody(new JsonObject(line).toJson());
    }

    static Optional<String> sending(Message message) {
        return text(message.getHeader("GatewaySendingId")).or(() -> text(message.getBody())).filter(TrafficHop::isUuid);
    }

    private static Optional<String> batch(Message message) {
        return message.getBody() instanceof Batch batch ? Optional.of(batch.id().toString()) : Optional.empty();
    }

    private static Optional<String> text(Object value) {
        return value instanceof String string ? Optional.of(string) : Optional.empty();
    }

    private static boolean isUuid(String text) {
        try {
            return text.length() == 36 && UUID.fromString(text) != null;
        } catch (IllegalArgumentException notAnId) {
            return false;
        }
    }
}
