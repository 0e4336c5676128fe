package io.postiljon.sandbox.ebox;

import com.sun.net.httpserver.HttpExchange;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The latest requests, in the order in which they came. Safe for many threads. */
final class RequestLog {
    private final int limit;
    private final Clock clock;
    private final Deque<SeenRequest> requests = new ArrayDeque<>();

    RequestLog(int limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
    }

    void note(HttpExchange exchange) {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        SeenRequest seen =
                new SeenRequest(clock.instant(), exchange.getRequestMethod(), exchange.getRequestURI().toString(), Map.copyOf(headers));
        synchronized (this) {
            if (requests.size() >= limit) {
                requests.removeFirst();
            }
            requests.addLast(seen);
        }
    }

    synchronized List<SeenRequest> all() {
        return new ArrayList<>(requests);
    }
}
