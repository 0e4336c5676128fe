package io.postiljon.intake;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** The one header that goes to the authorisation server beside those of HTTP itself; none comes back. */
final class KeyServerHeaders implements HeaderFilterStrategy {
    @Override public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !name.equals("Accept");
    }

    @Override public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return true;
    }
}
