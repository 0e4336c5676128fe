package io.postiljon.calls;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * The headers that go to a partner, beside those of HTTP itself, and those that come back, by name; all others stay out. Letter case does
 * not matter.
 */
public record NamedHeaders(Set<String> out, Set<String> in) implements HeaderFilterStrategy {
    public NamedHeaders {
        out = inAnyCase(out);
        in = inAnyCase(in);
    }

    /** The same, and one more that goes to the partner. */
    public NamedHeaders with(String name) {
        Set<String> more = new TreeSet<>(out);
        more.add(name);
        return new NamedHeaders(more, in);
    }

    @Override public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !out.contains(name);
    }

    @Override public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !in.contains(name);
    }

    private static Set<String> inAnyCase(Set<String> names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(names);
        return Collections.unmodifiableSet(set);
    }
}
