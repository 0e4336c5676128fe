package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.sending.SendingId;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemDocumentTest {
    private static final TraceId TRACE = new TraceId(UUID.fromString("00000000-0000-4000-8000-000000000001"));

    private final ProblemDocument problems = new ProblemDocument(URI.create("https://public.example"),
            Clock.fixed(Instant.parse("2026-11-26T09:00:00Z"), ZoneOffset.UTC));

    @Test void a_refusal_names_its_page_its_issues_and_its_trace() throws IOException {
        Refusal refusal = Refusal.of(List.of(
                Issue.inBody(Complaint.MEMBER_MISSING, "attachments[1].digest"), Issue.inBody(Complaint.MEMBER_OLD_NAME, "mainContent", "isMainContent")));

        JsonNode problem = written(refusal);

        assertThat(problem.get("type").asText()).isEqualTo("urn:problem-type:belgif:badRequest");
        assertThat(problem.get("href").asText()).isEqualTo("https://public.example/problems/malformed-request");
        assertThat(problem.get("status").asInt()).isEqualTo(400);
        assertThat(problem.get("instance").asText()).isEqualTo("urn:uuid:" + TRACE);
        assertThat(problem.at("/issues/0/name").asText()).isEqualTo("attachments[1].digest");
        assertThat(problem.at("/issues/0/detail").asText()).isEqualTo("attachments[1].digest is missing: add it.");
        assertThat(problem.at("/issues/1/detail").asText()).contains("write isMainContent instead");
        assertThat(problem.at("/issues/1/type").asText()).isEqualTo("urn:problem-type:belgif:input-validation:unknownInput");
    }

    @Test void a_used_reference_names_the_sending_that_has_it() throws IOException {
        UUID first = UUID.fromString("00000000-0000-4000-8000-000000000002");

        JsonNode problem = written(Refusal.alreadyUsed(Complaint.REFERENCE_USED, new SendingId(first)));

        assertThat(problem.get("messageId").asText()).isEqualTo(first.toString());
        assertThat(problem.get("messageHref").asText()).isEqualTo("/api/v1/messages/" + first);
    }

    @Test void a_conflict_of_key_and_reference_names_both() throws IOException {
        JsonNode problem = written(Refusal.of(List.of(Issue.inHeader(Complaint.KEY_USED, "Idempotency-Key"), Issue.inBody(Complaint.REFERENCE_USED, "messageReference"))));

        assertThat(problem.get("status").asInt()).isEqualTo(409);
        assertThat(problem.get("issues").findValuesAsText("name")).containsExactly("Idempotency-Key", "messageReference");
    }

    @Test void at_most_fifty_issues_are_listed() throws IOException {
        JsonNode problem = written(Refusal.of(Collections.nCopies(51, Issue.inBody(Complaint.MEMBER_MISSING, "x"))));

        assertThat(problem.get("issues")).hasSize(50);
        assertThat(problem.get("truncated").asBoolean()).isTrue();
    }

    @Test void unavailable_says_when_to_come_back() throws IOException {
        JsonNode problem = written(Refusal.later(Issue.ofRequest(Complaint.UNAVAILABLE), Duration.ofSeconds(5)));

        assertThat(problem.get("retryAfterSec").asInt()).isEqualTo(5);
        assertThat(problem.get("retryAfter").asText()).isEqualTo("2026-11-26T09:00:05Z");
        assertThat(problem.get("type").asText()).isEqualTo("urn:problem-type:belgif:serviceUnavailable");
    }

    @Test void a_limit_is_told_as_a_number() throws IOException {
        JsonNode tooLarge = written(Refusal.of(Issue.ofRequest(Complaint.DOCUMENTS_SIZE, 31457280)));
        JsonNode tooOften = written(Refusal.later(Issue.ofRequest(Complaint.QUOTA_REQUESTS, 600), Duration.ofSeconds(12)));
        JsonNode tooOld = written(Refusal.of(Issue.inHeader(Complaint.SIGNATURE_OLD, "JWS-Signature", 300, 60)));

        assertThat(tooLarge.get("limit").asLong()).isEqualTo(31457280);
        assertThat(tooOften.get("limit").asInt()).isEqualTo(600);
        assertThat(tooOften.get("retryAfterSec").asInt()).isEqualTo(12);
        assertThat(tooOld.get("allowedAge").asInt()).isEqualTo(300);
    }

    @ParameterizedTest
    @EnumSource(Complaint.class)
    void every_complaint_has_a_sentence_and_every_fault_a_title_and_a_page(Complaint complaint) {
        ProblemTexts texts = new ProblemTexts(Locale.ENGLISH);
        Issue issue = Issue.inBody(complaint, "member", "first", "second");

        assertThat(texts.sentence(issue)).endsWith(".").doesNotContain("{");
        assertThat(texts.title(complaint.fault())).isNotBlank();
        assertThat(texts.page(complaint.fault())).isNotBlank();
    }

    @Test void every_fault_can_happen() {
        assertThat(Arrays.stream(Complaint.values()).map(Complaint::fault).distinct()).containsExactlyInAnyOrder(Fault.values());
    }

    private JsonNode written(Refusal refusal) throws IOException {
        return new ObjectMapper().readTree(problems.write(refusal, TRACE));
    }
}
