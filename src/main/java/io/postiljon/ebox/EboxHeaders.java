package io.postiljon.ebox;

import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** The headers that go to the e-Box and those that come back, by name; all others stay out. Letter case does not matter. */
public final class EboxHeaders implements HeaderFilterStrategy {
    private static final Set<String> OUT = named("Authorization", "Accept", "Idempotency-Key", "BelGov-Trace-Id");
    private static final Set<String> IN = named("Retry-After");

    private final Set<String> out = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /** @param onBehalfOf name of the header by which we say whom we represent */
    EboxHeaders(String onBehalfOf) {
        out.addAll(OUT);
        out.add(onBehalfOf);
    }

    static boolean isAlwaysSent(String name) {
        return OUT.contains(name);
    }

    @Override public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !out.contains(name);
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
