package io.postiljon.sandbox.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.postiljon.sandbox.parts.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The story against a small double of both entrances that keeps just the rules that the samples touch. */
@Timeout(60)
class StoryTellerIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NEVER_OPENS = "90621599704";
    private static final String NO_CONSENT = "90610199828";
    private static final String NO_COMPANY = "1999990045";

    @TempDir Path folder;
    @TempDir Path served;
    private final Map<String, String> outcomes = new ConcurrentHashMap<>();      // message id to final status
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private SandboxFolder sandbox;
    private HttpsServer https;
    private ServedFolder sftp;
    private volatile boolean eboxIsDown;

    @BeforeEach void startsTheDouble() throws Exception {
        sandbox = SandboxFolder.create(folder, Ports.free(), Ports.free());
        https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), sandbox.json().api().getPort()), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(sandbox.ca().contextOf(sandbox.ca().server("server"))));
        https.createContext("/api/v1/messages", this::answer);
        https.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        https.start();
        sftp = ServedFolder.start(sandbox, served, "agency-es256");
    }

    @AfterEach void stops() {
        https.stop(0);
        sftp.close();
    }

    @Test void sixteen_samples_through_both_entrances_end_as_they_should() throws Exception {
        Thread collector = Thread.ofVirtual().start(this::collectOneDrop);

        Story story = new StoryTeller(sandbox.json(), folder, PATIENCE, Clock.systemUTC()).tell();

        collector.join();
        assertThat(story.allAsExpected()).as(story.table()).isTrue();
        assertThat(story.lines()).hasSizeGreaterThanOrEqualTo(16).extracting(StoryLine::entrance).contains("HTTPS", "SFTP");
    }

    @Test void what_goes_wrong_is_told_and_stops_nothing() {
        eboxIsDown = true;

        Story story = new StoryTeller(sandbox.json(), folder, Duration.ofSeconds(2), Clock.systemUTC()).tell();

        assertThat(story.allAsExpected()).isFalse();
        assertThat(story.lines()).filteredOn(line -> line.recipientKind().equals("organisation"))
                .extracting(StoryLine::happened).containsExactlyInAnyOrder("ACCEPTED", "no result");
        assertThat(story.lines()).filteredOn(line -> line.expected().equals("signature-invalid")).allMatch(StoryLine::asExpected);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var answer = JSON.createObjectNode();
        int status = 200;
        if (exchange.getRequestMethod().equals("GET")) {
            String path = exchange.getRequestURI().getPath();
            answer.put("status", statusOf(path.substring(path.lastIndexOf('/') + 1)));
        } else {
            var parts = parts(exchange);
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            String refusal = refusal(parts);
            status = refusal.isEmpty() ? 202 : 403;
            if (refusal.isEmpty()) {
                String id = key.replace("\"", "");
                if (outcomes.put(id, outcome(JSON.readTree(parts.get("messageToPublish")))) != null) {
                    exchange.getResponseHeaders().set("Idempotent-Replay", "true");
                }
                answer.put("messageId", id).put("receipt", "receipt of " + id);
            } else {
                answer.put("href", "https://localhost/problems/" + refusal);
            }
        }
        byte[] bytes = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", status == 403 ? "application/problem+json" : "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** The final status only from the second question on: the teller has to wait for it. */
    private String statusOf(String id) {
        return asked.merge(id, 1, Integer::sum) == 1 || eboxIsDown ? "ACCEPTED" : outcomes.get(id);
    }

    private static String refusal(Map<String, byte[]> parts) throws IOException {
        JsonNode message = JSON.readTree(parts.get("messageToPublish"));
        for (JsonNode attachment : message.path("attachments")) {
            if (!Jades.digest(parts.get(attachment.path("httpPartName").asText())).equals(attachment.at("/digest/digestValue").asText())) {
                return "signature-invalid";
            }
        }
        if (message.path("dossierReference").asText().startsWith("no-such")) {
            return "dossier-not-active";
        }
        return message.path("dataCategory").asText().equals("not-granted") ? "category-not-authorised" : "";
    }

    private static String outcome(JsonNode message) {
        String person = message.at("/recipient/ssin").asText();
        if (message.at("/delivery/channel").asText().equals("PAPER") || person.equals(NO_CONSENT)) {
            return "AT_PRINTER";
        }
        if (message.at("/recipient/enterpriseNumber").asText().equals(NO_COMPANY)) {
            return "FAILED";
        }
        return person.equals(NEVER_OPENS) ? "PUBLISHED_NEVER_OPENED" : "PUBLISHED";
    }

    private static Map<String, byte[]> parts(HttpExchange exchange) throws IOException {
        String boundary = exchange.getRequestHeaders().getFirst("Content-Type").split("boundary=")[1];
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        Map<String, byte[]> parts = new ConcurrentHashMap<>();
        for (String part : body.split("--" + boundary)) {
            int start = part.indexOf("\r\n\r\n");
            if (start > 0) {
                String name = part.substring(part.indexOf("name=\"") + 6, part.indexOf('"', part.indexOf("name=\"") + 6));
                parts.put(name, part.substring(start + 4, part.length() - 2).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return parts;
    }

    private void collectOneDrop() {
        await().atMost(PATIENCE).until(() -> !names(".go").isEmpty());
        String base = names(".go").getFirst().replace(".zip.go", "");
        try (var zip = new ZipInputStream(Files.newInputStream(served.resolve("in/" + base + ".zip")))) {
            Map<String, byte[]> entries = new ConcurrentHashMap<>();
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
            Path part = served.resolve(base + ".part");
            Files.write(part, JSON.writeValueAsBytes(result(entries)));
            Files.move(part, served.resolve("out/" + base + ".result.json"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode result(Map<String, byte[]> entries) throws IOException {
        ObjectNode result = JSON.createObjectNode();
        for (String name : entries.keySet().stream().filter(name -> name.startsWith("messages/")).sorted().toList()) {
            Map<String, byte[]> parts = new HashMap<>(entries);
            parts.put("messageToPublish", entries.get(name));
            String refusal = refusal(parts);
            ObjectNode item = result.withArray("items").addObject().put("entry", name);
            if (refusal.isEmpty()) {
                String id = name.replaceAll("\\W", "-");
                outcomes.put(id, outcome(JSON.readTree(entries.get(name))));
                item.put("outcome", "accepted").put("messageId", id);
            } else {
                item.put("outcome", "refused").putObject("problem").put("href", "https://localhost/problems/" + refusal);
            }
        }
        return result;
    }

    private List<String> names(String ending) {
        try (var files = Files.list(served.resolve("in"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
