package io.postiljon.sandbox.ebox;

import static io.postiljon.sandbox.ebox.EboxTestBed.ANNEX;
import static io.postiljon.sandbox.ebox.EboxTestBed.LETTER;
import static io.postiljon.sandbox.ebox.EboxTestBed.letter;
import static io.postiljon.sandbox.ebox.EboxTestBed.sha256;
import static io.postiljon.sandbox.ebox.EboxTestBed.toCitizen;
import static io.postiljon.sandbox.ebox.EboxTestBed.toEnterprise;
import static io.postiljon.sandbox.ebox.EboxTestBed.withAnnex;
import static io.postiljon.sandbox.ebox.SenderUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the simulator refuses as the eBox does: nothing of it is kept. */
class EboxSimulatorRefusalsTest {
    private static EboxTestBed bed;

    private final int before = bed.ebox().messages().size();

    @BeforeAll
    static void start() {
        bed = EboxTestBed.start();
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1999990045", "0123456789", "0999990222"})
    void a_number_that_is_no_active_company_is_refused(String kbo) {
        assertRefused(bed.sender().publish(letter(toEnterprise(kbo))), "INVALID_INPUT", kbo + " is not a valid company");
    }

    @ParameterizedTest
    @ValueSource(strings = {"90610199728", "90733199729"})
    void a_citizen_with_a_wrong_number_is_refused(String ssin) {
        assertRefused(bed.sender().publish(letter(toCitizen(ssin))), "INVALID_INPUT", "recipient.ssin is not valid");
    }

    @Test
    void a_wrong_number_for_the_attention_of_somebody_fails_the_whole_message() {
        ObjectNode message = toEnterprise("0999990123");
        message.putObject("forTheAttentionOf").put("ssin", "90610199728");

        assertRefused(bed.sender().publish(letter(message)), "INVALID_INPUT", "forTheAttentionOf.ssin is not valid");
    }

    @ParameterizedTest
    @CsvSource({"senderApplicationId, sim:other", "messageTypeId, SIM-OTHER", "messageTypeId, SIM-BURGER"})
    void an_unknown_trio_or_one_for_the_other_kind_of_box_is_refused(String member, String value) {
        ObjectNode message = toEnterprise("0999990123").put(member, value);

        assertRefused(bed.sender().publish(letter(message)), "INVALID_SENDER", "Invalid message configuration");
    }

    @Test
    void a_body_or_exactly_one_attachment_is_the_main_content() {
        ObjectNode none = toEnterprise("0999990123");
        ((ObjectNode) none.at("/attachments/0")).put("isMainContent", false);
        ObjectNode two = withAnnex(toEnterprise("0999990123"));
        ((ObjectNode) two.at("/attachments/1")).put("isMainContent", true);
        ObjectNode body = toEnterprise("0999990123");
        body.remove("attachments");
        body.put("isBodyMainContent", true).putObject("bodyContent").put("fr", "Bonjour");

        assertRefused(bed.sender().publish(letter(none)), "INVALID_INPUT", "No main content attachment. Exactly one is expected");
        assertRefused(
                bed.sender().publish(letter(two).document("upfile2", "b.pdf", ANNEX)),
                "INVALID_INPUT", "Too many main content. Exactly one is expected");
        assertThat(bed.sender().publish(MultipartForm.empty().message(body.toString())).statusCode()).isEqualTo(201);
    }

    @Test
    void two_languages_are_refused_by_a_code_of_their_own() {
        ObjectNode message = toEnterprise("0999990123");
        ((ObjectNode) message.path("subject")).put("fr", "Message");

        assertRefused(bed.sender().publish(letter(message)), "NOT_IMPLEMENTED", "Multiple languages provided when only one expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "image/png"})
    void a_media_type_outside_the_list_is_refused(String mediaType) {
        MultipartForm form = MultipartForm.empty()
                .message(toEnterprise("0999990123").toString())
                .document("upfile1", "brief", mediaType, LETTER);

        assertRefused(
                bed.sender().publish(form), "INVALID_INPUT",
                "Attachment mime type is not valid. See spec for list of available mime types");
    }

    @Test
    void parts_and_attachments_must_match() {
        String message = toEnterprise("0999990123").toString();

        assertRefused(
                bed.sender().publish(letter(toEnterprise("0999990123")).document("upfile2", "b.pdf", ANNEX)),
                "INVALID_INPUT", "Json Attachments number is inconsistent with number of parts");
        assertRefused(
                bed.sender().publish(MultipartForm.empty().message(message).document("upfile9", "b.pdf", LETTER)),
                "INVALID_INPUT", "Some json attachment info do not match any file upload part");
        assertRefused(
                bed.sender().publish(MultipartForm.empty().message(message)
                        .part("Content-Disposition: form-data; name=\"upfile1\"; filename=\"b.pdf\"", LETTER)),
                "INVALID_INPUT", "Missing mediaType or fileName in part");
        assertRefused(
                bed.sender().publish(MultipartForm.empty().message(message)
                        .part("Content-Disposition: form-data; name=\"upfile1\"\r\nContent-Type: application/pdf", LETTER)),
                "INVALID_INPUT", "Missing mediaType or fileName in part");
    }

    @Test
    void more_than_six_documents_are_refused() {
        ObjectNode message = toEnterprise("0999990123");
        MultipartForm form = MultipartForm.empty().document("upfile1", "1.pdf", LETTER);
        for (int at = 2; at <= 7; at++) {
            message.withArray("attachments").addObject().put("httpPartName", "upfile" + at).put("isMainContent", false);
            form = form.document("upfile" + at, at + ".pdf", ANNEX);
        }

        assertRefused(bed.sender().publish(form.message(message.toString())), "INVALID_INPUT", "Too many attachments. At most 6 are expected");
    }

    @Test
    void a_digest_of_other_bytes_or_in_another_encoding_is_refused() {
        List<String> wrong = List.of(
                EboxTestBed.base64Url(sha256(ANNEX)),
                HexFormat.of().formatHex(sha256(LETTER)),
                Base64.getEncoder().encodeToString(sha256(LETTER)));
        assertThat(wrong.getLast()).as("a letter whose two encodings differ").containsAnyOf("+", "/");

        for (String digest : wrong) {
            ObjectNode message = toEnterprise("0999990123");
            ((ObjectNode) message.at("/attachments/0/digest")).put("digestValue", digest);

            assertRefused(bed.sender().publish(letter(message)), "DIGEST_DO_NOT_MATCH", "Issue with Digest");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"messageReference", "dataCategory", "purpose", "delivery", "dossierReference", "paper"})
    void a_member_of_the_gateways_own_interface_is_a_leak_and_refused(String member) {
        ObjectNode message = toEnterprise("0999990123").put(member, "x");

        assertRefused(bed.sender().publish(letter(message)), "INVALID_INPUT", "Members that e-Box does not know: " + member);
    }

    @Test
    void an_incomplete_message_a_null_and_a_repeated_member_break_the_schema() {
        ObjectNode incomplete = toEnterprise("0999990123");
        incomplete.remove("subject");
        ObjectNode withNull = toEnterprise("0999990123");
        withNull.putNull("isReplyAuthorized");
        ObjectNode shortNumber = toEnterprise("999990123");
        ObjectNode longSubject = toEnterprise("0999990123");
        ((ObjectNode) longSubject.path("subject")).put("nl", "x".repeat(401));
        String repeated = toEnterprise("0999990123").toString().replaceFirst("\\{", "{\"messageTypeId\":\"SIM-BRIEF\",");

        assertSchemaRefused(bed.sender().publish(letter(incomplete)));
        assertSchemaRefused(bed.sender().publish(letter(withNull)));
        assertSchemaRefused(bed.sender().publish(letter(shortNumber)));
        assertSchemaRefused(bed.sender().publish(letter(longSubject)));
        assertSchemaRefused(bed.sender().publish(MultipartForm.empty().message(repeated).document("upfile1", "b.pdf", LETTER)));
        assertSchemaRefused(bed.sender().publish(MultipartForm.empty().document("upfile1", "b.pdf", LETTER)));
    }

    @Test
    void a_file_name_that_is_too_long_or_wrongly_encoded_is_refused() {
        String euro = new String("\u20ac.pdf".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        for (String name : List.of(euro, "50% korting.pdf", "%FF.pdf", "a".repeat(252) + ".pdf")) {
            MultipartForm form = MultipartForm.empty().message(toEnterprise("0999990123").toString()).document("upfile1", name, LETTER);

            HttpResponse<String> answer = bed.sender().publish(form);

            assertThat(answer.statusCode()).as(name).isEqualTo(400);
            assertThat(json(answer).path("message").asText()).startsWith("File name");
        }
    }

    @Test
    void what_is_not_multipart_is_not_taken() {
        HttpRequest.Builder request = HttpRequest.newBuilder(bed.sender().messages())
                .header("Authorization", "Bearer " + bed.sender().token(Scopes.PUBLISH))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));

        HttpResponse<String> answer = bed.sender().send(request);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    private void assertRefused(HttpResponse<String> answer, String code, String message) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("code").asText()).isEqualTo(code);
        assertThat(json(answer).path("message").asText()).isEqualTo(message);
        assertThat(UUID.fromString(json(answer).path("id").asText())).isNotNull();
        assertThat(bed.ebox().messages()).hasSize(before);
    }

    private void assertSchemaRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("code").asText()).isEqualTo("INVALID_INPUT");
        assertThat(json(answer).path("message").asText()).startsWith("Invalid Schema");
        assertThat(bed.ebox().messages()).hasSize(before);
    }
}
