package io.postiljon;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.MDC;

/**
 * What is common to all routes that start at a queue: their log lines carry trace and sending, the trace stays at hand for the next
 * queue, and their consumer waits while the database or a partner is away.
 */
final class QueuePolicy extends RoutePolicySupport {
    static final String TRACE_HEADER = "GatewayTraceId";
    static final String AGENCY_HEADER = "GatewayAgency";
    private static final String TRACE = "traceId";
    private static final String SENDING = "sendingId";
    private static final String AGENCY = "agency";

    private final QueueConsumers consumers;
    private final DatabaseWatch database;
    private final ConsumerBrakes brakes;

    QueuePolicy(QueueConsumers consumers, DatabaseWatch database, ConsumerBrakes brakes) {
        this.consumers = consumers;
        this.database = database;
        this.brakes = brakes;
    }

    @Override public void onInit(Route route) {
        super.onInit(route);
        consumers.add(route);
    }

    /** Steps that call a partner clear the headers; the variables stay. */
    @Override public void onExchangeBegin(Route route, Exchange exchange) {
        Message message = exchange.getMessage();
        text(message.getHeader(TRACE_HEADER)).ifPresent(trace -> {
            exchange.setVariable(TRACE, trace);
            MDC.put(TRACE, trace);
        });
        text(message.getHeader(AGENCY_HEADER)).ifPresent(agency -> exchange.setVariable(AGENCY, agency));
        TrafficHop.sending(message).ifPresent(sending -> MDC.put(SENDING, sending));
    }

    @Override public void onExchangeDone(Route route, Exchange exchange) {
        try {
            if (DatabaseAway.isCauseOf(exchange.getException())
                    || DatabaseAway.isCauseOf(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))) {
                database.lost();
            }
            brakes.look(route.getRouteId());
        } finally {
            MDC.remove(TRACE);
            MDC.remove(SENDING);
        }
    }

    private static Optional<String> text(Object value) {
        return value instanceof String string ? Optional.of(string) : Optional.empty();
    }
}
