package io.postiljon;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Route;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Suspends and resumes the consumers of queue routes. Several may want one to wait, each for a reason of its own; it runs again when
 * nobody does. Safe for many threads.
 */
final class QueueConsumers {
    private final Map<String, Held> byRoute = new TreeMap<>();

    private record Held(Route route, Set<String> reasons) {}

    synchronized void add(Route route) {
        Held known = byRoute.get(route.getRouteId());
        byRoute.put(route.getRouteId(), new Held(route, known == null ? new HashSet<>() : known.reasons()));
    }

    synchronized void hold(String routeId, String reason) {
        Held held = byRoute.get(routeId);
        if (held != null) {
            held.reasons().add(reason);
            ServiceHelper.suspendService(held.route().getConsumer());
        }
    }

    synchronized void release(String routeId, String reason) {
        Held held = byRoute.get(routeId);
        if (held != null && held.reasons().remove(reason) && held.reasons().isEmpty()) {
            ServiceHelper.resumeService(held.route().getConsumer());
        }
    }

    synchronized void holdAll(String reason) {
        byRoute.keySet().forEach(route -> hold(route, reason));
    }

    synchronized void releaseAll(String reason) {
        byRoute.keySet().forEach(route -> release(route, reason));
    }
}
