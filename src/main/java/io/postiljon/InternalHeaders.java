package io.postiljon;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * The headers that cross the broker, by name, in both directions. All others stay out, whatever their letter case: a holder of
 * broker credentials cannot steer a route (CVE-2026-40453 and its kin).
 */
final class InternalHeaders implements HeaderFilterStrategy {
    private static final Set<String> ALLOWED = Set.of(QueuePolicy.TRACE_HEADER, QueuePolicy.AGENCY_HEADER);

    @Override public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !ALLOWED.contains(name);
    }

    @Override public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !ALLOWED.contains(name);
    }
}
