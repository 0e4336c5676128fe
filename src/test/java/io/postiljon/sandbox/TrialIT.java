package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sandbox.ebox.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mode trial from outside: real delivery, to the guests of the agency and so many a day. The cap comes last, as it lasts until midnight. */
@Timeout(400)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrialIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String GUEST = "90610199729";
    private static final String NO_GUEST = "90630799757";
    private static final String LEAVING = "90642099861";

    private static final ApiContract CONTRACT = new ApiContract();

    @TempDir static Path folder;
    private static SandboxSystem system;
    private static GatewayInProcess gateway;
    private static SandboxJson sandbox;
    private static AgencyClient trial;

    @BeforeAll static void start() {
        system = SandboxSystem.start(folder.resolve("sandbox"), Progress.SILENT);
        gateway = GatewayInProcess.start(system);
        sandbox = SandboxApplication.open(system);
        trial = AgencyClient.of(sandbox, system.folder(), "proef").watchedBy(CONTRACT::judge);
        assertThat(trial.openCitizenDossier("dossier-no-guest", NO_GUEST).status()).isEqualTo(201);
        assertThat(trial.openCitizenDossier("dossier-leaving", LEAVING).status()).isEqualTo(201);
    }

    @AfterAll static void stop() {
        for (AutoCloseable part : new AutoCloseable[] {trial, gateway, system}) {
            try {
                part.close();
            } catch (Exception | NoClassDefFoundError notStarted) {
                System.err.println("not closed: " + notStarted.getClass());
            }
        }
        assertThat(CONTRACT.faults()).as("answers that are not those of the OpenAPI file").isEmpty();
    }

    @Order(1) @Test void a_guest_gets_the_real_thing_and_the_mode_is_everywhere() throws Exception {
        Answer answer = trial.send(letterTo(GUEST));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(answer.body().path("mode").asText()).isEqualTo("trial");
        assertThat(JWSObject.parse(answer.body().path("receipt").asText()).getPayload().toJSONObject()).containsEntry("mode", "trial");
        await().atMost(PATIENCE).until(() -> status(answer).equals("PUBLISHED"));
        JsonNode status = trial.status(answer.messageId()).body();
        assertThat(status.path("mode").asText()).isEqualTo("trial");
        assertThat(new PartnerView(sandbox).messages()).anyMatch(message -> message.path("messageId").asText().equals(status.path("eboxMessageId").asText()));
        assertThat(number("select count(*) from audit.record where mode = 'TRIAL' and event in ('SENDING_ACCEPTED', 'EBOX_PUBLISHED') and sending_id = '"
                + answer.messageId() + "'")).isEqualTo(2);
    }

    @Order(2) @Test void somebody_who_is_no_guest_is_refused_whatever_dossier_there_is() throws Exception {
        Answer answer = trial.send(letterTo(NO_GUEST));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problemSlug()).isEqualTo("not-a-guest");
        assertThat(answer.body().path("reason").asText()).isEqualTo("not-a-guest");
        assertThat(answer.body().toString()).doesNotContain(NO_GUEST);
        assertThat(number("select count(*) from gateway.sending where agency = 'proef' and recipient_kind = 'CITIZEN' and state = 'WITHHELD'")).isZero();
    }

    @Order(3) @Test void paper_without_a_number_needs_a_dossier_on_the_list() {
        SandboxJson.Recipient invited = sandbox.recipient(trial.agency(), "paper", "printed");
        assertThat(trial.openDossierWithoutNumber("dossier-papier-elders").status()).isEqualTo(201);
        SandboxJson.Recipient other = new SandboxJson.Recipient("paper", "dossier-papier-elders", List.of("proef"), "printed", invited.paper());

        Answer accepted = trial.send(Letter.onPaper(trial.agency(), invited).withDocument(SamplePdf.saying("Proef op papier")));
        Answer refused = trial.send(Letter.onPaper(trial.agency(), other).withDocument(SamplePdf.saying("Proef op papier")));

        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        assertThat(refused.problemSlug()).isEqualTo("not-a-guest");
        await().atMost(PATIENCE).until(() -> status(accepted).equals("AT_PRINTER"));
    }

    @Order(4) @Test void a_guest_who_is_taken_off_the_list_before_delivery_gets_nothing() {
        assertThat(trial.postJson("/api/v1/guests", Map.of("ssin", LEAVING)).status()).isEqualTo(201);
        system.ebox().faults().on(Fault.DOWN);
        Answer answer = trial.send(letterTo(LEAVING));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);

        assertThat(trial.postJson("/api/v1/guests/remove", Map.of("ssin", LEAVING)).status()).isEqualTo(200);
        system.ebox().faults().allOff();

        await().atMost(PATIENCE).until(() -> status(answer).equals("WITHHELD"));
        assertThat(trial.status(answer.messageId()).body().path("outcomeCode").asText()).isEqualTo("not-a-guest");
    }

    @Order(5) @Test void the_list_is_kept_by_the_agency_for_itself_and_holds_no_number() throws Exception {
        Answer all = trial.postJson("/api/v1/guests/query", Map.of());
        Answer one = trial.postJson("/api/v1/guests/query", Map.of("ssin", GUEST));
        Answer again = trial.postJson("/api/v1/guests", Map.of("ssin", GUEST));
        try (AgencyClient other = AgencyClient.of(sandbox, system.folder(), "belastingen")) {
            assertThat(other.postJson("/api/v1/guests/query", Map.of("ssin", GUEST)).body().path("total").asInt()).isZero();
            assertThat(other.postJson("/api/v1/guests/remove", Map.of("ssin", GUEST)).status()).isEqualTo(404);
        }

        assertThat(all.body().path("total").asInt()).isEqualTo(3);
        assertThat(all.body().path("limit").asInt()).isEqualTo(20);
        assertThat(all.body().path("items")).extracting(item -> item.path("kind").asText()).containsExactlyInAnyOrder("citizen", "organisation", "dossier");
        assertThat(one.body().path("total").asInt()).isEqualTo(1);
        assertThat(one.body().toString() + all.body()).doesNotContain(GUEST, "dossier-papier");
        assertThat(again.status()).isEqualTo(200);
        assertThat(number("select count(*) from gateway.guest g where g::text like '%" + GUEST + "%' or g::text like '%dossier-papier%'")).isZero();
        assertThat(number("select count(*) from audit.record where agency = 'proef' and event in ('GUEST_ADDED', 'GUEST_REMOVED', 'GUESTS_CONSULTED')"))
                .isGreaterThanOrEqualTo(6);
    }

    @Order(6) @Test void what_is_wrong_with_a_guest_is_told() {
        assertThat(trial.postJson("/api/v1/guests", Map.of()).status()).isEqualTo(400);
        assertThat(trial.postJson("/api/v1/guests", Map.of("ssin", GUEST, "dossierReference", "d")).status()).isEqualTo(400);
        assertThat(trial.postJson("/api/v1/guests", Map.of("ssin", "90610199728")).problemSlug()).isEqualTo("invalid-identifier");
        assertThat(trial.postJson("/api/v1/guests", Map.of("ssin", GUEST, "name", "An")).problemSlug()).isEqualTo("unknown-field");
    }

    @Order(7) @Test void a_full_list_takes_nobody_more_however_many_ask_at_once() throws Exception {
        List<Answer> answers = atOnce(30, n -> trial.postJson("/api/v1/guests", Map.of("dossierReference", "extra-" + n)));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(17);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(13).allMatch(answer -> answer.problemSlug().equals("guest-list-full"));
        assertThat(number("select count(*) from gateway.guest where agency = 'proef'")).isEqualTo(20);
    }

    @Order(8) @Test void the_cap_of_a_day_holds_under_any_number_of_calls_at_once() throws Exception {
        Letter first = letterTo(GUEST);
        assertThat(trial.send(first, "before-the-cap").status()).isEqualTo(202);
        assertThat(trial.validate(letterTo(GUEST)).body().has("hints")).isFalse();
        capOf(10);
        int before = number("select sum(accepted) from gateway.trial_day where agency = 'proef'");

        List<Answer> answers = atOnce(20, n -> trial.send(letterTo(GUEST)));

        assertThat(answers).extracting(Answer::status).containsOnly(202, 429);
        assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(10 - before);
        assertThat(number("select sum(accepted) from gateway.trial_day where agency = 'proef'")).isEqualTo(10);
        assertThat(number("select count(*) from gateway.sending where agency = 'proef'")).isEqualTo(10);
        Answer refused = answers.stream().filter(answer -> answer.status() == 429).findFirst().orElseThrow();
        assertThat(refused.problemSlug()).isEqualTo("quota");
        assertThat(refused.body().path("limit").asInt()).isEqualTo(10);
        long wait = Long.parseLong(refused.header("Retry-After").orElseThrow());
        Instant comeBack = Instant.now().plusSeconds(wait);
        assertThat(trial.send(first, "before-the-cap").header("Idempotent-Replay")).as("a repeat is told as one").contains("true");
        Answer verdict = trial.validate(letterTo(GUEST));
        assertThat(verdict.body().path("valid").asBoolean()).as("nothing is wrong with it").isTrue();
        assertThat(verdict.body().path("wouldAnswer").asInt()).isEqualTo(429);
        assertThat(verdict.body().at("/hints/0/href").asText()).endsWith("/problems/quota");
        assertThat(number("select sum(accepted) from gateway.trial_day where agency = 'proef'")).as("counted by a check").isEqualTo(10);
        assertThat(comeBack.atZone(java.time.ZoneId.of("Europe/Brussels")).toLocalTime().toSecondOfDay()).isLessThan(60);
    }

    private interface Call {
        Answer make(int n) throws Exception;
    }

    private static List<Answer> atOnce(int calls, Call call) throws Exception {
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Answer>> asked = new ArrayList<>();
            for (int n = 0; n < calls; n++) {
                int number = n;
                asked.add(threads.submit(() -> call.make(number)));
            }
            for (Future<Answer> one : asked) {
                answers.add(one.get());
            }
        }
        return answers;
    }

    /** Changes the agreement as an integration engineer would, and waits until it counts. */
    private static void capOf(int dailyCap) throws Exception {
        Path file = system.folder().resolve("agreements/proef.yaml");
        Path part = system.folder().resolve("proef.part");
        Files.writeString(part, Files.readString(file).replaceFirst("dailyCap: \\d+", "dailyCap: " + dailyCap));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        await().atMost(PATIENCE).until(() -> trial.postJson("/api/v1/guests/query", Map.of()).body().path("dailyCap").asInt() == dailyCap);
    }

    private static Letter letterTo(String ssin) {
        SandboxJson.Recipient guest = sandbox.recipient(trial.agency(), "citizen", "consent");
        return Letter.forEbox(trial.agency(), new SandboxJson.Recipient("citizen", ssin, List.of("proef"), "consent", guest.paper()))
                .withDocument(SamplePdf.saying("Proef"));
    }

    private static String status(Answer accepted) {
        return trial.status(accepted.messageId()).body().path("status").asText();
    }

    private static int number(String sql) throws Exception {
        try (Connection owner = system.database().connectAsOwner(); Statement statement = owner.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
