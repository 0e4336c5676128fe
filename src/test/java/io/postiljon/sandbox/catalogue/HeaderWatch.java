package io.postiljon.sandbox.catalogue;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Sees the headers of every exchange of the gateway, at its start, around each call and at its end. Never holds the value of one. */
final class HeaderWatch extends EventNotifierSupport implements AutoCloseable {
    /** The value of every header that an attacker or a partner of the suite sends. */
    static final String FOREIGN = "file:/tmp/x";

    private final CamelContext camel;
    private final AtomicLong seen = new AtomicLong();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Set<String> foreign = ConcurrentHashMap.newKeySet();

    private HeaderWatch(CamelContext camel) {
        this.camel = camel;
    }

    static HeaderWatch over(CamelContext camel) {
        HeaderWatch watch = new HeaderWatch(camel);
        watch.setIgnoreCamelContextEvents(true);
        watch.setIgnoreRouteEvents(true);
        watch.setIgnoreServiceEvents(true);
        watch.start();
        camel.getManagementStrategy().addEventNotifier(watch);
        return watch;
    }

    @Override public void notify(CamelEvent event) {
        if (event instanceof CamelEvent.ExchangeEvent of) {
            seen.incrementAndGet();
            note(of.getExchange().getMessage(), of.getExchange().getFromRouteId());
        }
    }

    private void note(Message message, String route) {
        message.getHeaders().forEach((name, value) -> {
            names.putIfAbsent(name, String.valueOf(route));
            if (String.valueOf(value).contains(FOREIGN) || String.valueOf(value).contains("jndi")) {
                foreign.add(name + " in " + route);
            }
        });
    }

    long seen() {
        return seen.get();
    }

    /** Each with a route in which it was seen. */
    Map<String, String> names() {
        return new TreeMap<>(names);
    }

    /** Names of headers that an attacker or a partner filled. */
    Set<String> foreign() {
        return new TreeSet<>(foreign);
    }

    @Override public void close() {
        camel.getManagementStrategy().removeEventNotifier(this);
        stop();
    }
}
