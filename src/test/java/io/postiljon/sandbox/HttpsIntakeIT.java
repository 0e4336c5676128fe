package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import io.postiljon.inspection.PdfForge;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.parts.ClamdDouble;
import io.postiljon.sandbox.client.SandboxJson;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The HTTPS entrance from outside, over TLS, with a real database, broker, vault and key store. */
@Timeout(300)
class HttpsIntakeIT {
    private static final int LIMIT_BYTES = 30 * 1024 * 1024;
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
        gateway = GatewayInProcess.start(system, "--postiljon.api.body-silence=2s", "--store.erase-period=3600000");      // delivered or not, a file stays: what is counted stands still
        sandbox = new SandboxJson("T", URI.create("https://localhost:" + system.apiPort()), URI.create("https://localhost:" + system.publicPort()),
                null, null, "ca.pem", null, null, system.members().stream().map(HttpsIntakeIT::described).toList(), List.of(), null, null, null);
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
        assertThat(receipt.verify(new ECDSAVerifier((ECPublicKey) system.platform().certificate().getPublicKey()))).isTrue();
        Map<String, Object> statement = receipt.getPayload().toJSONObject();
        assertThat(statement).containsEntry("messageId", answer.messageId()).containsEntry("messageReference", letter.reference())
                .containsEntry("agency", "belastingen").containsEntry("mode", "live").containsKeys("acceptedAt", "parts", "signatureSha256");
        assertThat(agency.status(answer.messageId()).body().path("messageReference").asText()).isEqualTo(letter.reference());
        assertThat(count("select count(*) from audit.record where event = 'SENDING_ACCEPTED' and signature is not null and sending_id = '"
                + answer.messageId() + "'")).isEqualTo(1);
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

