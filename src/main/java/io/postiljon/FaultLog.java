package io.postiljon;

import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Writes down each failure of a route, once and without the words of its exception. Camel's own lines about it are switched off. */
final class FaultLog extends SimpleEventNotifierSupport {
    private static final Logger LOG = LoggerFactory.getLogger("io.postiljon.fault");

    FaultLog() {
        setIgnoreExchangeEvents(false);
        setIgnoreExchangeFailedEvents(false);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreCamelContextEvents(true);
    }

    @Override public boolean isEnabled(CamelEvent event) {
        return event.getType() == CamelEvent.Type.ExchangeFailed;
    }

    @Override public void notify(CamelEvent event) {
        Exchange exchange = ((CamelEvent.ExchangeEvent) event).getExchange();
        Throwable fault = exchange.getException();
        String trace = named(exchange, QueuePolicy.TRACE, QueuePolicy.TRACE_HEADER);
        String sending = named(exchange, QueuePolicy.SENDING, "GatewaySendingId");
        try (MDC.MDCCloseable withTrace = MDC.putCloseable(QueuePolicy.TRACE, trace);
                MDC.MDCCloseable withSending = MDC.putCloseable(QueuePolicy.SENDING, sending)) {
            LOG.warn("route {} failed: {}, trace {}", exchange.getFromRouteId(), fault == null ? "unknown" : FaultLine.of(fault), trace);
        }
    }

    /** The variable stays when a call outwards clears the headers. */
    private static String named(Exchange exchange, String variable, String header) {
        return exchange.getVariable(variable, String.class) instanceof String known ? known
                : exchange.getMessage().getHeader(header, "none", String.class);
    }
}
