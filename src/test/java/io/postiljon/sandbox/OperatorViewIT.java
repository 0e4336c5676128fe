package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.PostiljonApplication;
import io.postiljon.crypto.KeyPurpose;
import io.postiljon.crypto.Pkcs12KeyStore;
import io.postiljon.crypto.QueueTags;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sandbox.parts.EmbeddedBroker;
import io.postiljon.sandbox.parts.Identity;
import jakarta.jms.JMSContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees and may do: management port, console, health, dead letters, a start that is refused. */
@Timeout(400)
class OperatorViewIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static SandboxSystem system;
    private static Gateway gateway;
    private static SandboxJson sandbox;

    @BeforeAll static void start(@TempDir Path folder) {
        system = SandboxSystem.start(folder.resolve("sandbox"), Progress.SILENT);
        gateway = GatewayInProcess.start(system, "--keys.reload-period=200", "--keys.watch-period=500");
        sandbox = SandboxApplication.open(system);
    }

    @AfterAll static void stop() {
        gateway.close();
        system.close();
    }

    @Test void health_metrics_and_the_console_are_on_the_management_port_behind_a_login() throws Exception {
        String management = sandbox.management().toString();

        assertThat(get(management + "/actuator/health/readiness")).contains("\"status\":\"UP\"");
        assertThat(get(management + "/actuator/prometheus")).contains("camel_exchanges_total", "postiljon_outbox_lag_seconds").doesNotContain("90610199729");
        assertThat(status(management + "/actuator/jolokia")).isEqualTo(401);
        assertThat(status(management + "/actuator/hawtio/")).isIn(401, 302);
    }

    @Test void the_console_shows_each_route_and_its_diagram_and_changes_nothing() throws Exception {
        try (Console console = new Console(sandbox)) {
            Map<String, String> beans = new HashMap<>();
            console.ask("search", "org.apache.camel:type=routes,*").path("value").forEach(name ->
                    beans.put(name.asText().replaceFirst(".*name=\"([^\"]+)\".*", "$1"), name.asText()));

            assertThat(beans).containsKeys(inRoutes("(?m)^- route:\\R    id: (\\S+)").toArray(String[]::new));
            String route = beans.get("dispatch-choose-channel");
            JsonNode diagram = console.ask("exec", route, "dumpRouteAsXml()");
            assertThat(diagram.path("status").asInt()).as(diagram.toString()).isEqualTo(200);
            assertThat(diagram.path("value").asText()).contains("<route", "dispatch-choose-channel", "channelChoice");
            assertThat(console.ask("read", route, "ExchangesTotal").path("value").isNumber()).isTrue();
            assertThat(console.ask("exec", route, "stop()").path("status").asInt()).isEqualTo(403);
            assertThat(console.ask("write", route, "StatisticsEnabled", "false").path("status").asInt()).isEqualTo(403);
            assertThat(console.statusWithoutLogin("search", "org.apache.camel:type=routes,*")).isEqualTo(401);
        }
    }

    @Test void health_says_when_each_partner_was_last_reached_and_is_up_whatever_it_says() throws Exception {
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (AgencyClient client = AgencyClient.of(sandbox, system.folder(), sender().code())) {
            String messageId = client.send(Letter.forEbox(sender(), sandbox.recipient(sender(), "citizen", "consent"))
                    .withDocument(SamplePdf.saying("Brief"))).messageId();
            await().atMost(PATIENCE).until(() -> client.status(messageId).body().path("status").asText().equals("PUBLISHED"));
        }

        JsonNode partners = new ObjectMapper().readTree(get(sandbox.management() + "/actuator/health")).path("components").path("partners");

        assertThat(partners.path("status").asText()).isEqualTo("UP");
        assertThat(partners.path("details").fieldNames()).toIterable().containsExactlyInAnyOrder("authorisationServer", "authorities", "ebox", "identityProvider", "supplier", "drops");
        assertThat(partners.path("details")).allSatisfy(partner ->
                assertThat(partner.fieldNames()).toIterable().containsExactlyInAnyOrder("lastAnswer", "lastFailure"));
        assertThat(Instant.parse(partners.at("/details/ebox/lastAnswer").asText())).isBetween(start, Instant.now());
        assertThat(get(sandbox.management() + "/actuator/health/readiness")).doesNotContain("partners");
    }

    @Test void the_register_lists_the_keys_of_every_part_and_no_secret() throws Exception {
        try (Console console = new Console(sandbox)) {
            JsonNode lines = await().atMost(PATIENCE).until(() -> console.ask("exec", "io.postiljon:type=Keys", "list").path("value"), found -> !found.isEmpty());

            Map<String, JsonNode> byPurpose = new HashMap<>();
            lines.forEach(line -> byPurpose.put(line.path("purpose").asText(), line));
            assertThat(byPurpose.keySet()).containsAll(Stream.of(KeyPurpose.values()).filter(purpose -> purpose != KeyPurpose.PLATFORM_SIGNATURE_OLD)
                    .map(Enum::name).toList());
            assertThat(lines.toString()).doesNotContain(system.folder().toString(), "PRIVATE");
            assertThat(byPurpose.get("API_SERVER").path("state").asText()).isEqualTo("IN_USE");
            assertThat(byPurpose.get("AGENCY_SFTP").path("fingerprint").asText()).startsWith("SHA256:");
            assertThat(get(sandbox.management() + "/actuator/prometheus")).contains("postiljon_keys_days_left{purpose=\"API_SERVER\"}", "postiljon_keys_expiring{within=\"90\"}")
                    .containsPattern("(?m)^postiljon_keys_unreadable 0\\.0$");
        }
    }

    @Test void what_is_kept_of_a_person_is_told_by_number_and_not_where_the_number_would_stand_in_an_address() throws Exception {
        String persons = "io.postiljon:type=Persons";
        try (Console console = new Console(sandbox)) {
            console.call(persons, "records", "belastingen", "90.61.01-997.29", "request for access 7");
            JsonNode found = console.call(persons, "records", "belastingen", "90610199729", "request for access 7").path("value");

            assertThat(found.path("complete").asText()).isEqualTo("true");
            assertThat(found.at("/records/0/event").asText()).as(found.toString()).isEqualTo("PERSON_CONSULTED");
            assertThat(found.at("/records/0/by").asText()).isEqualTo("OPERATOR");
            assertThat(found.toString()).doesNotContain("90610199729");
            assertThat(console.call(persons, "records", "belastingen", "90610199730", "request for access 7").path("error").asText()).contains("check digits").doesNotContain("90610199730");
            assertThatThrownBy(() -> console.ask("exec", persons, "records", "belastingen", "90610199729", "request for access 7")).hasMessageContaining("403");
        }
    }

    @Test void a_new_server_certificate_is_taken_without_a_failed_call() throws Exception {
        Identity next = system.ca().server("gateway-server-next");
        AtomicBoolean over = new AtomicBoolean();
        List<String> faults = new CopyOnWriteArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        Callable<Void> kept = () -> {
            try (AgencyClient client = AgencyClient.of(sandbox, system.folder(), sender().code())) {
                while (!over.get()) {
                    note(client, faults, calls);
                }
            }
            return null;
        };
        Callable<Void> fresh = () -> {
            while (!over.get()) {
                try (AgencyClient client = AgencyClient.of(sandbox, system.folder(), sender().code())) {
                    note(client, faults, calls);
                }
            }
            return null;
        };
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            List<Future<Void>> running = List.of(callers.submit(kept), callers.submit(fresh));
            await().atMost(PATIENCE).until(() -> calls.get() > 20);
            Files.copy(next.keyFile(), system.server().keyFile(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(next.certificateFile(), system.server().certificateFile(), StandardCopyOption.REPLACE_EXISTING);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(List.of(shown(sandbox.api()), shown(sandbox.publicSite()))).containsOnly(next.certificate()));
            int soFar = calls.get();
            await().atMost(PATIENCE).until(() -> calls.get() > soFar + 20);
            over.set(true);
            for (Future<Void> one : running) {
                one.get();
            }
        }
        assertThat(faults).isEmpty();
    }

    private static void note(AgencyClient client, List<String> faults, AtomicInteger calls) {
        int status = client.get("/api/v1/health").status();
        calls.incrementAndGet();
        if (status != 200) {
            faults.add("HTTP " + status);
        }
    }

    /** The certificate that the gateway shows there now. */
    private static X509Certificate shown(URI address) throws Exception {
        try (SSLSocket socket = (SSLSocket) system.ca().contextOf(system.members().getFirst().identity()).getSocketFactory().createSocket(address.getHost(), address.getPort())) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test void a_message_that_nobody_can_work_on_waits_in_the_dead_letter_queue_of_its_queue() {
        Set<String> queues = inRoutes("(?:jms|traffic):queue:([a-z.-]+)");
        assertThat(queues).isNotEmpty();
        QueueTags tags = new QueueTags(Pkcs12KeyStore.open(system.folder().resolve("keys.p12"), system.folder().resolve("keys.password")));
        try (JMSContext broker = system.broker().connectAsGateway().createContext()) {
            for (String queue : queues) {
                long before = system.broker().messagesIn(queue + EmbeddedBroker.DEAD_SUFFIX);

                broker.createProducer().setProperty("GatewayTag", tags.tag(queue, "poison", Optional.empty(), Optional.empty()))
                        .send(broker.createQueue(queue), "poison");
                broker.createProducer().send(broker.createQueue(queue), "not of a gateway");

                await(queue).atMost(PATIENCE).until(() -> system.broker().messagesIn(queue + EmbeddedBroker.DEAD_SUFFIX) == before + 2);
            }
        }
    }

    @Test void a_wrong_route_file_stops_the_start_with_the_words_of_the_check(@TempDir Path place) throws Exception {
        Path wrong = Files.createDirectory(place.resolve("routes"));
        Path log = place.resolve("log");
        String fault = RouteFolder.copyTo(wrong).plant("access.camel.yaml", "uri: timer:access", "uri: timr:access") + ": there is no component timr";
        List<String> command = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", PostiljonApplication.class.getName()));
        command.addAll(List.of(GatewayArguments.of(system, "--postiljon.routes-folder=" + wrong)));

        Process refused = ChildJava.start(log, command.toArray(String[]::new));

        assertThat(refused.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it ends by itself; its log is " + log).isTrue();
        assertThat(refused.exitValue()).isEqualTo(1);
        assertThat(Files.readAllLines(log)).as("lines of the log").containsOnlyOnce(fault);
    }

    private static SandboxJson.Agency sender() {
        return sandbox.agency("belastingen");
    }

    private static String get(String address) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static int status(String address) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    /** What stands in {@code routes/} at the group of this expression. */
    private static Set<String> inRoutes(String expression) {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            Set<String> found = new TreeSet<>();
            for (Path file : files.filter(name -> name.toString().endsWith(".camel.yaml")).toList()) {
                Pattern.compile(expression).matcher(Files.readString(file)).results().forEach(match -> found.add(match.group(1)));
            }
            return found;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
