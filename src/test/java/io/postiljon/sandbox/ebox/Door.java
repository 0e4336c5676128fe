package io.postiljon.sandbox.ebox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edge of a server: notes the request, lets an endpoint answer it, and sends the answer or hangs up.
 *
 * @param drainBytes how much of an unread body is still taken in, so that a client that only reads after writing sees its refusal
 */
record Door(Endpoint endpoint, Consumer<HttpExchange> witness, ErrorBodies errors, long drainBytes) implements HttpHandler {
    /** In every answer: a client that takes headers over from a partner would be steered by them. */
    private static final List<String> OTHERS = List.of("CamelHttpUri", "CamelFileName", "CAmelBeanMethodName", "CamelJmsDestinationName", "org.apache.camel.x",
            "JMSReplyTo", "GatewayAgency", "GatewayTraceId", "Set-Cookie");
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    @Override
    public void handle(HttpExchange exchange) {
        try {
            witness.accept(exchange);
            switch (replyTo(exchange)) {
                case Reply.Answer answer -> {
                    drain(exchange.getRequestBody());
                    send(exchange, answer);
                }
                case Reply.Endless endless -> sendEndless(exchange, endless);
                case Reply.OnPurpose unexpected -> throw new IllegalStateException("the watch lets none of these through");
                case Reply.HangUp ignored -> LOG.debug("hanging up on purpose");
            }
        } catch (IOException e) {
            LOG.debug("the client went away: {}", e.getClass().getSimpleName());
        } finally {
            exchange.close();
        }
    }

    private Reply replyTo(HttpExchange exchange) throws IOException {
        try {
            return endpoint.answer(new Call(exchange));
        } catch (CallRefused refused) {
            return errors.of(refused.error());
        } catch (RuntimeException bug) {
            LOG.error("the simulator failed on {} {}", exchange.getRequestMethod(), exchange.getHttpContext().getPath(), bug);
            return errors.of(CallError.internal());
        }
    }

    private void drain(InputStream body) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        long left = drainBytes;
        for (int read = body.read(buffer); read >= 0 && left > 0; read = body.read(buffer)) {
            left -= read;
        }
    }

    private static void send(HttpExchange exchange, Reply.Answer answer) throws IOException {
        trace(exchange);
        OTHERS.forEach(name -> exchange.getResponseHeaders().set(name, "file:/tmp/x"));
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    private static void sendEndless(HttpExchange exchange, Reply.Endless endless) throws IOException {
        trace(exchange);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(endless.status(), 0);
        byte[] filling = "          ".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        OutputStream out = exchange.getResponseBody();
        for (long sent = 0; sent < endless.limitBytes(); sent += filling.length) {
            out.write(filling);
        }
    }

    private static void trace(HttpExchange exchange) {
        exchange.getResponseHeaders().set("BelGov-Trace-Id", UUID.randomUUID().toString());
        String theirs = exchange.getRequestHeaders().getFirst("BelGov-Trace-Id");
        if (theirs != null && theirs.matches("[0-9A-Za-z-]{1,36}")) {
            exchange.getResponseHeaders().set("BelGov-Related-Trace-Id", theirs);
        }
    }
}