    @Test void a_hundred_equal_calls_at_once_make_one_sending() throws Exception {
        Letter letter = aLetter();
        String key = key();
        List<Callable<Answer>> calls = java.util.Collections.nCopies(100, () -> agency.send(letter, key));

        List<Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> call : threads.invokeAll(calls)) {
                answers.add(call.get());
            }
        }

        assertThat(answers).extracting(Answer::status).as(answers.toString()).containsOnly(202);
        assertThat(answers.stream().map(Answer::messageId).distinct()).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.header("Idempotent-Replay").isEmpty())).hasSize(1);
        assertThat(count("select count(*) from gateway.vault_object where sending_id = '" + answers.get(0).messageId() + "'")).isEqualTo(1);
    }

    @Test void a_key_with_other_content_and_a_reference_under_another_key_are_conflicts() {
        Letter letter = aLetter();
        String key = key();
        String first = agency.send(letter, key).messageId();

        Answer otherContent = agency.send(aLetter(), key);
        Answer otherKey = agency.send(letter);

        assertThat(otherContent.status()).isEqualTo(409);
        assertThat(otherContent.problemSlug()).isEqualTo("idempotency-conflict");
        assertThat(otherKey.problemSlug()).isEqualTo("duplicate-reference");
        assertThat(otherKey.body().path("messageId").asText()).isEqualTo(first);
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

    @Test void two_signatures_are_none() {
        Letter letter = aLetter();
        String signature = agency.signer().sign(letter.parts(), Instant.now());

        Answer answer = agency.post(letter.parts(), signed(signature + ", " + signature));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problemSlug()).isEqualTo("signature-invalid");
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

    @Test void somebody_without_a_dossier_and_nobody_look_the_same() {
        Answer without = agency.send(aLetter().with("recipient", Map.of("eboxType", "citizen", "ssin", "90642099861")));

        assertThat(without.status()).isEqualTo(403);
        assertThat(without.problemSlug()).isEqualTo("dossier-not-active");
        assertThat(new String(without.bytes(), StandardCharsets.UTF_8)).doesNotContain("90642099861");
    }

    @Test void a_wrong_number_is_refused_and_not_repeated() {
        Answer answer = agency.send(aLetter().with("recipient", Map.of("eboxType", "citizen", "ssin", "90610199728")));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.problemSlug()).isEqualTo("invalid-identifier");
        assertThat(new String(answer.bytes(), StandardCharsets.UTF_8)).doesNotContain("90610199728");
    }

    @Test void what_the_signature_does_not_hold_for_is_unauthorised() {
        Letter letter = aLetter();
        List<Part> changed = new ArrayList<>(letter.parts());
        changed.set(1, Part.pdf("upfile1", SamplePdf.saying("changed")));
        String signature = agency.signer().sign(letter.parts(), Instant.now());
        String partMissing = agency.signer().sign(letter.parts().subList(0, 1), Instant.now());
        String old = agency.signer().sign(letter.parts(), Instant.now().minusSeconds(301));
        String ahead = agency.signer().sign(letter.parts(), Instant.now().plusSeconds(120));

        assertThat(agency.post(letter.parts(), Map.of("Idempotency-Key", quotedKey())).problemSlug()).isEqualTo("signature-required");
        assertThat(agency.post(changed, signed(signature)).problemSlug()).isEqualTo("signature-invalid");
        assertThat(agency.post(letter.parts(), signed(partMissing)).problemSlug()).isEqualTo("signature-coverage");
        assertThat(agency.post(letter.parts(), signed(old)).problemSlug()).isEqualTo("signature-expired");
        assertThat(agency.post(letter.parts(), signed(ahead)).problemSlug()).isEqualTo("signature-expired");
        assertThat(agency.post(letter.parts(), signed(old)).status()).isEqualTo(401);
    }

    @Test void connection_signature_and_message_are_one_agency() {
        Letter letter = aLetter();
        Answer otherSigner = agency.post(letter.parts(), signed(otherAgency.signer().sign(letter.parts(), Instant.now())));
        assertThat(otherSigner.status()).isEqualTo(403);
        assertThat(otherSigner.problemSlug()).isEqualTo("signer-mismatch");
        Answer otherSender = agency.send(aLetter().with("sender", Map.of("eboxType", "enterprise", "enterpriseNumber", "0999990123")));
        assertThat(otherSender.status()).isEqualTo(403);
        assertThat(otherSender.problemSlug()).isEqualTo("sender-mismatch");
    }

    @Test void a_digest_of_other_bytes_is_told_when_the_signature_holds() {
        Letter letter = aLetter();
        List<Part> parts = new ArrayList<>(letter.parts());
        parts.set(1, Part.pdf("upfile1", SamplePdf.saying("other bytes")));

        Answer answer = agency.send(parts, key());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problemSlug()).isEqualTo("digest-mismatch");
    }

    @Test void documents_are_judged_by_name_type_and_first_bytes() {
        assertThat(slugOf(new Part("upfile1", "a.pdf", "text/html", aPdf()))).isEqualTo("415 unsupported-media-type");
        assertThat(slugOf(new Part("upfile1", "../../x", "application/pdf", aPdf()))).isEqualTo("422 invalid-filename");
        assertThat(slugOf(new Part("upfile1", "C:x.pdf", "application/pdf", aPdf()))).isEqualTo("422 invalid-filename");
        assertThat(slugOf(new Part("upfile1", "x\u202Efdp.pdf", "application/pdf", aPdf()))).isEqualTo("422 invalid-filename");
        assertThat(slugOf(new Part("upfile1", "n".repeat(300), "application/pdf", aPdf()))).isEqualTo("422 invalid-filename");
        assertThat(slugOf(new Part("upfile1", "a.pdf", "application/pdf", new byte[0]))).isEqualTo("422 document-rejected");
        assertThat(slugOf(new Part("upfile1", "a.pdf", "application/pdf", "<html>%PDF-1.7".getBytes(StandardCharsets.UTF_8)))).isEqualTo("422 document-rejected");
        assertThat(slugOf(new Part("upfile1", null, "application/pdf", aPdf()))).isEqualTo("400 malformed-request");
        assertThat(slugOf(new Part("CamelFileName", "a.pdf", "application/pdf", aPdf()))).isEqualTo("400 unknown-field");
    }

    @Test void d14_other_types_are_refused_by_their_name() {
        for (String type : List.of("image/svg+xml", "application/vnd.ms-word.document.macroEnabled.12", "text/html")) {
            assertThat(slugOf(new Part("upfile1", "a.pdf", type, aPdf()))).isEqualTo("415 unsupported-media-type");
        }
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

    @Test void d12_malware_is_refused_and_is_a_security_event() {
        Answer refused = agency.send(letterWith(PdfForge.aLetter().stream(7, "", ClamdDouble.EICAR).bytes()));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("code").asText()).isEqualTo("malware");
        assertThat(count("select count(*) from audit.record where event = 'SECURITY_EVENT' and outcome = 'REFUSED' and agency = 'belastingen' and trace_id = '"
                + refused.header("BelGov-Trace-Id").orElseThrow() + "'")).isEqualTo(1);
        assertThat(agency.send(letterWith(ClamdDouble.EICAR)).body().path("code").asText()).as("as it is, and no PDF").isEqualTo("malware");
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
        long documents = count("select count(*) from gateway.vault_object");
        long outbox = count("select count(*) from gateway.outbox");

        Answer verdict = agency.validate(letter.parts(), Map.of("Idempotency-Key", '"' + key + '"', "JWS-Signature", agency.signer().sign(letter.parts(), Instant.now())));

        assertThat(verdict.body().toString()).isEqualTo("{\"valid\":true,\"wouldAnswer\":202,\"issues\":[],\"notChecked\":[]}");
        assertThat(count("select count(*) from gateway.sending")).isEqualTo(sendings);
        assertThat(count("select count(*) from gateway.vault_object")).isEqualTo(documents);
        assertThat(count("select count(*) from gateway.outbox")).isLessThanOrEqualTo(outbox);
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

    @Test void d9_a_bomb_is_too_complex_and_the_next_letter_passes() {
        byte[] bomb = PdfForge.deflated(PdfForge.deflatedZeros(10L * 1024 * 1024 * 1024));

        Answer refused = agency.send(letterWith(PdfForge.aLetter().stream(7, "/Filter [/FlateDecode /FlateDecode]", bomb).bytes()));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("code").asText()).isEqualTo("too-complex");
        assertThat(agency.send(aLetter()).status()).isEqualTo(202);
    }

    @Test void documents_at_the_limit_pass_and_one_byte_more_does_not() {
        assertThat(agency.send(letterWith(SamplePdf.saying("at the limit", LIMIT_BYTES))).status()).isEqualTo(202);
        Answer tooLarge = agency.send(letterWith(SamplePdf.saying("over it", LIMIT_BYTES + 1)));
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.problemSlug()).isEqualTo("document-too-large");
    }

    @Test void a_body_without_end_is_refused_at_the_limit() throws Exception {
        HttpResponse<String> answer = agencyCall(HttpRequest.newBuilder(agencyUri("/api/v1/messages"))
                .header("Content-Type", "multipart/form-data; boundary=b").header("Idempotency-Key", quotedKey())
                .POST(HttpRequest.BodyPublishers.ofByteArrays(() -> java.util.stream.Stream.concat(
                        Stream.of("--b\r\nContent-Disposition: form-data; name=\"upfile1\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII)),
                        Stream.generate(() -> new byte[64 * 1024]).limit(900)).iterator())));

        assertThat(answer.statusCode()).isEqualTo(413);
        // paper is prepared meanwhile: what stays is what counts
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                assertThat(vaultFiles()).isEqualTo(count("select count(*) from gateway.vault_object where erased_at is null")));
    }

    @Test void broken_bodies_are_malformed() throws Exception {
        String head = "--b\r\nContent-Disposition: form-data; name=\"messageToPublish\"\r\n\r\n";
        assertThat(rawMultipart(head + "{}")).isEqualTo("400 malformed-request");
        assertThat(rawMultipart(head + "{\"a\":1,\"a\":2}\r\n--b--\r\n")).isEqualTo("400 duplicate-field");
        assertThat(rawMultipart(head + "{}\r\n" + head + "{}\r\n--b--\r\n")).isEqualTo("400 duplicate-part");
        assertThat(rawMultipart("--b\r\nX: " + "x".repeat(1024 * 1024) + "\r\n\r\n")).isEqualTo("400 malformed-request");
        assertThat(rawMultipart(head + " ".repeat(300 * 1024) + "\r\n--b--\r\n")).isEqualTo("413 message-too-large");
        StringBuilder manyParts = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            manyParts.append("--b\r\nContent-Disposition: form-data; name=\"p").append(i)
                    .append("\"; filename=\"a\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-\r\n");
        }
        assertThat(rawMultipart(manyParts + "--b--\r\n")).isEqualTo("413 too-many-parts");
    }

    @Test void headers_and_parameters_are_judged_before_the_body() throws Exception {
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("--b--\r\n");
        HttpRequest.Builder plain = HttpRequest.newBuilder(agencyUri("/api/v1/messages")).POST(body);

        assertThat(slug(agencyCall(plain.copy().header("Content-Type", "multipart/form-data; boundary=b")))).isEqualTo("400 idempotency-key");
        assertThat(slug(agencyCall(plain.copy().header("Content-Type", "multipart/form-data; boundary=b").header("Idempotency-Key", "no-quotes"))))
                .isEqualTo("400 idempotency-key");
        assertThat(slug(agencyCall(plain.copy().header("Content-Type", "multipart/form-data; boundary=b").header("Idempotency-Key", '"' + "k".repeat(1024) + '"'))))
                .isEqualTo("400 idempotency-key");
        assertThat(slug(agencyCall(plain.copy().header("Content-Type", "application/json")))).isEqualTo("415 unsupported-media-type");
        assertThat(slug(agencyCall(plain.copy().header("Content-Type", "multipart/form-data; boundary=b").header("Content-Encoding", "gzip"))))
                .isEqualTo("415 content-encoding");
        assertThat(slug(agencyCall(HttpRequest.newBuilder(agencyUri("/api/v1/messages?CamelHttpUri=x")).POST(body)))).isEqualTo("400 unknown-parameter");
        assertThat(slug(agencyCall(HttpRequest.newBuilder(agencyUri("/api/v1/messages/90610199729")).GET()))).isEqualTo("400 personal-data-in-url");
        for (String number : List.of("90.61.01-997.29", "ssin-90610199729", "9061%30199729", "90610199729%20")) {
            assertThat(slug(agencyCall(HttpRequest.newBuilder(agencyUri("/api/v1/messages/" + number)).GET()))).isEqualTo("400 personal-data-in-url");
        }
        HttpResponse<String> put = agencyCall(HttpRequest.newBuilder(agencyUri("/api/v1/messages")).PUT(body));
        assertThat(slug(put)).isEqualTo("405 method-not-allowed");
        assertThat(put.headers().firstValue("Allow")).hasValueSatisfying(allow -> assertThat(allow).contains("POST"));
    }

    @Test void headers_of_camel_and_jms_mean_nothing() {
        Letter letter = aLetter();
        Map<String, String> headers = new java.util.HashMap<>(signed(agency.signer().sign(letter.parts(), Instant.now())));
        headers.put("CamelHttpUri", "http://localhost:1/");
        headers.put("CamelFileName", "x");
        headers.put("CAmelExecCommandExecutable", "x");
        headers.put("CamelBeanMethodName", "fault");
        headers.put("JMSReplyTo", "x");
        headers.put("X-Forwarded-Client-Cert", "x");

        assertThat(agency.post(letter.parts(), headers).status()).isEqualTo(202);
    }

    @Test void a_path_of_one_door_is_misdirected_at_the_other() throws Exception {
        assertThat(anybody.send(HttpRequest.newBuilder(publicUri("/api/v1/messages")).POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(421);
        assertThat(agency.get("/problems/quota").status()).isEqualTo(421);
        assertThat(agency.get("/api/v1/doc/openapi.yaml").status()).isEqualTo(421);
        assertThat(agency.get("/actuator/health").status()).isEqualTo(421);
    }

    @Test void without_a_client_certificate_the_api_gives_no_http_answer() {
        assertThatThrownBy(() -> anybody.send(HttpRequest.newBuilder(agencyUri("/api/v1/health")).build(), HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test void a_trusted_certificate_that_no_agreement_holds_is_not_accepted() throws Exception {
        HttpClient stranger = HttpClient.newBuilder().sslContext(system.ca().contextOf(system.ca().client("stranger", "stranger"))).build();

        HttpResponse<String> answer = stranger.send(HttpRequest.newBuilder(agencyUri("/api/v1/messages"))
                .POST(HttpRequest.BodyPublishers.ofString("x")).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(slug(answer)).isEqualTo("403 certificate-not-accepted");
        HttpResponse<String> status = stranger.send(HttpRequest.newBuilder(agencyUri("/api/v1/messages/" + UUID.randomUUID())).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(slug(status)).isEqualTo("403 certificate-not-accepted");
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

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/..%2fadmin", "/api/v1/messages;a=b/../admin", "//api/v1/messages", "/api/v1/%00", "/api/v1/%252e"})
    void odd_paths_are_refused_without_a_word(String path) throws Exception {
        String answer = rawRequest("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 40");
        assertThat(answer.toLowerCase()).doesNotContain("tomcat").doesNotContain("exception").doesNotContain("spring");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5\r\nTransfer-Encoding: chunked", "Content-Length: 5\r\nContent-Length: 6", "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding : chunked"})
    void ambiguous_framing_closes_the_connection(String headers) throws Exception {
        String answer = rawRequest("POST /api/v1/messages HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n0\r\n\r\nGET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 (400|501).*");
        assertThat(answer.split("HTTP/1\\.1 ", -1)).as("one answer only").hasSize(2);
    }

    @Test void large_heads_and_missing_hosts_are_refused() throws Exception {
        assertThat(rawRequest("GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(64 * 1024) + "\r\n\r\n")).matches("(?s)HTTP/1.1 4(00|31).*");
        assertThat(rawRequest("GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n" + "A: b\r\n".repeat(1000) + "\r\n")).matches("(?s)HTTP/1.1 4(00|31).*");
        assertThat(rawRequest("GET /api/v1/health HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(rawRequest("TRACE /api/v1/messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 405").contains("Allow:");
    }

    @Test void a_refused_sender_is_told_before_it_sends_its_body() throws Exception {
        String answer = rawRequest("POST /api/v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n"
                + "Content-Type: text/plain\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 415");
    }

    @Test void a_body_that_falls_silent_is_a_time_out_on_record() throws Exception {
        String answer = rawRequest(uploadHead("Content-Length: 1000") + "--b\r\nContent-Disposition: form-data; name=\"messageToPublish\"\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 408").contains("/problems/request-timeout");
        assertOnRecord(answer, "request-timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\nabc\r\n0\r\n\r\n", "-5\r\nabcde\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n"})
    void chunks_that_are_none_are_malformed_on_record(String chunks) throws Exception {
        String answer = rawRequest(uploadHead("Transfer-Encoding: chunked") + chunks);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("/problems/malformed-request");
        assertOnRecord(answer, "malformed-request");
    }

    @Test void a_slow_head_is_cut_off() throws Exception {
        assertThat(rawRequest("POST /api/v1/messages HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")).doesNotContain("HTTP/1.1 2");
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

    private static Map<String, String> signed(String signature) {
        return Map.of("Idempotency-Key", quotedKey(), "JWS-Signature", signature);
    }

    private static String slugOf(Part document) {
        Answer answer = agency.send(Letter.forEbox(agency.agency(), new SandboxJson.Recipient("citizen", "90610199729", List.of(), "consent", paper()))
                .withDocument(document));
        return answer.status() + " " + answer.problemSlug();
    }

    private static String rawMultipart(String body) throws Exception {
        return slug(agencyCall(HttpRequest.newBuilder(agencyUri("/api/v1/messages")).header("Content-Type", "multipart/form-data; boundary=b")
                .header("Idempotency-Key", quotedKey()).POST(HttpRequest.BodyPublishers.ofString(body))));
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

    private static String rawRequest(String text) throws IOException {
        try (SSLSocket socket = (SSLSocket) system.ca().contextOf(system.member("belastingen").identity()).getSocketFactory()
                .createSocket("localhost", system.apiPort())) {
            socket.setSoTimeout(45_000);
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String uploadHead(String framing) {
        return "POST /api/v1/messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\nIdempotency-Key: "
                + quotedKey() + "\r\n" + framing + "\r\n\r\n";
    }

    /** The trace id in the answer leads to the record. */
    private static void assertOnRecord(String answer, String code) {
        String trace = answer.substring(answer.indexOf("urn:uuid:") + 9, answer.indexOf("urn:uuid:") + 45);
        assertThat(count("select count(*) from audit.record where outcome = 'REFUSED' and trace_id = '" + trace + "' and detail->>'code' = '" + code + "'"))
                .as(answer).isEqualTo(1);
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
