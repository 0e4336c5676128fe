package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import io.postiljon.crypto.Pkcs12KeyStore;
import io.postiljon.crypto.Thumbprints;
import io.postiljon.inspection.PdfForge;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.parts.ClamdDouble;
import io.postiljon.sandbox.parts.Identity;
import io.postiljon.sandbox.parts.KeyKind;
import io.postiljon.sandbox.client.SandboxJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The HTTPS entrance from outside, over TLS, with a real database, broker, vault and key store. Attacks on it: {@code AttackCatalogueIT}. */
@Timeout(300)
class HttpsIntakeIT {
    /** Not the orders for the printer, which come when a batch is full or old. */
    private static final String DOCUMENTS = "select count(*) from gateway.vault_object where kind = 'DOCUMENT'";
    private static final int UNIQUE_BYTES = 12_345;
    private static final int SEAL_BYTES = 50 + 16;      // header and tag of a document of one segment: ADR 0002

    private static final ApiContract CONTRACT = new ApiContract();

    @TempDir static Path folder;
    private static SandboxSystem system;
    private static GatewayInProcess gateway;
    private static SandboxJson sandbox;
    private static AgencyClient agency;
    private static AgencyClient otherAgency;
    private static HttpClient anybody;

    @BeforeAll static void start() {
        system = SandboxSystem.start(folder.resolve("sandbox"), Progress.SILENT);
        gateway = GatewayInProcess.start(system, "--keys.rest=0s", "--store.erase-period=3600000");      // delivered or not, a file stays: what is counted stands still
        sandbox = new SandboxJson("T", URI.create("https://localhost:" + system.apiPort()), URI.create("https://localhost:" + system.publicPort()),
                null, null, "ca.pem", null, null, system.members().stream().map(HttpsIntakeIT::described).toList(), List.of(), null, null, null, null, null);
        agency = AgencyClient.of(sandbox, system.folder(), "belastingen").watchedBy(CONTRACT::judge);
        otherAgency = AgencyClient.of(sandbox, system.folder(), "vergunningen").watchedBy(CONTRACT::judge);
        anybody = HttpClient.newBuilder().sslContext(system.ca().contextWithoutCertificate()).version(HttpClient.Version.HTTP_1_1).build();
        assertThat(agency.openCitizenDossier("dossier-citizen", "90610199729").status()).isEqualTo(201);
        assertThat(agency.openDossierWithoutNumber("dossier-paper").status()).isEqualTo(201);
    }

    @AfterAll static void stop() {
        Stream.of(agency, otherAgency, gateway, system).filter(part -> part != null).forEach(HttpsIntakeIT::close);
        assertThat(CONTRACT.faults()).as("answers that are not those of the OpenAPI file").isEmpty();
    }

    @Test void a_sending_is_accepted_with_a_receipt_that_anybody_can_check() throws Exception {
        Letter letter = aLetter();

        Answer answer = agency.send(letter);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(answer.header("Location")).contains("/api/v1/messages/" + answer.messageId());
        assertThat(answer.body().path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(answer.body().path("mode").asText()).isEqualTo("live");
        JWSObject receipt = JWSObject.parse(answer.body().path("receipt").asText());
        assertThat(receipt.verify(published(receipt))).isTrue();
        Map<String, Object> statement = receipt.getPayload().toJSONObject();
        assertThat(statement).containsEntry("messageId", answer.messageId()).containsEntry("messageReference", letter.reference())
                .containsEntry("agency", "belastingen").containsEntry("mode", "live").containsKeys("acceptedAt", "parts", "signatureSha256");
        assertThat(agency.status(answer.messageId()).body().path("messageReference").asText()).isEqualTo(letter.reference());
        assertThat(count("select count(*) from audit.record where event = 'SENDING_ACCEPTED' and signature is not null and sending_id = '"
                + answer.messageId() + "'")).isEqualTo(1);
    }

    @Test void new_root_and_signing_keys_count_without_a_restart_and_no_call_fails_meanwhile() throws Exception {
        Answer before = agency.send(aLetter());
        String oldSigner = signer(before);
        Path file = system.folder().resolve("keys.p12");
        Path password = system.folder().resolve("keys.password");
        int version = Pkcs12KeyStore.addRootVersion(file, password);
        Pkcs12KeyStore.addSigningKey(file, password, "next", Instant.now());

        Answer after = Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            Answer meanwhile = agency.send(aLetter());
            assertThat(meanwhile.status()).as(meanwhile.toString()).isEqualTo(202);
            JWSObject receipt = JWSObject.parse(meanwhile.body().path("receipt").asText());
            assertThat(receipt.verify(published(receipt))).isTrue();
            return meanwhile;
        }, sent -> !signer(sent).equals(oldSigner));

