package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Drop;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sandbox.client.SftpDrop;
import io.postiljon.sandbox.ebox.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The clock of the sandbox from outside: weeks pass in a moment, and a client that knows nothing of it goes on. */
@Timeout(400)
class SandboxClockIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir static Path folder;
    private static SandboxSystem system;
    private static GatewayInProcess gateway;
    private static SandboxJson sandbox;
    private static AgencyClient agency;

    @BeforeAll static void start() {
        system = SandboxSystem.start(folder.resolve("sandbox"), Progress.SILENT);
        gateway = GatewayInProcess.start(system);
        sandbox = SandboxApplication.open(system);
        agency = AgencyClient.of(sandbox, system.folder(), "belastingen");
    }

    @AfterAll static void stop() {
        agency.close();
        gateway.close();
        system.close();
    }

    @Test void a_client_that_signs_by_the_clock_on_the_wall_goes_on_after_a_jump() throws Exception {
        Instant before = Instant.parse(get().path("now").asText());

        JsonNode after = advance("P40D", 200);

        assertThat(Instant.parse(after.path("now").asText())).isAfterOrEqualTo(before.plus(40, ChronoUnit.DAYS));
        Answer ebox = agency.send(letter("citizen", "consent"));
        Answer paper = agency.send(Letter.onPaper(agency.agency(), sandbox.recipient(agency.agency(), "paper", "printed"))
                .withDocument(SamplePdf.saying("Brief")));
        assertThat(ebox.status()).as(ebox.toString()).isEqualTo(202);
        assertThat(Instant.parse(ebox.body().path("acceptedAt").asText())).isAfter(Instant.now().plus(39, ChronoUnit.DAYS));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(ebox)).isEqualTo("PUBLISHED"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(paper)).isEqualTo("AT_PRINTER"));
        assertThat(Instant.parse(agency.status(ebox.messageId()).body().path("eboxExpiresAt").asText())).as("the simulator follows")
                .isAfter(Instant.now().plus(39 + 150, ChronoUnit.DAYS));
    }

    @Test void a_drop_with_the_day_of_the_wall_is_taken_after_a_jump() throws Exception {
        advance("P15D", 200);
        Drop drop = Drop.of(sandbox, agency.agency(), LocalDate.ofInstant(Instant.now(), ZoneId.of("Europe/Brussels")), 77,
                List.of(letter("citizen", "consent")));

        try (SftpDrop sftp = SftpDrop.connect(sandbox, system.folder(), agency.agency().code())) {
            sftp.handIn(drop);
            await().atMost(PATIENCE).until(() -> sftp.result(drop).isPresent());
            assertThat(sftp.result(drop).orElseThrow().path("accepted").asInt()).isEqualTo(1);
        }
    }

    @Test void what_waits_for_a_time_happens_when_the_clock_is_beyond_it() throws Exception {
        system.ebox().faults().on(Fault.DOWN);
        try {
            Answer waiting = agency.send(letter("citizen", "consent"));
            assertThat(waiting.status()).as(waiting.toString()).isEqualTo(202);
            assertThat(status(waiting)).isIn("ACCEPTED", "SENDING");

            advance("P4D", 200);       // beyond the deadline of delivery, 72 hours

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(waiting)).isEqualTo("FAILED"));
        } finally {
            system.ebox().faults().allOff();
        }
    }

    @Test void the_clock_goes_forward_only_and_only_so_far() throws Exception {
        Instant before = Instant.parse(get().path("now").asText());

        for (String wrong : List.of("-P1D", "PT0S", "P1M", "tomorrow", "P4000D")) {
            assertThat(advance(wrong, 400).path("detail").asText()).as(wrong).isNotEmpty();
        }
        assertThat(post("{}").statusCode()).isEqualTo(400);
        assertThat(post("no json").statusCode()).isEqualTo(400);

        assertThat(Duration.between(before, Instant.parse(get().path("now").asText()))).isLessThan(Duration.ofHours(1));
    }

    private static Letter letter(String kind, String behaviour) {
        return Letter.forEbox(agency.agency(), sandbox.recipient(agency.agency(), kind, behaviour)).withDocument(SamplePdf.saying("Brief"));
    }

    private static String status(Answer accepted) {
        return agency.status(accepted.messageId()).body().path("status").asText();
    }

    private static JsonNode advance(String by, int status) throws Exception {
        HttpResponse<String> answer = post("{\"advance\": \"" + by + "\"}");
        assertThat(answer.statusCode()).as(by).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body());
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return exchange(HttpRequest.newBuilder(url()).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private static JsonNode get() throws Exception {
        return new ObjectMapper().readTree(exchange(HttpRequest.newBuilder(url()).build()).body());
    }

    private static URI url() {
        return SandboxJson.read(system.folder().resolve("sandbox.json")).clock().url();
    }

    private static HttpResponse<String> exchange(HttpRequest request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
