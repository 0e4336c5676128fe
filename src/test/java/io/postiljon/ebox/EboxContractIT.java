package io.postiljon.ebox;

import static io.postiljon.ebox.DeliveringGateway.LIVE;
import static io.postiljon.ebox.DeliveringGateway.UNMANDATED;
import static io.postiljon.sending.ChannelWish.EBOX_ELSE_PAPER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.sandbox.ebox.EboxSimulator;
import io.postiljon.sandbox.ebox.ErrorShape;
import io.postiljon.sandbox.ebox.Fault;
import io.postiljon.sandbox.ebox.Refusal;
import io.postiljon.sandbox.ebox.SeenRequest;
import io.postiljon.sandbox.ebox.StoredMessage;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the gateway makes of each answer that the e-Box can give to a publication: what is tried again, what goes back to the agency
 * and under which code, what alarms. Each row is one of the documentation of the e-Box (errors, and what integrators run into). Paper
 * was allowed for every sending here, and none goes there.
 */
@Timeout(120)
class EboxContractIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SENDING = "SENDING";
    private static final String GATEWAY = "GATEWAY";

    @TempDir static Path folder;
    private static DeliveringGateway gateway;
    private static EboxSimulator ebox;

    private final byte[] letter = ("%PDF-1.7 letter " + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
    private long paper;
    private long calls;

    @BeforeAll static void start() throws IOException {
        gateway = DeliveringGateway.start(folder);
        ebox = gateway.ebox();
    }

    @AfterAll static void stop() {
        gateway.close();
    }

    @BeforeEach void count() {
        paper = gateway.waitingFor("print.pieces");
        calls = ebox.publishCalls();
    }

    @AfterEach void nothing_went_to_paper_and_both_sides_kept_the_contract() {
        ebox.faults().allOff();
        ebox.speak(ErrorShape.BY_STATUS);
        assertThat(gateway.waitingFor("print.pieces")).isEqualTo(paper);
        assertThat(ebox.brokenCalls()).isEmpty();
        assertThat(ebox.brokenAnswers()).isEmpty();
    }

    /** Who can mend it is alarmed: our operators, or nobody when it is the agency, who reads the code in the status. */
    @ParameterizedTest(name = "{0} as {1} is {2}")
    @CsvSource(delimiter = '|', value = {
            "NOT_A_COMPANY              | STATUS_MESSAGE | ebox-not-a-company               | SENDING",
            "NOT_A_COMPANY              | PROBLEM        | ebox-not-a-company               | SENDING",
            "MESSAGE_TYPE_UNKNOWN       | STATUS_MESSAGE | ebox-message-type-not-configured | GATEWAY",
            "MESSAGE_TYPE_UNKNOWN       | PROBLEM        | ebox-message-type-not-configured | GATEWAY",
            "MANDATE_MISSING            | STATUS_MESSAGE | ebox-sender-not-allowed          | GATEWAY",
            "MANDATE_MISSING            | PROBLEM        | ebox-sender-not-allowed          | GATEWAY",
            "NO_MAIN_CONTENT            | STATUS_MESSAGE | ebox-main-content                | GATEWAY",
            "NO_MAIN_CONTENT            | PROBLEM        | ebox-input-refused               | GATEWAY",
            "TWO_MAIN_CONTENTS          | STATUS_MESSAGE | ebox-main-content                | GATEWAY",
            "MEDIA_TYPE                 | STATUS_MESSAGE | ebox-media-type                  | SENDING",
            "MEDIA_TYPE                 | PROBLEM        | ebox-input-refused               | GATEWAY",
            "NUMBER_OF_PARTS            | STATUS_MESSAGE | ebox-parts                       | GATEWAY",
            "PART_UNKNOWN               | STATUS_MESSAGE | ebox-parts                       | GATEWAY",
            "PART_WITHOUT_FILE_NAME     | STATUS_MESSAGE | ebox-parts                       | GATEWAY",
            "NUMBER_OF_PARTS            | PROBLEM        | ebox-input-refused               | GATEWAY",
            "FILE_NAME_TOO_LONG         | STATUS_MESSAGE | ebox-file-name                   | GATEWAY",
            "FILE_NAME_TOO_LONG         | PROBLEM        | ebox-input-refused               | GATEWAY",
            "SCHEMA                     | STATUS_MESSAGE | ebox-input-refused               | GATEWAY",
            "SCHEMA                     | PROBLEM        | ebox-input-refused               | GATEWAY",
            "TWO_LANGUAGES              | STATUS_MESSAGE | ebox-one-language                | GATEWAY",
            "TWO_LANGUAGES              | PROBLEM        | ebox-input-refused               | GATEWAY",
            "REGISTERED_MAIL            | STATUS_MESSAGE | ebox-not-implemented             | GATEWAY",
            "DIGEST                     | STATUS_MESSAGE | ebox-digest                      | GATEWAY",
            "DIGEST                     | PROBLEM        | ebox-digest                      | GATEWAY",
            "RECIPIENT_NUMBER_WRONG     | STATUS_MESSAGE | ebox-recipient-invalid           | SENDING",
            "RECIPIENT_NUMBER_WRONG     | PROBLEM        | ebox-recipient-invalid           | SENDING",
            "RECIPIENT_NUMBER_REPLACED  | STATUS_MESSAGE | ebox-recipient-invalid           | SENDING",
            "RECIPIENT_NUMBER_REPLACED  | PROBLEM        | ebox-recipient-number-replaced   | SENDING",
            "RECIPIENT_NUMBER_CANCELLED | PROBLEM        | ebox-recipient-number-replaced   | SENDING",
            "ATTENTION_OF_NUMBER_WRONG  | STATUS_MESSAGE | ebox-attention-of-invalid        | SENDING",
            "ATTENTION_OF_NUMBER_WRONG  | PROBLEM        | ebox-attention-of-invalid        | SENDING",
            "SCOPE_MISSING              | STATUS_MESSAGE | ebox-forbidden                   | GATEWAY",
            "SCOPE_MISSING              | PROBLEM        | ebox-scope-missing               | GATEWAY",
            "PERMISSION_MISSING         | PROBLEM        | ebox-forbidden                   | GATEWAY",
            "NOT_FOUND                  | STATUS_MESSAGE | ebox-not-found                   | GATEWAY",
            "NOT_FOUND                  | PROBLEM        | ebox-not-found                   | GATEWAY",
            "DUPLICATE                  | STATUS_MESSAGE | ebox-key-used-by-another         | GATEWAY",
            "DUPLICATE                  | PROBLEM        | ebox-key-used-by-another         | GATEWAY",
            "TOO_LARGE                  | STATUS_MESSAGE | ebox-too-large                   | SENDING",
            "TOO_LARGE                  | PROBLEM        | ebox-too-large                   | SENDING",
            "NOT_MULTIPART              | PROBLEM        | ebox-request-type                | GATEWAY"})
    void a_refusal_is_asked_once_and_goes_back_to_the_agency(Refusal refusal, ErrorShape shape, String code, String mendedBy) throws IOException {
        double alarms = alarms(code);
        ebox.speak(shape);
        ebox.faults().refuse(refusal, 1);

        SendingId id = gateway.accept(LIVE, aCitizen(), EBOX_ELSE_PAPER, letter);

        fails(id, code);
        assertThat(ebox.publishCalls() - calls).isEqualTo(1);
        assertThat(alarms(code) - alarms).isEqualTo(mendedBy.equals(GATEWAY) ? 1 : 0);
        assertThat(mendedBy).isIn(SENDING, GATEWAY);
    }

    @ParameterizedTest(name = "{0} as {1} waits at least {2}")
    @CsvSource(delimiter = '|', value = {
            "QUOTA_IN_SECONDS          | STATUS_MESSAGE | PT2S",
            "QUOTA_AS_DATE             | PROBLEM        | PT1.9S",
            "QUOTA_IN_THE_BODY         | PROBLEM        | PT2S",
            "QUOTA_AS_DATE_IN_THE_BODY | PROBLEM        | PT1.9S",
            "TOO_MANY_FAILURES         | PROBLEM        | PT0S",
            "UNAVAILABLE               | STATUS_MESSAGE | PT2S",
            "UNAVAILABLE_WITHOUT_TIME  | PROBLEM        | PT0S"})
    void a_refusal_for_now_is_tried_again_when_the_ebox_said_and_raises_no_doubt(Refusal refusal, ErrorShape shape, Duration wait) throws IOException {
        ebox.speak(shape);
        ebox.faults().refuse(refusal, 1);

        SendingId id = gateway.accept(LIVE, aCitizen(), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(ebox.attempts(key(id))).isEqualTo(2);
        assertThat(events(id)).contains(AuditEvent.EBOX_UNAVAILABLE).doesNotContain(AuditEvent.EBOX_IN_DOUBT);
        List<Instant> times = timesOfPublication();
        assertThat(Duration.between(times.get(times.size() - 2), times.getLast())).isGreaterThanOrEqualTo(wait);
    }

    @ParameterizedTest @EnumSource(value = Refusal.class, names = {"INTERNAL_ERROR", "BAD_GATEWAY", "GATEWAY_TIMEOUT"})
    void a_failure_behind_the_door_is_a_doubt_and_is_tried_again_with_the_same_key(Refusal refusal) throws IOException {
        ebox.faults().refuse(refusal, 2);

        SendingId id = gateway.accept(LIVE, aCitizen(), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(ebox.attempts(key(id))).isEqualTo(3);
        assertThat(messagesOf(id)).hasSize(1);
        assertThat(events(id)).contains(AuditEvent.EBOX_IN_DOUBT);
        assertThat(gateway.sending(id).eboxMessageId()).isPresent();
        assertThat(gateway.openItems(id)).isEmpty();
    }

    @ParameterizedTest @EnumSource(value = Fault.class, names = {"STATUS_202", "WRONG_BODY", "GATEWAY_TIMEOUT", "RESET_AFTER_COMMIT"})
    void a_message_that_was_taken_without_our_knowing_is_found_by_its_key_and_asks_a_person_for_its_id(Fault fault) throws IOException {
        ebox.faults().once(fault);

        SendingId id = gateway.accept(LIVE, aCitizen(), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(ebox.attempts(key(id))).isEqualTo(2);
        assertThat(messagesOf(id)).hasSize(1);
        assertThat(gateway.openItems(id)).containsExactly("EBOX_ID_UNKNOWN");
        assertThat(gateway.sending(id).outcomeCode()).isEmpty();
    }

    @Test void a_success_with_200_is_one() throws IOException {
        ebox.faults().once(Fault.STATUS_200);

        SendingId id = gateway.accept(LIVE, aCitizen(), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(ebox.attempts(key(id))).isEqualTo(1);
    }

    @Test void a_token_that_is_refused_once_is_replaced_at_once() throws IOException {
        ebox.faults().refuse(Refusal.TOKEN_REFUSED, 1);

        SendingId id = gateway.accept(LIVE, aCitizen(), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(ebox.attempts(key(id))).isEqualTo(2);
        assertThat(events(id)).doesNotContain(AuditEvent.EBOX_UNAVAILABLE);
    }

    @Test void a_token_that_is_refused_twice_waits_and_alarms() throws IOException {
        double alarms = alarms("ebox-token-refused");
        ebox.faults().refuse(Refusal.TOKEN_REFUSED, 2);

        SendingId id = gateway.accept(LIVE, aCitizen(), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(ebox.attempts(key(id))).isEqualTo(3);
        assertThat(alarms("ebox-token-refused") - alarms).isEqualTo(1);
        assertThat(events(id)).contains(AuditEvent.EBOX_UNAVAILABLE).doesNotContain(AuditEvent.EBOX_IN_DOUBT);
    }

    @ParameterizedTest @ValueSource(strings = {"SIM-VERDWENEN", "SIM-BRIEF"})
    void a_message_type_that_is_unknown_or_of_the_other_kind_of_box_alarms(String type) throws IOException {
        double alarms = alarms("ebox-message-type-not-configured");

        SendingId id = gateway.acceptOfType(type, LIVE, aCitizen(), EBOX_ELSE_PAPER, letter);

        fails(id, "ebox-message-type-not-configured");
        assertThat(alarms("ebox-message-type-not-configured") - alarms).isEqualTo(1);
    }

    @Test void a_message_for_an_agency_that_gave_us_no_mandate_alarms() throws IOException {
        double alarms = alarms("ebox-sender-not-allowed");

        SendingId id = gateway.accept(UNMANDATED, aCitizen(), EBOX_ELSE_PAPER, letter);

        fails(id, "ebox-sender-not-allowed");
        assertThat(alarms("ebox-sender-not-allowed") - alarms).isEqualTo(1);
    }

    @Test void an_organisation_that_is_no_longer_active_goes_back_to_the_agency() throws IOException {
        SendingId id = gateway.accept(LIVE, new Recipient.Organisation(new KboNumber("1999990045")), EBOX_ELSE_PAPER, letter);

        fails(id, "ebox-not-a-company");
    }

    private static void fails(SendingId id, String code) {
        reaches(id, SendingState.FAILED);
        assertThat(gateway.sending(id).outcomeCode()).contains(code);
        assertThat(gateway.history(id)).filteredOn(entry -> entry.event() == AuditEvent.EBOX_REFUSED).singleElement().satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo(AuditOutcome.REFUSED);
            assertThat(entry.detail()).containsEntry("code", code);
        });
        assertThat(messagesOf(id)).isEmpty();
        assertThat(gateway.openItems(id)).isEmpty();
        assertThat(gateway.hasContent(id)).isFalse();
    }

    private static double alarms(String code) {
        return gateway.counted("postiljon.ebox.alarms", "code", code);
    }

    private static void reaches(SendingId id, SendingState state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.sending(id).state()).isEqualTo(state));
    }

    private static List<StoredMessage> messagesOf(SendingId id) {
        String key = key(id);
        return ebox.messages().stream().filter(message -> message.idempotencyKey().filter(key::equals).isPresent()).toList();
    }

    private static String key(SendingId id) {
        return gateway.sending(id).eboxKey().orElseThrow().toString();
    }

    private static List<AuditEvent> events(SendingId id) {
        return gateway.history(id).stream().map(AuditEntry::event).toList();
    }

    private static List<Instant> timesOfPublication() {
        return ebox.requests().stream().filter(request -> request.path().contains("/ebox/messages")).map(SeenRequest::at).toList();
    }

    private static Recipient aCitizen() {
        return new Recipient.Citizen(new Insz("90630799757"));
    }
}
