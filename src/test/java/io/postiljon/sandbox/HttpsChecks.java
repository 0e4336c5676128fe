package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.inspection.PdfForge;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.parts.ClamdDouble;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the check without effect tells, and that it has none. A part of {@link HttpsIntakeIT}, on its gateway. */
class HttpsChecks {
    /** Not the orders for the printer, which come when a batch is full or old. */
    private static final String DOCUMENTS = "select count(*) from gateway.vault_object where kind = 'DOCUMENT'";
    private static final int UNIQUE_BYTES = 12_352;

    private final HttpsBed bed = HttpsIntakeIT.bed();

    @Test void a_check_without_effect_tells_the_faults_of_every_stage_at_once() {
        byte[] script = PdfForge.aLetter().inCatalog("/OpenAction << /S /JavaScript /JS (x) >>").bytes();
        Letter first = bed.aLetter();
        String usedKey = HttpsBed.key();
        assertThat(bed.agency().send(first, usedKey).status()).isEqualTo(202);
        Letter wrong = bed.letterWith(script).with("colour", "red").with("sender", Map.of("eboxType", "enterprise", "enterpriseNumber", "0999990123"))
                .with("purpose", "other-purpose").with("recipient", Map.of("eboxType", "citizen", "ssin", "90710199504"))
                .with("messageReference", first.reference()).with("messageTypeId", "not-registered");

        Answer verdict = bed.agency().validate(wrong.parts(), Map.of("Idempotency-Key", '"' + usedKey + '"'));

        assertThat(verdict.status()).as(verdict.toString()).isEqualTo(200);
        assertThat(verdict.body().path("valid").asBoolean()).isFalse();
        assertThat(verdict.body().path("wouldAnswer").asInt()).isEqualTo(400);
        assertThat(verdict.body().path("issues")).extracting(issue -> issue.path("stage").asText() + " " + issue.path("status").asInt() + " " + issue.path("name").asText())
                .containsExactly("form 400 colour", "signature 401 JWS-Signature", "sender 403 sender.enterpriseNumber", "rights 403 purpose", "dossier 403 ",
                        "key 409 Idempotency-Key", "reference 409 messageReference", "content 422 messageTypeId", "documents 422 upfile1");
        assertThat(verdict.body().path("issues")).allSatisfy(issue -> assertThat(issue.path("detail").asText()).isNotBlank());
        assertThat(verdict.body().path("notChecked")).extracting(JsonNode::asText).containsExactly("sender");
        assertThat(new String(verdict.bytes(), StandardCharsets.UTF_8)).doesNotContain("90710199504");
    }

    @Test void a_check_without_effect_leaves_key_reference_database_and_vault_as_they_were() {
        Letter letter = bed.letterWith(SamplePdf.saying("checked before it is sent", UNIQUE_BYTES));
        String key = HttpsBed.key();
        long sendings = bed.count("select count(*) from gateway.sending");
        long documents = bed.count(DOCUMENTS);

        Answer verdict = bed.agency().validate(letter.parts(), Map.of("Idempotency-Key", '"' + key + '"', "JWS-Signature", bed.agency().signer().sign(letter.parts(), Instant.now())));

        assertThat(verdict.body().toString()).isEqualTo("{\"valid\":true,\"wouldAnswer\":202,\"issues\":[],\"notChecked\":[]}");
        assertThat(bed.count("select count(*) from gateway.sending")).isEqualTo(sendings);
        assertThat(bed.count(DOCUMENTS)).isEqualTo(documents);
        assertThat(bed.sealedFiles(UNIQUE_BYTES)).isZero();
        assertThat(bed.count("select count(*) from audit.record where event = 'SENDING_VALIDATED' and subject_tag is not null and signature is null and trace_id = '"
                + verdict.header("BelGov-Trace-Id").orElseThrow() + "'")).as("about whom it asked, on record").isEqualTo(1);
        Answer sent = bed.agency().send(letter, key);
        assertThat(sent.status()).as(sent.toString()).isEqualTo(202);
        Answer again = bed.agency().validate(letter.parts(), Map.of("Idempotency-Key", '"' + key + '"', "JWS-Signature", bed.agency().signer().sign(letter.parts(), Instant.now().minusSeconds(900))));
        assertThat(again.body().path("wouldAnswer").asInt()).isEqualTo(202);
        assertThat(again.body().path("repeats").asText()).endsWith(sent.messageId());
    }

    @Test void what_a_check_without_effect_cannot_judge_is_named() {
        Letter letter = bed.aLetter();
        List<Part> noJson = List.of(new Part("messageToPublish", null, "application/json", "no json".getBytes(StandardCharsets.UTF_8)), letter.parts().get(1));

        Answer broken = bed.agency().validate(noJson, Map.of("JWS-Signature", bed.agency().signer().sign(noJson, Instant.now())));
        Answer partMissing = bed.agency().validate(letter.parts().subList(0, 1), Map.of("JWS-Signature", bed.agency().signer().sign(letter.parts(), Instant.now())));

        assertThat(broken.body().path("issues")).extracting(issue -> issue.path("stage").asText()).containsExactly("form");
        assertThat(broken.body().path("notChecked")).extracting(JsonNode::asText)
                .containsExactly("form", "sender", "rights", "dossier", "key", "reference", "content", "documents");
        assertThat(partMissing.body().path("issues")).extracting(issue -> issue.path("stage").asText() + " " + issue.path("name").asText())
                .containsExactly("form attachments[0].httpPartName", "signature JWS-Signature");
        assertThat(partMissing.body().path("wouldAnswer").asInt()).isEqualTo(400);
    }

    @Test void a_check_without_effect_knows_malware_for_what_it_is_and_tells_no_person_from_nobody() {
        Answer malware = bed.agency().validate(bed.letterWith(PdfForge.aLetter().stream(7, "", ClamdDouble.EICAR).bytes()));
        Answer nobody = bed.agency().validate(bed.aLetter().with("recipient", Map.of("eboxType", "citizen", "ssin", "90710199504")));

        assertThat(malware.body().path("issues").path(0).path("code").asText()).isEqualTo("malware");
        assertThat(bed.count("select count(*) from audit.record where event = 'SECURITY_EVENT' and outcome = 'REFUSED' and trace_id = '"
                + malware.header("BelGov-Trace-Id").orElseThrow() + "'")).isEqualTo(1);
        assertThat(nobody.body().path("wouldAnswer").asInt()).isEqualTo(403);
        assertThat(nobody.body().path("issues").path(0).path("detail"))
                .isEqualTo(bed.agency().send(bed.aLetter().with("recipient", Map.of("eboxType", "citizen", "ssin", "90710199504"))).body().path("detail"));
    }
}
