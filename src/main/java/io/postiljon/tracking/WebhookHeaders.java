package io.postiljon.tracking;

import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** The headers that go to an agency's address and those that come back, by name; all others stay out. Letter case does not matter. */
public final class WebhookHeaders implements HeaderFilterStrategy {
    private static final Set<String> OUT = named("webhook-id", "webhook-timestamp", "webhook-signature");
    private static final Set<String> IN = named("Retry-After");

    WebhookHeaders() {}

    @Override public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OUT.contains(name);
    }

    @Override public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !IN.contains(name);
    }

    private static Set<String> named(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(names));
        return set;
    }
}
