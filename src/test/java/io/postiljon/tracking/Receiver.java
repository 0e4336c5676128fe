package io.postiljon.tracking;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.postiljon.sandbox.parts.SandboxCa;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An agency's server for webhooks: keeps what comes, and answers as the test wants. */
final class Receiver implements AutoCloseable {
    /** One call as it came. */
    record Call(Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase(name)).findFirst()
                    .map(entry -> entry.getValue().getFirst()).orElse("");
        }
    }

    private final SandboxCa ca;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private HttpsServer server;
    private int port;
    private volatile int status = 204;
    private volatile Map<String, String> headers = Map.of();
    private volatile long delayMillis;

    Receiver(SandboxCa ca) throws IOException {
        this.ca = ca;
        up();
    }

    Receiver up() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ca.contextOf(ca.server("receiver-" + System.nanoTime()))));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        port = server.getAddress().getPort();
        return this;
    }

    void down() {
        server.stop(0);
    }

    Receiver answers(int newStatus) {
        return answers(newStatus, Map.of());
    }

    Receiver answers(int newStatus, Map<String, String> newHeaders) {
        headers = newHeaders;
        status = newStatus;
        return this;
    }

    Receiver takes(long millis) {
        delayMillis = millis;
        return this;
    }

    List<Call> calls() {
        return calls;
    }

    List<String> ids() {
        return calls.stream().map(call -> call.header("webhook-id")).toList();
    }

    Agreement.Webhook as(String name) {
        return as(name, Optional.empty(), Set.of());
    }

    Agreement.Webhook as(String name, Optional<String> secretFile, Set<Status> statuses) {
        return new Agreement.Webhook(name, URI.create("https://localhost:" + port + "/events"), secretFile, statuses);
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.add(new Call(Map.copyOf(exchange.getRequestHeaders()), new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        try {
            Thread.sleep(delayMillis);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override public void close() {
        down();
        threads.shutdownNow();
    }
}