        assertThat(count("select count(*) from gateway.sending where id = '" + after.messageId() + "' and substring(content_key from 2 for 4) = '\\x"
                + "%08x".formatted(version) + "'::bytea")).isEqualTo(1);
        assertThat(agency.status(before.messageId()).status()).isEqualTo(200);
        JWSObject first = JWSObject.parse(before.body().path("receipt").asText());
        assertThat(first.verify(published(first))).isTrue();
    }

    @Test void two_certificates_of_an_agency_count_side_by_side_and_one_that_is_taken_out_is_refused_on_its_open_connection() throws Exception {
        Path agreement = system.folder().resolve("agreements").resolve("belastingen.yaml");
        String one = Files.readString(agreement);
        Identity second = system.ca().agency("belastingen-next", "Agentschap Voorbeeldbelastingen", "0999990024", KeyKind.ES256);
        Files.copy(second.certificateFile(), agreement.resolveSibling("certificates").resolve("belastingen-next.pem"));
        ObjectNode both = (ObjectNode) new YAMLMapper().readTree(one);
        both.withArray("/certificates").addObject().put("file", "certificates/belastingen-next.pem").put("sha256", Thumbprints.of(second.certificate()))
                .putArray("use").add("tls").add("sign");
        try (AgencyClient next = AgencyClient.of(with(second), system.folder(), "belastingen")) {
            assertThat(next.send(aLetter()).status()).as("not listed yet").isEqualTo(403);
            replace(agreement, new YAMLMapper().writeValueAsString(both));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> next.send(aLetter()).status() == 202);

            assertThat(agency.send(aLetter()).status()).isEqualTo(202);
            List<Part> signedByTheOther = aLetter().parts();
            assertThat(agency.post(signedByTheOther, Map.of("Idempotency-Key", quotedKey(), "JWS-Signature", next.signer().sign(signedByTheOther, Instant.now())))
                    .status()).isEqualTo(202);
            Letter repeated = aLetter();
            String key = key();
            assertThat(agency.send(repeated, key).messageId()).isEqualTo(next.send(repeated, key).messageId());

            replace(agreement, one);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> next.send(aLetter()).status() == 403);
            List<Part> signedByOneTakenOut = aLetter().parts();
            assertThat(agency.post(signedByOneTakenOut, Map.of("Idempotency-Key", quotedKey(), "JWS-Signature",
                    next.signer().sign(signedByOneTakenOut, Instant.now()))).status()).isEqualTo(401);
            assertThat(agency.send(aLetter()).status()).isEqualTo(202);
        } finally {
            replace(agreement, one);
        }
        assertThat(count("select count(*) from audit.record where event = 'AGREEMENT_CHANGED' and detail::text like '%belastingen%' and detail::text like '%CHANGED%'"
                + " and detail::text like '%certificates%'")).isGreaterThanOrEqualTo(2);
    }

    private static void replace(Path file, String text) throws IOException {
        Path next = Files.writeString(file.resolveSibling(".next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The sandbox as an agency sees it that has this certificate. */
    private static SandboxJson with(Identity identity) {
        SandboxJson.Agency usual = agency.agency();
        SandboxJson.Agency changed = new SandboxJson.Agency(usual.code(), usual.kbo(), usual.ovo(), usual.mode(), identity.certificateFile().getFileName().toString(),
                identity.keyFile().getFileName().toString(), usual.alg(), usual.sftpUser(), usual.sftpKey(), usual.services(), usual.dataCategories(),
                usual.purposes(), usual.messageTypes());
        return new SandboxJson(sandbox.environment(), sandbox.api(), null, null, null, sandbox.ca(), null, null, List.of(changed), List.of(), null, null, null, null, null);
    }

    private static String signer(Answer accepted) {
        try {
            return JWSObject.parse(accepted.body().path("receipt").asText()).getHeader().getX509CertSHA256Thumbprint().toString();
        } catch (ParseException broken) {
            throw new AssertionError(broken);
        }
    }

    /** By the key that the gateway publishes under the thumbprint in the receipt. */
    private static ECDSAVerifier published(JWSObject receipt) throws Exception {
        JWKSet keys = JWKSet.parse(anybody.send(HttpRequest.newBuilder(publicUri("/.well-known/jwks.json")).build(), HttpResponse.BodyHandlers.ofString()).body());
        return new ECDSAVerifier(keys.getKeys().stream().filter(key -> receipt.getHeader().getX509CertSHA256Thumbprint().equals(key.getX509CertSHA256Thumbprint()))
                .findFirst().orElseThrow().toECKey());
    }

    @Test void a_letter_on_paper_needs_only_a_dossier() {
        SandboxJson.Recipient somebody = new SandboxJson.Recipient("paper", "dossier-paper", List.of("belastingen"), "printed", paper());

        Answer answer = agency.send(Letter.onPaper(agency.agency(), somebody).withDocument(aPdf()));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }

    @Test void the_parts_may_come_in_any_order() {
        List<Part> parts = new ArrayList<>(aLetter().withDocument(aPdf()).parts());
        java.util.Collections.rotate(parts, 1);
        List<Part> jsonLast = new ArrayList<>(aLetter().parts());
        java.util.Collections.reverse(jsonLast);

        assertThat(agency.send(parts, key()).status()).isEqualTo(202);
        assertThat(agency.send(jsonLast, key()).status()).isEqualTo(202);
    }

    @Test void a_repeat_gets_the_first_receipt_even_when_its_signature_is_old() {
        Letter letter = aLetter();
        String key = key();
        Answer first = agency.send(letter, key);
        String oldSignature = agency.signer().sign(letter.parts(), Instant.now().minus(Duration.ofDays(2)));

        Answer repeat = agency.post(letter.parts(), Map.of("Idempotency-Key", '"' + key + '"', "JWS-Signature", oldSignature));

        assertThat(repeat.status()).isEqualTo(202);
        assertThat(repeat.header("Idempotent-Replay")).contains("true");
        assertThat(repeat.body().path("receipt")).isEqualTo(first.body().path("receipt"));
        assertThat(repeat.messageId()).isEqualTo(first.messageId());
    }

    @Test void a_used_key_and_a_used_reference_are_told_together() {
        Letter first = aLetter();
        agency.send(first);
        String key = key();
        agency.send(aLetter(), key);

        Answer both = agency.send(aLetter().with("messageReference", first.reference()), key);

        assertThat(both.status()).isEqualTo(409);
        assertThat(both.problemSlug()).isEqualTo("idempotency-conflict");
        assertThat(both.body().path("issues").findValuesAsText("name")).containsExactly("Idempotency-Key", "messageReference");
    }

    @Test void faults_of_the_parts_and_of_the_message_are_told_together() throws Exception {
        HttpResponse<String> answer = agencyCall(HttpRequest.newBuilder(agencyUri("/api/v1/messages")).header("Content-Type", "multipart/form-data; boundary=b")
                .header("Idempotency-Key", quotedKey()).POST(HttpRequest.BodyPublishers.ofString(
                        "--b\r\nContent-Disposition: form-data; name=\"upfile1\"; filename=\"a.pdf\"\r\nContent-Type: text/html\r\n\r\nx\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"upfile2\"; filename=\"b.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"upfile3\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"messageToPublish\"\r\n\r\n{\"colour\": \"red\"}\r\n--b--\r\n")));

        assertThat(slug(answer)).isEqualTo("415 unsupported-media-type");
        assertThat(new JsonMapper().readTree(answer.body()).path("issues").findValuesAsText("name")).contains("upfile1", "upfile3", "colour", "subject");
        assertThat(sealedFiles("%PDF-1.7".length())).isZero();
    }

    @Test void a_refused_attempt_uses_neither_key_nor_reference_up_and_leaves_nothing_but_its_record() {
        Letter letter = letterWith(SamplePdf.saying("as long as no other document", UNIQUE_BYTES));
        String key = key();
        long sendings = count("select count(*) from gateway.sending");
        long refusals = count("select count(*) from audit.record where event = 'SENDING_REFUSED'");

        Answer refused = agency.send(letter.with("purpose", "other-purpose"), key);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problemSlug()).isEqualTo("purpose-not-authorised");
        assertThat(count("select count(*) from gateway.sending")).isEqualTo(sendings);
        assertThat(count("select count(*) from audit.record where event = 'SENDING_REFUSED'")).isEqualTo(refusals + 1);
        assertThat(count("select count(*) from audit.record where event = 'SENDING_REFUSED' and trace_id = '" + refused.header("BelGov-Trace-Id").orElseThrow()
                + "' and service = 'EBOX_CITIZEN' and purpose = 'other-purpose' and data_category = 'tax-assessment' and subject_kind = 'CITIZEN'"
                + " and subject_tag is not null and signature is not null")).isEqualTo(1);
        assertThat(sealedFiles(UNIQUE_BYTES)).isZero();
        assertThat(agency.send(letter, key).status()).isEqualTo(202);
        assertThat(sealedFiles(UNIQUE_BYTES)).isEqualTo(1);
    }

    @Test void the_first_stage_with_a_fault_answers_with_all_of_its_faults() {
        Letter wrong = aLetter().with("purpose", "other-purpose").with("dataCategory", "other-category")
                .with("recipient", Map.of("eboxType", "citizen", "ssin", "90610199728"));

        Answer answer = agency.send(wrong);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().path("issues").findValuesAsText("name")).containsExactlyInAnyOrder("dataCategory", "purpose");
    }

    @Test void all_faults_of_all_documents_are_told_at_once_with_part_and_page() {
        byte[] american = PdfForge.aLetter().content("0.5 g 0 0 612 792 re f").inPage("/MediaBox [0 0 612 792]").bytes();
        byte[] script = PdfForge.aLetter().inCatalog("/OpenAction << /S /JavaScript /JS (x) >>").object(7, "<< /EF << >> >>").bytes();
        SandboxJson.Recipient citizen = new SandboxJson.Recipient("citizen", "90610199729", List.of("belastingen"), "consent", paper());

        Answer paper = agency.send(Letter.forEboxElsePaper(agency.agency(), citizen).withDocument(american).withDocument(script));
        Answer ebox = agency.send(Letter.forEbox(agency.agency(), citizen).withDocument(american));

        assertThat(paper.status()).isEqualTo(422);
        assertThat(paper.problemSlug()).isEqualTo("document-rejected");
        assertThat(paper.body().path("issues")).extracting(issue -> issue.path("name").asText() + " " + issue.path("code").asText() + " " + issue.path("page").asInt())
                .containsExactly("upfile1 page-not-a4 1", "upfile1 content-outside-printable-area 1", "upfile2 active-content 0", "upfile2 embedded-file 0");
        assertThat(ebox.status()).as("no paper, no rules of paper: " + ebox).isEqualTo(202);
    }

    @Test void a_check_without_effect_tells_the_faults_of_every_stage_at_once() {
        byte[] script = PdfForge.aLetter().inCatalog("/OpenAction << /S /JavaScript /JS (x) >>").bytes();
        Letter first = aLetter();
        String usedKey = key();
        assertThat(agency.send(first, usedKey).status()).isEqualTo(202);
        Letter wrong = letterWith(script).with("colour", "red").with("sender", Map.of("eboxType", "enterprise", "enterpriseNumber", "0999990123"))
                .with("purpose", "other-purpose").with("recipient", Map.of("eboxType", "citizen", "ssin", "90642099861"))
                .with("messageReference", first.reference()).with("messageTypeId", "not-registered");

        Answer verdict = agency.validate(wrong.parts(), Map.of("Idempotency-Key", '"' + usedKey + '"'));

        assertThat(verdict.status()).as(verdict.toString()).isEqualTo(200);
        assertThat(verdict.body().path("valid").asBoolean()).isFalse();
        assertThat(verdict.body().path("wouldAnswer").asInt()).isEqualTo(400);
        assertThat(verdict.body().path("issues")).extracting(issue -> issue.path("stage").asText() + " " + issue.path("status").asInt() + " " + issue.path("name").asText())
                .containsExactly("form 400 colour", "signature 401 JWS-Signature", "sender 403 sender.enterpriseNumber", "rights 403 purpose", "dossier 403 ",
                        "key 409 Idempotency-Key", "reference 409 messageReference", "content 422 messageTypeId", "documents 422 upfile1");
        assertThat(verdict.body().path("issues")).allSatisfy(issue -> assertThat(issue.path("detail").asText()).isNotBlank());
        assertThat(verdict.body().path("notChecked")).extracting(JsonNode::asText).containsExactly("sender");
        assertThat(new String(verdict.bytes(), StandardCharsets.UTF_8)).doesNotContain("90642099861");
    }

    @Test void a_check_without_effect_leaves_key_reference_database_and_vault_as_they_were() {
        Letter letter = letterWith(SamplePdf.saying("checked before it is sent", UNIQUE_BYTES + 7));
        String key = key();
        long sendings = count("select count(*) from gateway.sending");
        long documents = count(DOCUMENTS);

        Answer verdict = agency.validate(letter.parts(), Map.of("Idempotency-Key", '"' + key + '"', "JWS-Signature", agency.signer().sign(letter.parts(), Instant.now())));

        assertThat(verdict.body().toString()).isEqualTo("{\"valid\":true,\"wouldAnswer\":202,\"issues\":[],\"notChecked\":[]}");
        assertThat(count("select count(*) from gateway.sending")).isEqualTo(sendings);
        assertThat(count(DOCUMENTS)).isEqualTo(documents);
        assertThat(sealedFiles(UNIQUE_BYTES + 7)).isZero();
        assertThat(count("select count(*) from audit.record where event = 'SENDING_VALIDATED' and subject_tag is not null and signature is null and trace_id = '"
                + verdict.header("BelGov-Trace-Id").orElseThrow() + "'")).as("about whom it asked, on record").isEqualTo(1);
        Answer sent = agency.send(letter, key);
        assertThat(sent.status()).as(sent.toString()).isEqualTo(202);
        Answer again = agency.validate(letter.parts(), Map.of("Idempotency-Key", '"' + key + '"', "JWS-Signature", agency.signer().sign(letter.parts(), Instant.now().minusSeconds(900))));
        assertThat(again.body().path("wouldAnswer").asInt()).isEqualTo(202);
        assertThat(again.body().path("repeats").asText()).endsWith(sent.messageId());
    }

    @Test void what_a_check_without_effect_cannot_judge_is_named() {
        Letter letter = aLetter();
        List<Part> noJson = List.of(new Part("messageToPublish", null, "application/json", "no json".getBytes(StandardCharsets.UTF_8)), letter.parts().get(1));

        Answer broken = agency.validate(noJson, Map.of("JWS-Signature", agency.signer().sign(noJson, Instant.now())));
        Answer partMissing = agency.validate(letter.parts().subList(0, 1), Map.of("JWS-Signature", agency.signer().sign(letter.parts(), Instant.now())));

        assertThat(broken.body().path("issues")).extracting(issue -> issue.path("stage").asText()).containsExactly("form");
        assertThat(broken.body().path("notChecked")).extracting(JsonNode::asText)
                .containsExactly("form", "sender", "rights", "dossier", "key", "reference", "content", "documents");
        assertThat(partMissing.body().path("issues")).extracting(issue -> issue.path("stage").asText() + " " + issue.path("name").asText())
                .containsExactly("form attachments[0].httpPartName", "signature JWS-Signature");
        assertThat(partMissing.body().path("wouldAnswer").asInt()).isEqualTo(400);
    }

    @Test void a_check_without_effect_knows_malware_for_what_it_is_and_tells_no_person_from_nobody() {
        Answer malware = agency.validate(letterWith(PdfForge.aLetter().stream(7, "", ClamdDouble.EICAR).bytes()));
        Answer nobody = agency.validate(aLetter().with("recipient", Map.of("eboxType", "citizen", "ssin", "90642099861")));

        assertThat(malware.body().path("issues").path(0).path("code").asText()).isEqualTo("malware");
        assertThat(count("select count(*) from audit.record where event = 'SECURITY_EVENT' and outcome = 'REFUSED' and trace_id = '"
                + malware.header("BelGov-Trace-Id").orElseThrow() + "'")).isEqualTo(1);
        assertThat(nobody.body().path("wouldAnswer").asInt()).isEqualTo(403);
        assertThat(nobody.body().path("issues").path(0).path("detail"))
                .isEqualTo(agency.send(aLetter().with("recipient", Map.of("eboxType", "citizen", "ssin", "90642099861"))).body().path("detail"));
    }

    @Test void d13_without_a_verdict_of_the_scanner_nothing_is_accepted_and_the_same_call_succeeds_later() {
        Letter letter = aLetter();
        String key = key();
        long sendings = count("select count(*) from gateway.sending");
        system.scanner().asDouble().is(ClamdDouble.Mood.HANGS_UP);
        try {
            Answer away = agency.send(letter, key);

            assertThat(away.status()).as(away.toString()).isEqualTo(503);
            assertThat(away.problemSlug()).isEqualTo("temporarily-unavailable");
            assertThat(away.header("Retry-After")).isPresent();
            assertThat(count("select count(*) from gateway.sending")).isEqualTo(sendings);
        } finally {
            system.scanner().asDouble().is(ClamdDouble.Mood.WELL);
        }
        assertThat(agency.send(letter, key).status()).isEqualTo(202);
    }

    @Test void the_number_of_a_person_in_an_address_is_refused_in_any_spelling() throws Exception {
        for (String number : List.of("90610199729", "90.61.01-997.29", "ssin-90610199729", "9061%30199729", "90610199729%20")) {
            assertThat(slug(agencyCall(HttpRequest.newBuilder(agencyUri("/api/v1/messages/" + number)).GET()))).isEqualTo("400 personal-data-in-url");
        }
    }

    @Test void a_json_call_where_an_upload_belongs_is_of_the_wrong_type() throws Exception {
        assertThat(slug(agencyCall(HttpRequest.newBuilder(agencyUri("/api/v1/messages")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))))).isEqualTo("415 unsupported-media-type");
    }

    @Test void a_question_about_a_sending_takes_no_parameters() throws Exception {
        assertThat(slug(agencyCall(HttpRequest.newBuilder(agencyUri("/api/v1/messages/" + UUID.randomUUID() + "?fields=all")).GET()))).isEqualTo("400 unknown-parameter");
    }

    @Test void what_is_refused_at_the_door_is_on_record_once_a_minute() throws Exception {
        String since = "select count(*) from audit.record where event = 'SECURITY_EVENT' and detail->>'code' = '";
        long misdirected = count(since + "misdirected-request'");

        for (int i = 0; i < 10; i++) {
            otherAgency.get("/problems/quota");
        }
        otherAgency.get("/api/v1/messages/" + UUID.randomUUID());
        otherAgency.get("/api/v1/nothing");
        otherAgency.get("/api/v1/messages;a=b");

        assertThat(count(since + "misdirected-request'") - misdirected).isBetween(1L, 2L);
        assertThat(count(since + "not-found' and agency = 'vergunningen'")).isPositive();
        assertThat(count(since + "malformed-request' and agency = 'vergunningen'")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/doc/openapi.yaml", "/.well-known/jwks.json", "/problems/quota", "/problems/invalid-identifier", "/problems", "/api/v1/health"})
    void everybody_may_read_the_public_pages(String path) throws Exception {
        HttpResponse<String> answer = anybody.send(HttpRequest.newBuilder(publicUri(path)).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isNotBlank();
        assertThat(answer.headers().firstValue("BelGov-Trace-Id")).isPresent();
    }

    @Test void an_unknown_public_page_is_a_problem_and_the_container_names_nobody() throws Exception {
        HttpResponse<String> answer = anybody.send(HttpRequest.newBuilder(publicUri("/nothing")).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(slug(answer)).isEqualTo("404 not-found");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test void traces_are_given_back_in_their_checked_form() throws Exception {
        HttpResponse<String> answer = anybody.send(HttpRequest.newBuilder(publicUri("/problems/quota")).header("BelGov-Trace-Id", "caller-1")
                .header("x-correlation-id", "c-1").build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> odd = anybody.send(HttpRequest.newBuilder(publicUri("/problems/quota")).header("BelGov-Trace-Id", "x".repeat(37))
                .header("x-correlation-id", "90610199729").build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("BelGov-Related-Trace-Id")).contains("caller-1");
        assertThat(answer.headers().firstValue("x-correlation-id")).contains("c-1");
        assertThat(odd.headers().firstValue("BelGov-Related-Trace-Id")).isEmpty();
        assertThat(odd.headers().firstValue("x-correlation-id")).isEmpty();
    }

    @Test void dossiers_open_once_are_found_and_close() {
        Answer opened = agency.openCitizenDossier("d-1", "90630799757");
        Answer again = agency.openCitizenDossier("d-1", "90630799757");
        Answer different = agency.openCitizenDossier("d-1", "90642099861");
        Answer found = agency.postJson("/api/v1/dossiers/query", Map.of("person", Map.of("ssin", "90630799757")));
        Answer othersSee = otherAgency.postJson("/api/v1/dossiers/query", Map.of("person", Map.of("ssin", "90630799757")));
        Answer closed = agency.closeDossier("d-1");
        Answer closedTwice = agency.closeDossier("d-1");

        assertThat(opened.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(different.problemSlug()).isEqualTo("dossier-conflict");
        assertThat(found.body().path("items").findValuesAsText("dossierReference")).containsExactly("d-1");
        assertThat(othersSee.body().path("items")).isEmpty();
        assertThat(closed.body().path("closedAt").asText()).isNotBlank();
        assertThat(closedTwice.status()).isEqualTo(200);
        assertThat(closedTwice.body().path("closedAt")).isEqualTo(closed.body().path("closedAt"));
        assertThat(agency.closeDossier("d-unknown").status()).isEqualTo(404);
        assertThat(agency.openCitizenDossier("d-2", "90610199728").problemSlug()).isEqualTo("invalid-identifier");
    }

    @Test void while_the_database_is_away_nothing_is_accepted_and_the_same_call_succeeds_later() {
        Letter letter = aLetter();
        String key = key();
        system.lines().database().cut();
        try {
            Answer away = agency.send(letter, key);

            assertThat(away.status()).as(away.toString()).isEqualTo(503);
            assertThat(away.problemSlug()).isEqualTo("temporarily-unavailable");
            assertThat(away.header("Retry-After")).isPresent();
        } finally {
            system.lines().database().restore();
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> agency.send(letter, key).status() == 202);
    }

    @Test void what_an_exception_says_is_not_written_down() throws Exception {
        String id = agency.send(aLetter()).messageId();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> agency.status(id).body().path("final").asBoolean());   // nobody works on it any more
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
        try (Connection owner = system.database().connectAsOwner()) {
            owner.createStatement().executeUpdate("update gateway.sending set state = 'ACCEPTED', leased_until = null, next_attempt_at = null, channel = 'EBOX',"
                    + " channel_rule = 'x', channel_data = '\"90610199729\"'::jsonb where id = '" + id + "'");
            owner.createStatement().executeUpdate("insert into gateway.outbox (queue, sending_id, due_at, agency) values ('DISPATCH_ACCEPTED', '" + id + "', now(), 'belastingen')");

            Answer broken = agency.status(id);

            assertThat(broken.status()).isEqualTo(500);
            assertThat(broken.problemSlug()).isEqualTo("internal-error");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> logged(log).contains("route dispatch-choose-channel failed"));
            assertThat(logged(log)).contains("fault java.lang.IllegalStateException").doesNotContain("90610199729");
        } finally {
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
            try (Connection owner = system.database().connectAsOwner()) {
                owner.createStatement().executeUpdate("update gateway.sending set state = 'FAILED', channel = null, channel_rule = null, channel_data = null where id = '" + id + "'");
            }
        }
    }

    private static String logged(ListAppender<ILoggingEvent> log) {
        StringBuilder lines = new StringBuilder();
        for (ILoggingEvent event : List.copyOf(log.list)) {
            lines.append(event.getFormattedMessage()).append('\n');
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                lines.append(cause.getClassName()).append(": ").append(cause.getMessage()).append('\n');
            }
        }
        return lines.toString();
    }

    @Test void no_number_of_a_citizen_reaches_the_database_in_clear() throws Exception {
        agency.send(aLetter());

        try (Connection owner = system.database().connectAsOwner();
                ResultSet rows = owner.createStatement().executeQuery("select count(*) from audit.record r where r::text like '%90610199729%'")) {
            rows.next();
            assertThat(rows.getLong(1)).isZero();
        }
    }

    private static Letter aLetter() {
        return letterWith(aPdf());
    }

    private static Letter letterWith(byte[] pdf) {
        SandboxJson.Recipient citizen = new SandboxJson.Recipient("citizen", "90610199729", List.of("belastingen"), "consent", paper());
        return Letter.forEbox(agency.agency(), citizen).withDocument(pdf);
    }

    private static byte[] aPdf() {
        return SamplePdf.saying("Brief");
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static String quotedKey() {
        return '"' + key() + '"';
    }

    private static String slug(HttpResponse<String> answer) throws IOException {
        String href = new JsonMapper().readTree(answer.body()).path("href").asText();
        return answer.statusCode() + " " + href.substring(href.lastIndexOf('/') + 1);
    }

    private static HttpResponse<String> agencyCall(HttpRequest.Builder request) throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(system.ca().contextOf(system.member("belastingen").identity()))
                .version(HttpClient.Version.HTTP_1_1).build();
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI agencyUri(String path) {
        return URI.create("https://localhost:" + system.apiPort() + path);
    }

    private static URI publicUri(String path) {
        return URI.create("https://localhost:" + system.publicPort() + path);
    }

    private static long count(String sql) {
        try (Connection owner = system.database().connectAsOwner(); ResultSet rows = owner.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (java.sql.SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static long vaultFiles() {
        return vaultFiles(file -> true);
    }

    /** Of a document as long as this. */
    private static long sealedFiles(int documentBytes) {
        return vaultFiles(file -> file.toFile().length() == documentBytes + SEAL_BYTES);
    }

    private static long vaultFiles(Predicate<Path> which) {
        try (Stream<Path> files = Files.walk(system.folder().resolve("vault"))) {
            return files.filter(Files::isRegularFile).filter(which).count();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static SandboxJson.Agency described(SandboxSystem.Member member) {
        boolean first = member.code().equals("belastingen");
        return new SandboxJson.Agency(member.code(), member.kbo(), "", "live", member.identity().certificateFile().getFileName().toString(),
                member.identity().keyFile().getFileName().toString(), member.identity().kind().name(), member.code(), "",
                List.of(), List.of(first ? "tax-assessment" : "building-permit"), List.of(first ? "levy-of-taxes" : "spatial-planning"),
                List.of(new SandboxJson.MessageType("SIM-BRIEF", "sim:documentendienst", "citizen")));
    }

    private static JsonNode paper() {
        ObjectNode paper = new JsonMapper().createObjectNode();
        paper.putObject("recipient").put("name", "Test Persoon").put("street", "Teststraat").put("houseNumber", "1")
                .put("postalCode", "1000").put("municipality", "Brussel").put("country", "BE");
        return paper;
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception stillStopping) {
            throw new IllegalStateException(stillStopping);
        }
    }
}
