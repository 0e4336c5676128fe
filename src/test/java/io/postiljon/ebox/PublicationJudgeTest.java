package io.postiljon.ebox;

import static io.postiljon.ebox.PublishOutcome.Cause.GATEWAY;
import static io.postiljon.ebox.PublishOutcome.Cause.SENDING;
import static io.postiljon.sending.SendingState.EBOX_CHOSEN;
import static io.postiljon.sending.SendingState.IN_DOUBT;
import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.ebox.PublishOutcome.AlreadyPublished;
import io.postiljon.ebox.PublishOutcome.Published;
import io.postiljon.ebox.PublishOutcome.Refused;
import io.postiljon.ebox.PublishOutcome.TokenRefused;
import io.postiljon.ebox.PublishOutcome.Unavailable;
import io.postiljon.ebox.PublishOutcome.Unknown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationJudgeTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC);

    private final PublicationJudge judge =
            new PublicationJudge(new AnswerReading(CLOCK, Duration.ofSeconds(30), Duration.ofMinutes(10)), new RefusalCodes());

    @ParameterizedTest @ValueSource(ints = {200, 201, 299})
    void any_2xx_with_an_id_is_a_publication(int status) {
        PublishOutcome outcome = judge(status, """
                {"messageId": "3b06011b-071d-4e9c-b879-b260523247cb", "expirationDate": "2027-05-23T10:00:00+02:00"}""");

        assertThat(outcome).isEqualTo(new Published("3b06011b-071d-4e9c-b879-b260523247cb",
                Optional.of(Instant.parse("2027-05-23T08:00:00Z")), PublishOutcome.Reader.USES_BOX));
    }

    @Test void a_recipient_who_never_opened_the_box_is_published_to_all_the_same() {
        PublishOutcome outcome = judge(201, """
                {"messageId": "m1", "code": "NO_DIGITAL_USER"}""");

        assertThat(outcome).isEqualTo(new Published("m1", Optional.empty(), PublishOutcome.Reader.NEVER_OPENED_BOX));
    }

    @ParameterizedTest @ValueSource(strings = {"", "<html>", "{}", "{\"messageId\": \"a b\"}", "{\"messageId\": \"m1\"} trailing"})
    void a_2xx_that_cannot_be_read_leaves_doubt(String body) {
        assertThat(judge(201, body)).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest @ValueSource(strings = {"", "tomorrow", "+999999999-12-31T23:59:59Z", "-0001-01-01T00:00:00Z"})
    void an_end_that_no_database_can_hold_does_not_undo_a_publication(String end) {
        assertThat(judge(201, "{\"messageId\": \"m1\", \"expirationDate\": \"" + end + "\"}"))
                .isEqualTo(new Published("m1", Optional.empty(), PublishOutcome.Reader.USES_BOX));
    }

    @Test void a_2xx_that_was_cut_leaves_doubt() {
        EboxAnswer cut = new EboxAnswer(201, Optional.empty(), bytes("{\"messageId\": \"m1\"}"), EboxAnswer.Extent.CUT);

        assertThat(judge.judge(PublicationSamples.attempt(EBOX_CHOSEN), cut)).isInstanceOf(Unknown.class);
    }

    @Test void accepted_202_leaves_doubt() {
        assertThat(judge(202, "{\"messageId\": \"m1\"}")).isInstanceOf(Unknown.class);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(400, status("INVALID_INPUT", "0999990024 is not a valid company"), "ebox-not-a-company", SENDING),
                Arguments.of(400, status("INVALID_SENDER", "Invalid message configuration"), "ebox-message-type-not-configured", GATEWAY),
                Arguments.of(400, status("INVALID_SENDER", "Invalid sender: user credentials does not match payload"),
                        "ebox-sender-not-allowed", GATEWAY),
                Arguments.of(400, status("INVALID_INPUT", "No main content attachment. Exactly one is expected"), "ebox-main-content", GATEWAY),
                Arguments.of(400, status("INVALID_INPUT", "Too many main content. Exactly one is expected"), "ebox-main-content", GATEWAY),
                Arguments.of(400, status("INVALID_INPUT", "Attachment mime type is not valid. See spec for list of available mime types"),
                        "ebox-media-type", SENDING),
                Arguments.of(400, status("INVALID_INPUT", "Json Attachments number is inconsistent with number of parts"), "ebox-parts", GATEWAY),
                Arguments.of(400, status("INVALID_INPUT", "Some json attachment info do not match any file upload part"), "ebox-parts", GATEWAY),
                Arguments.of(400, status("INVALID_INPUT", "Missing mediaType or fileName in part"), "ebox-parts", GATEWAY),
                Arguments.of(400, status("INVALID_INPUT", "Invalid Schema: required keys not found"), "ebox-input-refused", GATEWAY),
                Arguments.of(400, status("NOT_IMPLEMENTED", "Multiple languages provided when only one expected"), "ebox-one-language", GATEWAY),
                Arguments.of(400, status("NOT_IMPLEMENTED", "Registered mail is not offered to this sender"), "ebox-not-implemented", GATEWAY),
                Arguments.of(400, status("INVALID_INPUT", "forTheAttentionOf.ssin is not valid"), "ebox-attention-of-invalid", SENDING),
                Arguments.of(400, issue("input-validation:invalidInput", "messageTypeId"), "ebox-message-type-not-configured", GATEWAY),
                Arguments.of(400, issue("input-validation:invalidInput", "sender.enterpriseNumber"), "ebox-sender-not-allowed", GATEWAY),
                Arguments.of(400, status("DIGEST_DO_NOT_MATCH", "Issue with Digest"), "ebox-digest", GATEWAY),
                Arguments.of(400, issue("input-validation:invalidInput", "recipient.ssin"), "ebox-recipient-invalid", SENDING),
                Arguments.of(400, issue("input-validation:replacedSsin", "recipient.ssin"), "ebox-recipient-number-replaced", SENDING),
                Arguments.of(400, issue("input-validation:referencedResourceNotFound", "recipient.enterpriseNumber"), "ebox-not-a-company", SENDING),
                Arguments.of(400, issue("input-validation:invalidInput", "forTheAttentionOf.ssin"), "ebox-attention-of-invalid", SENDING),
                Arguments.of(400, "not json", "ebox-input-refused", GATEWAY),
                Arguments.of(403, problem("missingScope"), "ebox-scope-missing", GATEWAY),
                Arguments.of(403, problem("missingPermission"), "ebox-forbidden", GATEWAY),
                Arguments.of(404, problem("resourceNotFound"), "ebox-not-found", GATEWAY),
                Arguments.of(413, problem("payloadTooLarge"), "ebox-too-large", SENDING),
                Arguments.of(415, problem("unsupportedMediaType"), "ebox-request-type", GATEWAY),
                Arguments.of(422, "", "ebox-refused-422", GATEWAY));
    }

    @ParameterizedTest @MethodSource("refusals")
    void a_permanent_4xx_is_refused_with_a_code_of_ours(int status, String body, String code, PublishOutcome.Cause cause) {
        assertThat(judge(status, body)).isEqualTo(new Refused(code, cause));
    }

    @Test void a_refused_token_asks_for_a_new_one() {
        assertThat(judge(401, problem("expiredAccessToken"))).isEqualTo(new TokenRefused());
    }

    @Test void a_conflict_while_an_earlier_attempt_may_have_been_published_means_that_it_was() {
        EboxAnswer conflict = answer(409, "", null);

        assertThat(judge.judge(PublicationSamples.attempt(IN_DOUBT), conflict)).isEqualTo(new AlreadyPublished());
    }

    @Test void a_conflict_while_nothing_can_have_been_published_is_a_fault_of_ours() {
        EboxAnswer conflict = answer(409, "", null);

        assertThat(judge.judge(PublicationSamples.attempt(EBOX_CHOSEN), conflict)).isEqualTo(new Refused("ebox-key-used-by-another", GATEWAY));
    }

    @ParameterizedTest @ValueSource(ints = {429, 503})
    void retry_after_in_seconds_is_obeyed(int status) {
        assertThat(retryAfter(status, "", "120")).contains(Duration.ofSeconds(120));
    }

    @Test void retry_after_as_a_date_is_obeyed() {
        assertThat(retryAfter(503, "", "Tue, 24 Nov 2026 08:02:00 GMT")).contains(Duration.ofMinutes(2));
    }

    @Test void retry_after_in_the_problem_is_obeyed() {
        assertThat(retryAfter(429, "{\"retryAfterSec\": 60}", null)).contains(Duration.ofSeconds(60));
    }

    @Test void retry_after_as_a_date_in_the_problem_is_obeyed() {
        assertThat(retryAfter(503, "{\"retryAfter\": \"2026-11-24T09:03:00+01:00\"}", null)).contains(Duration.ofMinutes(3));
    }

    @ParameterizedTest @ValueSource(strings = {"0", "999999999", "Tue, 24 Nov 2020 08:02:00 GMT"})
    void retry_after_is_bounded(String value) {
        assertThat(retryAfter(503, "", value).orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(10));
    }

    @Test void retry_after_that_says_nothing_is_left_to_our_pauses() {
        assertThat(retryAfter(503, "", "soon")).isEmpty();
    }

    @ParameterizedTest @ValueSource(ints = {301, 302, 307, 308})
    void a_redirect_is_not_followed_and_tried_again(int status) {
        assertThat(judge(status, "")).isEqualTo(new Unavailable("ebox-redirect-not-followed", Optional.empty()));
    }

    @ParameterizedTest @ValueSource(ints = {500, 502, 504, 599})
    void an_error_of_the_server_leaves_doubt(int status) {
        assertThat(judge(status, problem("internalServerError"))).isInstanceOf(Unknown.class);
    }

    @Test void a_connection_that_broke_before_the_first_byte_published_nothing() {
        PublicationRequest request = new PublicationRequest(new StringEntity("body", ContentType.TEXT_PLAIN));

        assertThat(judge.broken(request)).isInstanceOf(Unavailable.class);
    }

    @Test void a_connection_that_broke_after_the_first_byte_leaves_doubt() throws IOException {
        PublicationRequest request = new PublicationRequest(new StringEntity("body", ContentType.TEXT_PLAIN));
        request.writeTo(new ByteArrayOutputStream());

        assertThat(judge.broken(request)).isInstanceOf(Unknown.class);
    }

    @Test void a_refusal_never_repeats_what_the_ebox_wrote() {
        PublishOutcome outcome = judge(400, status("INVALID_INPUT", "ssin 90610199729 is odd"));

        assertThat(outcome.toString()).doesNotContain("90610199729");
    }

    private PublishOutcome judge(int status, String body) {
        return judge.judge(PublicationSamples.attempt(EBOX_CHOSEN), answer(status, body, null));
    }

    private Optional<Duration> retryAfter(int status, String body, String header) {
        PublishOutcome outcome = judge.judge(PublicationSamples.attempt(EBOX_CHOSEN), answer(status, body, header));
        return ((Unavailable) outcome).retryAfter();
    }

    private static EboxAnswer answer(int status, String body, String retryAfter) {
        return new EboxAnswer(status, Optional.ofNullable(retryAfter), bytes(body), EboxAnswer.Extent.WHOLE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String status(String code, String message) {
        return "{\"code\": \"" + code + "\", \"id\": \"ac6885e0-f318-4da4-8f12-6586cd381254\", \"message\": \"" + message + "\"}";
    }

    private static String problem(String type) {
        return "{\"type\": \"urn:problem-type:belgif:" + type + "\", \"title\": \"T\"}";
    }

    private static String issue(String type, String name) {
        return "{\"type\": \"urn:problem-type:belgif:badRequest\", \"status\": 400, \"issues\": [{\"type\": \"urn:problem-type:belgif:"
                + type + "\", \"in\": \"body\", \"name\": \"" + name + "\"}]}";
    }
}
