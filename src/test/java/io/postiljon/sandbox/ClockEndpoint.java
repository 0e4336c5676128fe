package io.postiljon.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code GET /sandbox/clock} and {@code POST /sandbox/clock {"advance": "P21D"}} on loopback. Answers {@code {now, ahead, wall}};
 * an advance is a duration of ISO 8601 in days and smaller. Only the sandbox has it: no class of the gateway knows a clock that moves.
 */
final class ClockEndpoint implements AutoCloseable {
    private static final String PATH = "/sandbox/clock";
    private static final int LIMIT_BYTES = 1024;

    private final JsonMapper json = new JsonMapper();
    private final SandboxClock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    ClockEndpoint(SandboxClock clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + PATH);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            switch (exchange.getRequestMethod()) {
                case "GET" -> write(exchange, 200, time());
                case "POST" -> advance(exchange);
                default -> {
                    exchange.getResponseHeaders().set("Allow", "GET, POST");
                    exchange.sendResponseHeaders(405, -1);
                }
            }
        }
    }

    private void advance(HttpExchange exchange) throws IOException {
        try {
            JsonNode order = json.readTree(exchange.getRequestBody().readNBytes(LIMIT_BYTES));
            if (order.size() != 1 || !order.path("advance").isTextual()) {
                throw new IllegalArgumentException("write {\"advance\": \"P21D\"} and nothing else");
            }
            clock.advance(Duration.parse(order.path("advance").asText()));
            write(exchange, 200, time());
        } catch (DateTimeException notADuration) {
            write(exchange, 400, Map.of("detail", "advance is a duration in days, hours, minutes and seconds, such as P21D or PT90M"));
        } catch (JsonProcessingException notJson) {
            write(exchange, 400, Map.of("detail", "this is not JSON"));
        } catch (IllegalArgumentException no) {
            write(exchange, 400, Map.of("detail", no.getMessage()));
        }
    }

    private Map<String, String> time() {
        return Map.of("now", clock.instant().toString(), "ahead", clock.ahead().toString(), "wall", Instant.now().toString());
    }

    private void write(HttpExchange exchange, int status, Map<String, String> answer) throws IOException {
        byte[] body = json.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
