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
import io.postiljon.sandbox.client.SftpDrop;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From both entrances to all three destinations, over real parts and simulators, as an outside client sees it. */
@Timeout(400)
class WholePathIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

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
        requireThePartnersToSay(story);
    }

    /** The gateway's own words are one side; what its partners got must be the other. Each document of the story has its text from it. */
    private static void requireThePartnersToSay(Story story) {
        long published = story.lines().stream().filter(line -> !line.recipientKind().contains("rehearsal"))
                .filter(line -> line.happened().startsWith("PUBLISHED") || line.happened().equals("same receipt")).count();
        long printed = story.lines().stream().filter(line -> line.happened().equals("AT_PRINTER")).count();
        PartnerView partners = new PartnerView(sandbox);
        byte[] letter = SamplePdf.saying("Brief");

        assertThat(partners.messagesWith(letter)).as("letters in boxes").hasSize((int) published)
                .allMatch(message -> message.path("attempts").asInt() >= 1);
        assertThat(partners.messagesWith(letter)).extracting(message -> message.path("idempotencyKey").asText()).doesNotHaveDuplicates();
        assertThat(partners.messagesWith(SamplePdf.saying("Bijlage"))).as("letters with an annex").hasSize(1);
        assertThat(partners.piecesWith(letter)).as("letters at the printer").hasSize((int) printed).allMatch(piece -> piece.path("timesSeen").asInt() == 1);
        String rehearsing = sandbox.agency("oefenen").kbo();
        assertThat(partners.messages()).noneMatch(message -> message.path("sender").asText().equals(rehearsing));
        assertThat(partners.messagesWith(SamplePdf.saying("Proef"))).isEmpty();
        assertThat(partners.piecesWith(SamplePdf.saying("Proef"))).isEmpty();
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
        await().atMost(PATIENCE).until(() -> single("select count(*) from gateway.vault_object where sending_id = '"
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

    @Test void sandbox_json_and_the_inspect_answers_are_what_outside_clients_depend_on() throws Exception {
        String citizen = send(aLetter()).messageId();
        SandboxJson.Agency agency = sandbox.agency("belastingen");
        String paper = send(Letter.onPaper(agency, sandbox.recipient(agency, "paper", "printed")).withDocument(SamplePdf.saying("Op papier"))).messageId();
        try (AgencyClient sender = client("belastingen")) {
            await().atMost(PATIENCE).until(() -> sender.status(citizen).body().path("status").asText().equals("PUBLISHED")
                    && sender.status(paper).body().path("status").asText().equals("AT_PRINTER"));
        }

        JsonNode root = new ObjectMapper().readTree(system.folder().resolve("sandbox.json").toFile());

        RawContract.requireSandboxJson(root, system.folder());
        assertThat(root.path("agencies")).extracting(one -> one.path("mode").asText()).containsExactly("live", "live", "live", "rehearsal", "trial");
        RawContract.requireMessages(json(root.path("ebox").path("inspect").asText() + "/messages"));
        RawContract.requirePieces(json(root.path("supplier").path("inspect").asText() + "/pieces"));
        String faults = root.path("ebox").path("inspect").asText() + "/faults";
        for (String fault : List.of("down", "delay", "reset-before-commit", "reset-after-commit", "429", "500", "503", "wrong-body")) {
            assertThat(post(faults, "{\"fault\": \"" + fault + "\", \"on\": true, \"times\": 1}")).as(fault).isEqualTo(200);
            assertThat(post(faults, "{\"fault\": \"" + fault + "\", \"on\": false}")).as(fault).isEqualTo(200);
        }
        assertThat(post(faults, "{\"fault\": \"no-such-fault\", \"on\": true}")).isEqualTo(400);
    }

    @Test void the_ready_drop_is_accepted_as_it_lies_in_the_folder() throws Exception {
        String zip = DropExample.zipName(system.folder());
        try (SftpDrop sftp = SftpDrop.connect(sandbox, system.folder(), sandbox.agencies().getFirst().code())) {
            sftp.put("in/" + zip, Files.readAllBytes(system.folder().resolve(zip)));
            sftp.put("in/" + zip + ".go", Files.readAllBytes(system.folder().resolve(zip + ".go")));

            String answer = "out/" + zip.replaceFirst("\\.zip$", "") + ".result.json";
            await().atMost(PATIENCE).until(() -> sftp.read(answer).isPresent());
            JsonNode result = new ObjectMapper().readTree(sftp.read(answer).orElseThrow());

            assertThat(result.path("accepted").asInt()).as(result.toString()).isEqualTo(2);
            assertThat(result.path("refused").asInt()).isZero();
        }
        assertThat(new Signpost(sandbox, system, java.util.Optional.empty()).text()).contains("put ", zip + " in/", zip + ".go in/");
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

    private static JsonNode json(String address) throws Exception {
        return new ObjectMapper().readTree(get(address));
    }

    private static int post(String address, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(address)).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
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
