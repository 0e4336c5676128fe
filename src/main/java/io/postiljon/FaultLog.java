package io.postiljon;

import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down each failure of a route, once and without the words of its exception. Camel's own lines about it are switched off. */
final class FaultLog extends SimpleEventNotifierSupport {
    private static final Logger LOG = LoggerFactory.getLogger("io.postiljon.fault");

    FaultLog() {
        setIgnoreExchangeEvents(false);
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
        LOG.warn("route {} failed: {}, trace {}", exchange.getFromRouteId(), fault == null ? "unknown" : FaultLine.of(fault),
                exchange.getMessage().getHeader("GatewayTraceId", "none", String.class));
    }
}
