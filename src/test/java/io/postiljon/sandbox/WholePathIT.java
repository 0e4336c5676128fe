package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sandbox.client.Story;
import io.postiljon.sandbox.client.StoryTeller;
import io.postiljon.sandbox.ebox.StoredDocument;
import io.postiljon.sandbox.ebox.StoredMessage;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From both entrances to all three destinations, over real parts and simulators, as an outside client sees it. */
class WholePathIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static SandboxSystem system;
    private static Gateway gateway;
    private static SandboxJson sandbox;

    @BeforeAll static void start(@TempDir Path folder) {
        system = SandboxSystem.start(folder.resolve("sandbox"), Progress.SILENT);
        gateway = GatewayInProcess.start(system);
        sandbox = SandboxApplication.open(system);
    }

    @AfterAll static void stop() {
        gateway.close();
        system.close();
    }

    @Test void every_line_of_the_story_comes_out_as_expected() {
        Story story = new StoryTeller(sandbox, system.folder(), PATIENCE, Clock.systemUTC()).tell();

        assertThat(story.allAsExpected()).as(story.table()).isTrue();
        assertThat(story.lines()).hasSizeGreaterThanOrEqualTo(12);
    }

    @Test void the_receipt_is_signed_by_the_platform_and_names_what_was_accepted() throws Exception {
        Letter letter = aLetter();

        Answer answer = send(letter);

        JWSObject receipt = JWSObject.parse(answer.body().path("receipt").asText());
        assertThat(receipt.verify(new ECDSAVerifier((ECPublicKey) system.platform().certificate().getPublicKey()))).isTrue();
        JsonNode payload = new ObjectMapper().readTree(receipt.getPayload().toString());
        assertThat(payload.path("messageId").asText()).isEqualTo(answer.messageId());
        assertThat(payload.path("messageReference").asText()).isEqualTo(letter.reference());
        assertThat(payload.path("mode").asText()).isEqualTo("live");
        assertThat(payload.path("parts")).hasSize(2);
    }

    @Test void only_the_sending_agency_sees_the_status_with_its_channel_reason_and_history() {
        String messageId = send(aLetter()).messageId();
        try (AgencyClient sender = client("belastingen"); AgencyClient other = client("vergunningen")) {
            await().atMost(PATIENCE).until(() -> sender.status(messageId).body().path("status").asText().equals("PUBLISHED"));

            JsonNode status = sender.status(messageId).body();
            assertThat(status.path("channel").asText()).isEqualTo("EBOX");
            assertThat(status.path("channelReason").path("rule").asText()).isEqualTo("CITIZEN_CONSENTED");
            assertThat(status.path("channelReason").path("sentence").asText()).endsWith(".");
            assertThat(status.path("documents").get(0).path("destroyedAt").asText()).isNotEmpty();
            assertThat(status.path("history")).extracting(line -> line.path("event").asText())
                    .contains("SENDING_ACCEPTED", "CHANNEL_CHOSEN", "EBOX_PUBLISHED");
            Answer hidden = other.status(messageId);
            assertThat(hidden.status()).isEqualTo(404);
            assertThat(other.status(UUID.randomUUID().toString()).problemType()).isEqualTo(hidden.problemType());
        }
    }

    @Test void the_documents_at_the_ebox_are_the_bytes_that_the_agency_sent_and_go_from_the_vault() throws Exception {
        Letter letter = aLetter();
        String messageId = send(letter).messageId();
        try (AgencyClient sender = client("belastingen")) {
            await().atMost(PATIENCE).until(() -> sender.status(messageId).body().path("status").asText().equals("PUBLISHED"));

            String eboxId = sender.status(messageId).body().path("eboxMessageId").asText();
            String sha256 = sender.status(messageId).body().path("documents").get(0).path("sha256").asText();
            assertThat(get(sandbox.ebox().inspect() + "/messages")).contains(eboxId).contains(sha256);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> single("select count(*) from gateway.vault_object where sending_id = '"
                + messageId + "' and erased_at is null").equals("0"));
    }

    @Test void the_login_of_the_gateway_cannot_change_or_remove_evidence() throws Exception {
        send(aLetter());
        for (String tampering : List.of("update audit.record set outcome = 'DONE'", "delete from audit.record", "truncate audit.record",
                "delete from audit.traffic", "update audit.record_2026 set outcome = 'DONE'")) {
            try (Connection app = system.database().connectAsApp(); Statement statement = app.createStatement()) {
                assertThatThrownBy(() -> statement.execute(tampering)).as(tampering).isInstanceOf(SQLException.class).hasMessageContaining("permission denied");
            }
        }
    }

    @Test void evidence_holds_the_signature_and_no_number_of_a_person_in_clear() throws Exception {
        String messageId = send(aLetter()).messageId();

        assertThat(single("select signature from audit.record where event = 'SENDING_ACCEPTED' and sending_id = '" + messageId + "'")).contains("..");
        assertThat(single("select octet_length(subject_tag) from audit.record where event = 'SENDING_ACCEPTED' and sending_id = '" + messageId + "'")).isEqualTo("32");
        for (String table : List.of("audit.record", "audit.traffic", "gateway.sending", "gateway.vault_object", "gateway.dossier", "gateway.outbox")) {
            assertThat(single("select count(*) from " + table + " t where t::text like '%90610199729%'")).as(table).isEqualTo("0");
        }
    }

    @Test void wire_taps_leave_a_line_of_each_hop_in_the_traffic_log() {
        String messageId = send(aLetter()).messageId();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(column("select distinct hop from audit.traffic where sending_id = '" + messageId + "'"))
                .contains("dispatch-choose-channel", "ebox-publish-message", "ebox-call-registry"));
    }

    @Test void health_metrics_and_the_console_are_on_the_management_port_behind_a_login() throws Exception {
        String management = sandbox.management().toString();

        assertThat(get(management + "/actuator/health/readiness")).contains("\"status\":\"UP\"");
        assertThat(get(management + "/actuator/prometheus")).contains("camel_exchanges_total", "postiljon_outbox_lag_seconds").doesNotContain("90610199729");
        assertThat(status(management + "/actuator/jolokia")).isEqualTo(401);
        assertThat(status(management + "/actuator/hawtio/")).isIn(401, 302);
    }

    @Test void sandbox_json_names_files_that_are_there() {
        SandboxJson read = SandboxJson.read(system.folder().resolve("sandbox.json"));

        List<String> files = new ArrayList<>(List.of(read.ca(), read.platform().certificate(), read.sftp().hostKey()));
        read.agencies().forEach(agency -> files.addAll(List.of(agency.certificate(), agency.key(), agency.sftpKey())));
        assertThat(files).allSatisfy(file -> assertThat(Files.exists(system.folder().resolve(file))).as(file).isTrue());
        assertThat(read.agencies()).extracting(SandboxJson.Agency::mode).containsExactly("live", "live", "live", "rehearsal");
    }

    @Test void every_member_of_the_message_reaches_the_ebox_as_the_agency_wrote_it() {
        String longName = "Beslissing één 📬 ".repeat(13) + "een.pdf";
        Letter letter = aLetter().with("subject", Map.of("fr", "Décision n° 1")).with("sender",
                        Map.of("eboxType", "enterprise", "enterpriseNumber", sandbox.agency("belastingen").kbo(), "partition", "TAXES"))
                .with("bodyContent", Map.of("fr", "Première ligne\nDeuxième ligne")).with("isBodyMainContent", false)
                .with("isReplyAuthorized", true).with("originalMessageId", "m-1")
                .with("forTheAttentionOf", Map.of("ssin", "90630799757", "label", "Service P"))
                .with("businessDataList", List.of(Map.of("key", "year", "name", Map.of("fr", "Année"), "description", Map.of("fr", "Année de l'avis"),
                        "values", List.of(Map.of("fr", "2026"), Map.of("fr", "2027")))))
                .withDocument(new Part("upfile2", URLEncoder.encode(longName, StandardCharsets.UTF_8).replace("+", "%20"), "application/pdf",
                        SamplePdf.saying("Annexe")));

        String messageId = send(letter).messageId();

        try (AgencyClient sender = client("belastingen")) {
            await().atMost(PATIENCE).until(() -> sender.status(messageId).body().path("status").asText().equals("PUBLISHED"));
            String eboxId = sender.status(messageId).body().path("eboxMessageId").asText();
            StoredMessage seen = system.ebox().messages().stream().filter(message -> message.messageId().equals(eboxId)).findFirst().orElseThrow();
            for (String member : List.of("sender", "recipient", "subject", "senderApplicationId", "messageTypeId", "attachments", "bodyContent",
                    "isBodyMainContent", "isReplyAuthorized", "originalMessageId", "forTheAttentionOf", "businessDataList")) {
                assertThat(seen.content().path(member)).as(member).isEqualTo(letter.message().path(member));
            }
            assertThat(seen.documents()).extracting(StoredDocument::name).containsExactly("upfile1.pdf", longName);
            assertThat(system.ebox().brokenCalls()).isEmpty();
        }
    }

    private static Letter aLetter() {
        SandboxJson.Agency agency = sandbox.agency("belastingen");
        return Letter.forEbox(agency, sandbox.recipient(agency, "citizen", "consent")).withDocument(SamplePdf.saying("Brief " + UUID.randomUUID()));
    }

    private static Answer send(Letter letter) {
        try (AgencyClient client = client("belastingen")) {
            Answer answer = client.send(letter);
            assertThat(answer.status()).as(answer.problemSlug()).isEqualTo(202);
            return answer;
        }
    }

    private static AgencyClient client(String code) {
        return AgencyClient.of(sandbox, system.folder(), code);
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

    private static String single(String sql) throws SQLException {
        return column(sql).getFirst();
    }

    private static List<String> column(String sql) throws SQLException {
        try (Connection owner = system.database().connectAsOwner(); Statement statement = owner.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
