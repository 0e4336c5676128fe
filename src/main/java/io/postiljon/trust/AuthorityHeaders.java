package io.postiljon.trust;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** The one header that goes to an authority beside those of HTTP itself; none comes back. */
final class AuthorityHeaders implements HeaderFilterStrategy {
    private static final Set<String> OUT = Set.of("Accept");

    @Override public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OUT.contains(name);
    }

    @Override public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return true;
    }
}
