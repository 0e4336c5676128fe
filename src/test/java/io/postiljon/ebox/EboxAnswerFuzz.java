package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.fuzz.FuzzTarget;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.SendingState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An answer of the eBox: a digit for the status, {@code Retry-After} up to the end of the line, then the body. Whatever it says has an outcome that can be
 * stored; a message counts as published, and a citizen as one who consented, only when a plain reader finds the same.
 */
public final class EboxAnswerFuzz implements FuzzTarget {
    private static final int[] STATUSES = {200, 201, 202, 302, 400, 404, 409, 429, 500, 503};
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Insz CITIZEN = new Insz("90610199729");
    private static final KboNumber ORGANISATION = new KboNumber("0999990024");

    private final AnswerReading reading = new AnswerReading(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofSeconds(30), LONGEST_WAIT);
    private final PublicationJudge judge = new PublicationJudge(reading, new RefusalCodes());
    private final PublicationAttempt attempt = PublicationSamples.attempt(SendingState.EBOX_CHOSEN);
    private final ObjectMapper plain = new ObjectMapper();

    @Override public boolean takes(byte[] input) throws IOException {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int line = text.indexOf('\n');
        if (line < 1) {
            return false;
        }
        byte[] body = text.substring(line + 1).getBytes(StandardCharsets.ISO_8859_1);
        int status = STATUSES[Math.floorMod(text.charAt(0) - '0', STATUSES.length)];
        EboxAnswer answer = reading.read(status, line == 1 ? null : text.substring(1, line), new ByteArrayInputStream(body));
        reading.retryAfter(answer).ifPresent(wait -> assertThat(wait).isBetween(Duration.ofSeconds(1), LONGEST_WAIT));
        requireConsent(answer);
        if (judge.judge(attempt, answer) instanceof PublishOutcome.Published published) {
            assertThat(status).isIn(200, 201);
            assertThat(published.eboxMessageId()).isEqualTo(plain.readTree(body).path("messageId").asText());
            published.expiresAt().ifPresent(end -> assertThat(end).isBetween(Instant.parse("0000-01-01T00:00:00Z"), Instant.parse("+10000-01-02T00:00:00Z")));
            return true;
        }
        return false;
    }

    private void requireConsent(EboxAnswer answer) {
        JsonNode json = reading.json(answer);
        Map<Insz, BoxAnswer> consents = new ConsentQuestion().judge(List.of(CITIZEN), json, NOW);
        if (consents.get(CITIZEN) instanceof BoxAnswer.Reachable) {
            assertThat(json.findParents("hasConsent")).filteredOn(entry -> entry.path("ssin").asText().equals(CITIZEN.digits())).isNotEmpty();
        }
        Optional<Map<KboNumber, BoxAnswer>> boxes = new PreferenceQuestion().judge(List.of(ORGANISATION), json, NOW);
        assertThat(boxes.isPresent()).isEqualTo(json.isArray());
    }

    @Override public List<byte[]> seeds() {
        return Stream.of("1\n{\"messageId\": \"m1\", \"expirationDate\": \"+999999999-12-31T23:59:59Z\"}", "1\n{\"messageId\": \"m1\", \"expirationDate\": \"2027-05-23T10:00:00+02:00\"}", "1\n{\"messageId\": \"m1\", \"code\": \"NO_DIGITAL_USER\"}",
                        "0\n[{\"ssin\": \"90610199729\", \"hasConsent\": true}]", "0\n[{\"eboxId\": {\"eboxIdValue\": \"0999990024\"}, \"exclusivelyEbox\": true}]",
                        "7120\n", "9Tue, 24 Nov 2026 09:00:00 GMT\n{}", "8\n{\"retryAfterSec\": 5}", "7\n{\"retryAfter\": \"2026-11-24T08:05:00Z\"}",
                        "4\n{\"type\": \"urn:problem-type:belgif:badRequest\", \"issues\": [{\"type\": \"a:replacedSsin\", \"name\": \"recipient.ssin\"}]}")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1)).toList();
    }
}
