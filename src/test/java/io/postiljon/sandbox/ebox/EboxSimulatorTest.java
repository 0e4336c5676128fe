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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulator takes messages, publishes each once, and answers what a sender asks. */
class EboxSimulatorTest {
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

    @AfterEach
    void nothing_of_a_letter_is_kept_but_its_digest() {
        assertThat(bed.ebox().messages()).allSatisfy(message -> assertThat(message.toString()).doesNotContain(message.recipient()));
    }

    @Test
    void a_letter_to_a_company_is_published_with_the_expiry_of_its_message_type() {
        HttpResponse<String> answer = bed.sender().publish(letter(toEnterprise("0999990123")));

        assertThat(answer.statusCode()).isEqualTo(201);
        StoredMessage stored = bed.ebox().messages().getLast();
        assertThat(json(answer).path("messageId").asText()).isEqualTo(stored.messageId());
        assertThat(json(answer).has("code")).isFalse();
        assertThat(OffsetDateTime.parse(json(answer).path("expirationDate").asText()))
                .isAfter(OffsetDateTime.now().plusDays(180))
                .isBefore(OffsetDateTime.now().plusDays(186));
        assertThat(stored.documents()).extracting(StoredDocument::sha256).containsExactly(HexFormat.of().formatHex(sha256(LETTER)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void the_json_may_be_the_first_the_middle_or_the_last_part(int place) {
        String message = withAnnex(toCitizen("90610199729")).toString();
        List<UnaryOperator<MultipartForm>> parts = new ArrayList<>(List.of(
                form -> form.document("upfile2", "bijlage.pdf", ANNEX),
                form -> form.document("upfile1", "brief.pdf", LETTER)));
        parts.add(place, form -> form.message(message));
        MultipartForm form = MultipartForm.empty();
        for (UnaryOperator<MultipartForm> part : parts) {
            form = part.apply(form);
        }

        HttpResponse<String> answer = bed.sender().publish(form);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(bed.ebox().messages().getLast().documents())
                .extracting(StoredDocument::name)
                .containsExactly("brief.pdf", "bijlage.pdf");
    }

    @Test
    void the_address_with_a_slash_at_the_end_is_the_same_operation() {
        HttpRequest.Builder request = bed.sender()
                .publication(bed.sender().token(Scopes.PUBLISH), letter(toEnterprise("0999990123")))
                .uri(URI.create(bed.sender().messages() + "/"));

        assertThat(bed.sender().send(request).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"90621599704", "90610199828"})
    void who_never_opened_the_box_or_gave_no_consent_has_the_message_all_the_same(String ssin) {
        HttpResponse<String> answer = bed.sender().publish(letter(toCitizen(ssin)));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).path("code").asText()).isEqualTo("NO_DIGITAL_USER");
        assertThat(bed.ebox().messages().getLast().recipient()).isEqualTo(ssin);
    }

    @Test
    void a_company_that_never_opened_its_box_has_the_message_all_the_same() {
        HttpResponse<String> answer = bed.sender().publish(letter(toEnterprise("1000000021")));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).path("code").asText()).isEqualTo("NO_DIGITAL_USER");
    }

    @ParameterizedTest
    @CsvSource({"Brief%20n%C2%B0%201.pdf, Brief n\u00b0 1.pdf", "caf\u00e9.pdf, caf\u00e9.pdf", "%E2%82%AC%205.pdf, \u20ac 5.pdf", "a+b.pdf, a+b.pdf"})
    void a_file_name_is_decoded(String sent, String shown) {
        MultipartForm form = MultipartForm.empty()
                .message(toEnterprise("0999990123").toString())
                .document("upfile1", sent, LETTER);

        assertThat(bed.sender().publish(form).statusCode()).isEqualTo(201);
        assertThat(bed.ebox().messages().getLast().documents()).extracting(StoredDocument::name).containsExactly(shown);
    }

    @Test
    void documents_of_25_MiB_go_through_and_31_MiB_do_not() throws Exception {
        ObjectNode message = toEnterprise("0999990123");
        ((ObjectNode) message.at("/attachments/0")).remove("digest");
        MultipartForm form = MultipartForm.empty()
                .part("Content-Disposition: form-data; name=\"upfile1\"; filename=\"groot.pdf\"\r\nContent-Type: application/pdf", () -> new Pattern(25L << 20))
                .message(message.toString());
        MultipartForm tooLarge = MultipartForm.empty()
                .message(message.toString())
                .part("Content-Disposition: form-data; name=\"upfile1\"; filename=\"groot.pdf\"\r\nContent-Type: application/pdf", () -> new Pattern(31L << 20));

        HttpResponse<String> answer = bed.sender().publish(form);
        HttpResponse<String> refused = bed.sender().publish(tooLarge);

        assertThat(answer.statusCode()).isEqualTo(201);
        StoredDocument stored = bed.ebox().messages().getLast().documents().getFirst();
        assertThat(stored.bytes()).isEqualTo(25L << 20);
        assertThat(stored.sha256()).isEqualTo(digestOf(new Pattern(25L << 20)));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(json(refused).path("limit").asLong()).isEqualTo(30L << 20);
    }

    @Test
    void the_same_key_again_is_a_conflict_whatever_the_content() {
        String key = UUID.randomUUID().toString();

        HttpResponse<String> first = bed.sender().publish(letter(toEnterprise("0999990123")), key);
        HttpResponse<String> second = bed.sender().publish(letter(toCitizen("90630799757")), key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).path("type").asText()).isEqualTo("urn:problem-type:ebox-sim:duplicatePublication");
        assertThat(second.body()).doesNotContain(json(first).path("messageId").asText());
        assertThat(bed.ebox().messages()).hasSize(before + 1);
        assertThat(bed.ebox().attempts(key)).isEqualTo(2);
    }

    @Test
    void a_refused_attempt_does_not_use_up_the_key() {
        String key = UUID.randomUUID().toString();

        HttpResponse<String> refused = bed.sender().publish(letter(toEnterprise("1999990045")), key);
        HttpResponse<String> published = bed.sender().publish(letter(toEnterprise("0999990123")), key);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(published.statusCode()).isEqualTo(201);
        assertThat(bed.ebox().attempts(key)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8e03978e-40d5", "\"open", "\"a\"b\"", "?1"})
    void a_key_that_is_not_a_structured_string_is_refused(String header) {
        HttpRequest.Builder request = bed.sender()
                .publication(bed.sender().token(Scopes.PUBLISH), letter(toEnterprise("0999990123")))
                .header("Idempotency-Key", header);

        assertThat(bed.sender().send(request).statusCode()).isEqualTo(400);
        assertThat(bed.ebox().brokenCalls().getLast()).contains("Idempotency-Key");
    }

    @Test
    void a_service_provider_publishes_for_an_agency_under_its_mandate() {
        HttpRequest.Builder withMandate = bed.representative()
                .publication(bed.representative().token(Scopes.PUBLISH_FOR_ANOTHER), letter(toEnterprise("0999990123")))
                .header("On-Behalf-Of-Enterprise-Number", EboxTestBed.AGENCY);
        HttpRequest.Builder withoutHeader =
                bed.representative().publication(bed.representative().token(Scopes.PUBLISH), letter(toEnterprise("0999990123")));
        HttpRequest.Builder withoutMandate = bed.representative()
                .publication(bed.representative().token(Scopes.PUBLISH_FOR_ANOTHER), letter(toEnterprise("0999990123")))
                .header("On-Behalf-Of-Enterprise-Number", "1000000021");
        HttpRequest.Builder withoutScope = bed.representative()
                .publication(bed.representative().token(Scopes.PUBLISH), letter(toEnterprise("0999990123")))
                .header("On-Behalf-Of-Enterprise-Number", EboxTestBed.AGENCY);

        assertThat(bed.representative().send(withMandate).statusCode()).isEqualTo(201);
        assertThat(bed.ebox().messages().getLast().sender()).isEqualTo(EboxTestBed.AGENCY);
        String mismatch = "Invalid sender: user credentials does not match payload";
        assertThat(json(bed.representative().send(withoutHeader)).path("message").asText()).isEqualTo(mismatch);
        assertThat(json(bed.representative().send(withoutMandate)).path("message").asText()).isEqualTo(mismatch);
        assertThat(bed.representative().send(withoutScope).statusCode()).isEqualTo(403);
        assertThat(bed.ebox().messages()).hasSize(before + 1);
    }

    @Test
    void preferences_list_only_the_boxes_that_exist() {
        HttpResponse<String> answer = bed.sender().search(
                URI.create(bed.ebox().federationUri() + "/eboxPreferences/search"), Scopes.PREFERENCES,
                "{\"eboxType\":\"ENTERPRISE\",\"eboxIdType\":\"EnterpriseNumber\","
                        + "\"eboxIdValueList\":[\"0999990123\",\"0999992497\",\"0999990222\",\"1000000021\"]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(SenderUnderTest.texts(json(answer), "eboxIdValue")).containsExactly("0999990123", "1000000021");
        assertThat(json(answer).at("/0/eboxId/eboxType").asText()).isEqualTo("enterprise");
        assertThat(json(answer).at("/0/exclusivelyEbox").isBoolean()).isTrue();
    }

    @Test
    void consents_have_one_entry_for_each_citizen_and_can_be_withdrawn() {
        URI consents = URI.create(bed.ebox().federationUri() + "/citizenEboxConsents/search");
        String asked = "{\"ssinList\":[\"90610199729\",\"90610199828\",\"90621599704\",\"90642099861\"]}";

        HttpResponse<String> first = bed.sender().search(consents, Scopes.PREFERENCES, asked);
        bed.ebox().recipients().put(KnownRecipient.citizen("90642099861", RecipientBehaviour.UNREACHABLE));
        HttpResponse<String> second = bed.sender().search(consents, Scopes.PREFERENCES, asked);

        assertThat(SenderUnderTest.texts(json(first), "hasConsent")).containsExactly("true", "false", "true", "true");
        assertThat(SenderUnderTest.texts(json(second), "hasConsent")).containsExactly("true", "false", "true", "false");
    }

    @Test
    void the_status_tells_when_the_main_document_was_opened() {
        String id = json(bed.sender().publish(letter(toEnterprise("0999990123")))).path("messageId").asText();
        String asked = "[{\"messageId\":\"" + id + "\",\"eboxId\":{\"eboxType\":\"enterprise\",\"eboxIdValue\":\"0999990123\"}}]";
        URI status = URI.create(bed.ebox().registryUri() + "/searchMessageStatus");

        HttpResponse<String> unread = bed.sender().search(status, Scopes.PUBLISH, asked);
        bed.ebox().markRead(id);
        HttpResponse<String> read = bed.sender().search(status, Scopes.PUBLISH, asked);

        assertThat(unread.statusCode()).isEqualTo(201);
        assertThat(json(unread).at("/0/readStatus").asBoolean()).isFalse();
        assertThat(json(read).at("/0/readStatus").asBoolean()).isTrue();
    }

    @Test
    void message_types_tell_their_validity_and_may_be_cached() {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(bed.ebox().registryUri() + "/refData/messageTypes/SIM-BRIEF"))
                .header("Authorization", "Bearer " + bed.sender().token(Scopes.PUBLISH))
                .GET();

        HttpResponse<String> answer = bed.sender().send(request);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).at("/validityPeriod/validityPeriodUnit").asText()).isEqualTo("month");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValueSatisfying(value -> assertThat(value).contains("max-age=86400"));
    }

    @Test
    void an_outside_client_sees_what_was_published() {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> published = bed.sender().publish(letter(toCitizen("90610199729")), key);

        HttpResponse<String> seen = bed.sender().inspect("/messages");

        JsonNode item = json(seen).path("items").path(before);
        assertThat(item.path("messageId")).isEqualTo(json(published).path("messageId"));
        assertThat(item.path("recipient")).isEqualTo(new TextNode("90610199729"));
        assertThat(item.path("sender")).isEqualTo(new TextNode(EboxTestBed.AGENCY));
        assertThat(item.path("idempotencyKey")).isEqualTo(new TextNode(key));
        assertThat(item.path("attempts").asInt()).isEqualTo(1);
        assertThat(item.at("/documents/0/name").asText()).isEqualTo("brief.pdf");
        assertThat(item.at("/documents/0/sha256").asText()).isEqualTo(HexFormat.of().formatHex(sha256(LETTER)));
        assertThat(item.at("/documents/0/bytes").asLong()).isEqualTo(LETTER.length);
        assertThat(bed.sender().inspect("/nothing").statusCode()).isEqualTo(404);
        assertThat(json(bed.sender().inspect("/nothing")).path("status").asInt()).isEqualTo(404);
    }

    @Test
    void a_request_is_seen_with_its_headers_and_answered_with_a_trace() {
        HttpRequest.Builder request = bed.sender()
                .publication(bed.sender().token(Scopes.PUBLISH), letter(toEnterprise("0999990123")))
                .header("BelGov-Trace-Id", "trace-7");

        HttpResponse<String> answer = bed.sender().send(request);

        assertThat(answer.headers().firstValue("BelGov-Related-Trace-Id")).hasValue("trace-7");
        assertThat(answer.headers().firstValue("BelGov-Trace-Id")).isPresent().isNotEqualTo(Optional.of("trace-7"));
        SeenRequest seen = bed.ebox().requests().getLast();
        assertThat(seen.path()).isEqualTo(bed.sender().messages().getPath());
        assertThat(seen.headers()).containsEntry("belgov-trace-id", List.of("trace-7"));
        assertThat(seen.toString()).doesNotContain("Bearer");
    }

    private static String digestOf(InputStream stream) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[8192];
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** So many bytes that are not all the same, made while they are read; line ends are among them. */
    private static final class Pattern extends InputStream {
        private final long length;
        private long at;

        Pattern(long length) {
            this.length = length;
        }

        @Override
        public int read() {
            return at < length ? (int) (at++ * 31 % 251) : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            if (at >= length) {
                return -1;
            }
            int now = (int) Math.min(count, length - at);
            for (int done = 0; done < now; done++) {
                buffer[offset + done] = (byte) read();
            }
            return now;
        }
    }
}
