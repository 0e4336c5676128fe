package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import io.postiljon.inspection.PdfForge;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The HTTPS entrance from outside, over TLS, with a real database, broker, vault and key store: what is accepted and what is refused, and
 * in parts what else an agency can call. Attacks on it: {@code AttackCatalogueIT}.
 */
@Timeout(300)
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class HttpsIntakeIT {
    private static final int UNIQUE_BYTES = 12_345;

    @TempDir static Path folder;
    private static HttpsBed bed;

    @BeforeAll static void start() {
        bed = new HttpsBed(folder.resolve("sandbox"));
    }

    @AfterAll static void stop() {
        bed.close();
        assertThat(bed.contract().faults()).as("answers that are not those of the OpenAPI file").isEmpty();
    }

    /** For the parts, which do not run alone. */
    static HttpsBed bed() {
        return bed;
    }

    @Nested @Order(1) class Checks extends HttpsChecks {}

    @Nested @Order(2) class Keys extends HttpsKeys {}

    @Nested @Order(3) class Doors extends HttpsDoors {}

    @Nested @Order(4) class Tracking extends HttpsTracking {}

    @Nested @Order(5) class Outages extends HttpsOutages {}

    @Test void a_sending_is_accepted_with_a_receipt_that_anybody_can_check() throws Exception {
        Letter letter = bed.aLetter();

        Answer answer = bed.agency().send(letter);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(answer.header("Location")).contains("/api/v1/messages/" + answer.messageId());
        assertThat(answer.body().path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(answer.body().path("mode").asText()).isEqualTo("live");
        JWSObject receipt = JWSObject.parse(answer.body().path("receipt").asText());
        assertThat(receipt.verify(bed.published(receipt))).isTrue();
        Map<String, Object> statement = receipt.getPayload().toJSONObject();
        assertThat(statement).containsEntry("messageId", answer.messageId()).containsEntry("messageReference", letter.reference())
                .containsEntry("agency", "belastingen").containsEntry("mode", "live").containsKeys("acceptedAt", "parts", "signatureSha256");
        assertThat(bed.agency().status(answer.messageId()).body().path("messageReference").asText()).isEqualTo(letter.reference());
        assertThat(bed.count("select count(*) from audit.record where event = 'SENDING_ACCEPTED' and signature is not null and sending_id = '"
                + answer.messageId() + "'")).isEqualTo(1);
    }

    @Test void the_parts_may_come_in_any_order() {
        List<Part> parts = new ArrayList<>(bed.aLetter().withDocument(SamplePdf.saying("Brief")).parts());
        java.util.Collections.rotate(parts, 1);
        List<Part> jsonLast = new ArrayList<>(bed.aLetter().parts());
        java.util.Collections.reverse(jsonLast);

        assertThat(bed.agency().send(parts, HttpsBed.key()).status()).isEqualTo(202);
        assertThat(bed.agency().send(jsonLast, HttpsBed.key()).status()).isEqualTo(202);
    }

    @Test void a_repeat_gets_the_first_receipt_even_when_its_signature_is_old() {
        Letter letter = bed.aLetter();
        String key = HttpsBed.key();
        Answer first = bed.agency().send(letter, key);
        String oldSignature = bed.agency().signer().sign(letter.parts(), Instant.now().minus(Duration.ofDays(2)));

        Answer repeat = bed.agency().post(letter.parts(), Map.of("Idempotency-Key", '"' + key + '"', "JWS-Signature", oldSignature));

        assertThat(repeat.status()).isEqualTo(202);
        assertThat(repeat.header("Idempotent-Replay")).contains("true");
        assertThat(repeat.body().path("receipt")).isEqualTo(first.body().path("receipt"));
        assertThat(repeat.messageId()).isEqualTo(first.messageId());
    }

    @Test void a_used_key_and_a_used_reference_are_told_together() {
        Letter first = bed.aLetter();
        bed.agency().send(first);
        String key = HttpsBed.key();
        bed.agency().send(bed.aLetter(), key);

        Answer both = bed.agency().send(bed.aLetter().with("messageReference", first.reference()), key);

        assertThat(both.status()).isEqualTo(409);
        assertThat(both.problemSlug()).isEqualTo("idempotency-conflict");
        assertThat(both.body().path("issues").findValuesAsText("name")).containsExactly("Idempotency-Key", "messageReference");
    }

    @Test void faults_of_the_parts_and_of_the_message_are_told_together() {
        byte[] pdf = "%PDF-1.7".getBytes(StandardCharsets.US_ASCII);
        List<Part> parts = List.of(new Part("upfile1", "a.pdf", "text/html", new byte[] {'x'}), new Part("upfile2", "b.pdf", "application/pdf", pdf),
                new Part("upfile3", null, "application/pdf", pdf), new Part("messageToPublish", null, "application/json", "{\"colour\": \"red\"}".getBytes(StandardCharsets.US_ASCII)));

        Answer answer = bed.agency().post(parts, Map.of("Idempotency-Key", HttpsBed.quotedKey()));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problemSlug()).isEqualTo("unsupported-media-type");
        assertThat(answer.body().path("issues").findValuesAsText("name")).contains("upfile1", "upfile3", "colour", "subject");
        assertThat(bed.sealedFiles("%PDF-1.7".length())).isZero();
    }

    @Test void a_refused_attempt_uses_neither_key_nor_reference_up_and_leaves_nothing_but_its_record() {
        Letter letter = bed.letterWith(SamplePdf.saying("as long as no other document", UNIQUE_BYTES));
        String key = HttpsBed.key();
        long sendings = bed.count("select count(*) from gateway.sending");
        long refusals = bed.count("select count(*) from audit.record where event = 'SENDING_REFUSED'");

        Answer refused = bed.agency().send(letter.with("purpose", "other-purpose"), key);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problemSlug()).isEqualTo("purpose-not-authorised");
        assertThat(bed.count("select count(*) from gateway.sending")).isEqualTo(sendings);
        assertThat(bed.count("select count(*) from audit.record where event = 'SENDING_REFUSED'")).isEqualTo(refusals + 1);
        assertThat(bed.count("select count(*) from audit.record where event = 'SENDING_REFUSED' and trace_id = '" + refused.header("BelGov-Trace-Id").orElseThrow()
                + "' and service = 'EBOX_CITIZEN' and purpose = 'other-purpose' and data_category = 'tax-assessment' and subject_kind = 'CITIZEN'"
                + " and subject_tag is not null and signature is not null")).isEqualTo(1);
        assertThat(bed.sealedFiles(UNIQUE_BYTES)).isZero();
        assertThat(bed.agency().send(letter, key).status()).isEqualTo(202);
        assertThat(bed.sealedFiles(UNIQUE_BYTES)).isEqualTo(1);
    }

    @Test void the_first_stage_with_a_fault_answers_with_all_of_its_faults() {
        Letter wrong = bed.aLetter().with("purpose", "other-purpose").with("dataCategory", "other-category")
                .with("recipient", Map.of("eboxType", "citizen", "ssin", "90610199728"));

        Answer answer = bed.agency().send(wrong);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().path("issues").findValuesAsText("name")).containsExactlyInAnyOrder("dataCategory", "purpose");
    }

    @Test void all_faults_of_all_documents_are_told_at_once_with_part_and_page() {
        byte[] american = PdfForge.aLetter().content("0.5 g 0 0 612 792 re f").inPage("/MediaBox [0 0 612 792]").bytes();
        byte[] script = PdfForge.aLetter().inCatalog("/OpenAction << /S /JavaScript /JS (x) >>").object(7, "<< /EF << >> >>").bytes();
        Answer paper = bed.agency().send(Letter.forEboxElsePaper(bed.agency().agency(), bed.citizen()).withDocument(american).withDocument(script));
        Answer ebox = bed.agency().send(Letter.forEbox(bed.agency().agency(), bed.citizen()).withDocument(american));

        assertThat(paper.status()).isEqualTo(422);
        assertThat(paper.problemSlug()).isEqualTo("document-rejected");
        assertThat(paper.body().path("issues")).extracting(issue -> issue.path("name").asText() + " " + issue.path("code").asText() + " " + issue.path("page").asInt())
                .containsExactly("upfile1 page-not-a4 1", "upfile1 content-outside-printable-area 1", "upfile2 active-content 0", "upfile2 embedded-file 0");
        assertThat(ebox.status()).as("no paper, no rules of paper: " + ebox).isEqualTo(202);
    }

    @Test void dossiers_open_once_are_found_and_close() {
        Answer opened = bed.agency().openCitizenDossier("d-1", "90720199511");
        Answer again = bed.agency().openCitizenDossier("d-1", "90720199511");
        Answer different = bed.agency().openCitizenDossier("d-1", "90710199504");
        Answer found = bed.agency().postJson("/api/v1/dossiers/query", Map.of("person", Map.of("ssin", "90720199511")));
        Answer othersSee = bed.other().postJson("/api/v1/dossiers/query", Map.of("person", Map.of("ssin", "90720199511")));
        Answer closed = bed.agency().closeDossier("d-1");
        Answer closedTwice = bed.agency().closeDossier("d-1");

        assertThat(opened.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(different.problemSlug()).isEqualTo("dossier-conflict");
        assertThat(found.body().path("items").findValuesAsText("dossierReference")).containsExactly("d-1");
        assertThat(othersSee.body().path("items")).isEmpty();
        assertThat(closed.body().path("closedAt").asText()).isNotBlank();
        assertThat(closedTwice.status()).isEqualTo(200);
        assertThat(closedTwice.body().path("closedAt")).isEqualTo(closed.body().path("closedAt"));
        assertThat(bed.agency().closeDossier("d-unknown").status()).isEqualTo(404);
        assertThat(bed.agency().openCitizenDossier("d-2", "90610199728").problemSlug()).isEqualTo("invalid-identifier");
    }

    @Test void no_number_of_a_citizen_reaches_the_database_in_clear() throws Exception {
        bed.agency().send(bed.aLetter());

        try (Connection owner = bed.system().database().connectAsOwner();
                ResultSet rows = owner.createStatement().executeQuery("select count(*) from audit.record r where r::text like '%90610199729%'")) {
            rows.next();
            assertThat(rows.getLong(1)).isZero();
        }
    }
}
