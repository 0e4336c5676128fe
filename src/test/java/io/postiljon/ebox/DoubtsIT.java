package io.postiljon.ebox;

import static io.postiljon.ebox.DeliveringGateway.LIVE;
import static io.postiljon.sending.ChannelWish.EBOX;
import static io.postiljon.sending.ChannelWish.EBOX_ELSE_PAPER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.sandbox.ebox.EboxSimulator;
import io.postiljon.sandbox.ebox.Fault;
import io.postiljon.sandbox.ebox.StoredMessage;
import io.postiljon.sending.ChannelWish;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in doubt, how a person decides about it, and that a storm of failures doubles and loses nothing. */
@Timeout(240)
class DoubtsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REASON = "ticket 4711, answer of the e-Box team";

    @TempDir static Path folder;
    private static DeliveringGateway gateway;
    private static EboxSimulator ebox;

    private final byte[] letter = ("%PDF-1.7 letter " + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);

    @BeforeAll static void start() throws IOException {
        gateway = DeliveringGateway.start(folder, Map.of("ebox.breaker.failures", "1000", "ebox.connection.response", "1s", "ebox.answer-max-age", "1h"));
        ebox = gateway.ebox();
    }

    @AfterAll static void stop() {
        gateway.close();
    }

    @AfterEach void mend() {
        ebox.faults().allOff();
    }

    @Test void what_is_in_doubt_is_listed_with_the_ways_out_and_no_personal_data() throws IOException {
        SendingId id = inDoubtAndNotAskedForAnHour(letterThatMayGoOnPaper());

        Map<String, String> line = lineOf(id);

        assertThat(line).containsEntry("state", "IN_DOUBT").containsEntry("agency", "live").containsEntry("questions", "")
                .containsEntry("eboxKey", key(id));
        assertThat(line.get("ways")).isEqualTo("ASK_AGAIN, CONFIRM_PUBLISHED, CONFIRM_NOT_PUBLISHED, SEND_AGAIN, RELEASE_TO_PAPER");
        assertThat(line.toString()).doesNotContain("90630799757", "Voorbeeld");
    }

    @Test void asking_again_uses_the_same_key_and_finds_what_was_published() throws IOException {
        SendingId id = inDoubtAndNotAskedForAnHour(publishedWithoutOurKnowing());

        gateway.console("askAgain", id.toString(), REASON);

        reaches(id, SendingState.PUBLISHED);
        assertThat(messagesWith(key(id))).hasSize(1);
        assertThat(gateway.openItems(id)).containsExactly("EBOX_ID_UNKNOWN");
        decided(id, "ASK_AGAIN");
    }

    @Test void a_publication_that_a_person_confirmed_ends_the_doubt_with_its_id() throws IOException {
        SendingId id = inDoubtAndNotAskedForAnHour(publishedWithoutOurKnowing());
        String eboxId = messagesWith(key(id)).getFirst().messageId();

        gateway.console("confirmPublished", id.toString(), eboxId, REASON);

        assertThat(gateway.sending(id).state()).isEqualTo(SendingState.PUBLISHED);
        assertThat(gateway.sending(id).eboxMessageId()).contains(eboxId);
        assertThat(gateway.hasContent(id)).isFalse();
        decided(id, "CONFIRM_PUBLISHED");
    }

    @Test void an_id_that_a_person_found_closes_the_question() throws IOException {
        ebox.faults().once(Fault.RESET_AFTER_COMMIT);
        SendingId id = gateway.accept(LIVE, aCitizen(), EBOX, letter);
        reaches(id, SendingState.PUBLISHED);
        assertThat(lineOf(id)).containsEntry("questions", "EBOX_ID_UNKNOWN (ebox-already-published)").containsEntry("ways", "CONFIRM_PUBLISHED, CLOSE");
        assertThatThrownBy(() -> gateway.console("askAgain", id.toString(), REASON)).hasMessageContaining("not possible now");

        gateway.console("confirmPublished", id.toString(), messagesWith(key(id)).getFirst().messageId(), REASON);

        assertThat(gateway.openItems(id)).isEmpty();
        assertThat(gateway.sending(id).eboxMessageId()).isPresent();
    }

    @Test void what_failed_at_the_deadline_becomes_published_when_a_person_found_it_in_the_box() throws IOException {
        SendingId id = failedInDoubt();
        assertThat(lineOf(id)).containsEntry("ways", "CONFIRM_PUBLISHED, CONFIRM_NOT_PUBLISHED, CLOSE");

        gateway.console("confirmPublished", id.toString(), "eb-1", REASON);

        assertThat(gateway.sending(id).state()).isEqualTo(SendingState.PUBLISHED);
        assertThat(gateway.sending(id).outcomeCode()).isEmpty();
        assertThat(gateway.openItems(id)).isEmpty();
    }

    @Test void what_failed_at_the_deadline_stays_failed_when_a_person_found_nothing() throws IOException {
        SendingId id = failedInDoubt();

        gateway.console("confirmNotPublished", id.toString(), REASON);

        assertThat(gateway.sending(id).state()).isEqualTo(SendingState.FAILED);
        assertThat(gateway.openItems(id)).isEmpty();
        decided(id, "CONFIRM_NOT_PUBLISHED");
    }

    @Test void what_certainly_is_not_in_the_box_can_end() throws IOException {
        SendingId id = inDoubtAndNotAskedForAnHour(letterThatMayGoOnPaper());

        gateway.console("confirmNotPublished", id.toString(), REASON);

        assertThat(gateway.sending(id).state()).isEqualTo(SendingState.FAILED);
        assertThat(gateway.sending(id).outcomeCode()).contains("ebox-not-published");
        assertThat(gateway.hasContent(id)).isFalse();
    }

    @Test void what_certainly_is_not_in_the_box_can_go_there_under_a_new_key() throws IOException {
        SendingId id = inDoubtAndNotAskedForAnHour(letterThatMayGoOnPaper());
        String oldKey = key(id);

        gateway.console("sendAgain", id.toString(), REASON);

        reaches(id, SendingState.PUBLISHED);
        assertThat(key(id)).isNotEqualTo(oldKey);
        assertThat(messagesWith(key(id))).hasSize(1);
        assertThat(messagesWith(oldKey)).isEmpty();
        decided(id, "SEND_AGAIN");
    }

    @Test void what_certainly_is_not_in_the_box_can_go_on_paper_where_the_agency_allowed_it() throws IOException {
        long paper = gateway.waitingFor("print.pieces");
        SendingId id = inDoubtAndNotAskedForAnHour(letterThatMayGoOnPaper());

        gateway.console("releaseToPaper", id.toString(), REASON);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.waitingFor("print.pieces")).isEqualTo(paper + 1));
        assertThat(gateway.sending(id).state()).isEqualTo(SendingState.PAPER_CHOSEN);
        assertThat(gateway.sending(id).decision().orElseThrow().rule()).isEqualTo("RELEASED_BY_OPERATOR");
        decided(id, "RELEASE_TO_PAPER");
    }

    @Test void paper_is_not_offered_without_the_wish_or_without_an_address() throws IOException {
        for (ChannelWish wish : List.of(EBOX, EBOX_ELSE_PAPER)) {
            ebox.faults().on(Fault.INTERNAL_ERROR);
            SendingId id = inDoubtAndNotAskedForAnHour(gateway.accept(LIVE, aCitizen(), wish, letter));

            assertThatThrownBy(() -> gateway.console("releaseToPaper", id.toString(), REASON)).hasMessageContaining("not possible now");
            assertThat(gateway.sending(id).state()).isEqualTo(SendingState.IN_DOUBT);
            assertThat(events(id)).doesNotContain(AuditEvent.DOUBT_DECIDED);
        }
    }

    @Test void nothing_is_decided_while_an_attempt_is_under_way() throws IOException {
        ebox.faults().once(Fault.INTERNAL_ERROR);
        SendingId id = gateway.acceptWithAddress(LIVE, aCitizen(), letter);
        reaches(id, SendingState.IN_DOUBT);
        gateway.holdTheLease(id);

        assertThatThrownBy(() -> gateway.console("sendAgain", id.toString(), REASON)).hasMessageContaining("not possible now");
    }

    @ParameterizedTest @ValueSource(strings = {"", "  ", "x", "for 90630799757", "two\nlines"})
    void a_decision_needs_a_reason_of_one_line_without_a_number_of_a_person(String reason) throws IOException {
        SendingId id = inDoubtAndNotAskedForAnHour(letterThatMayGoOnPaper());

        assertThatThrownBy(() -> gateway.console("confirmNotPublished", id.toString(), reason)).hasMessageContaining("reason");

        assertThat(gateway.sending(id).state()).isEqualTo(SendingState.IN_DOUBT);
    }

    @Test void a_storm_of_failures_over_two_hundred_sendings_doubles_nothing_loses_nothing_and_prints_nothing() throws IOException {
        long paper = gateway.waitingFor("print.pieces");
        ebox.faults().storm(0.3, List.of(Fault.INTERNAL_ERROR, Fault.UNAVAILABLE, Fault.RESET_BEFORE_COMMIT, Fault.RESET_AFTER_COMMIT, Fault.DELAY,
                Fault.GATEWAY_TIMEOUT, Fault.WRONG_BODY), 20261126L);
        List<SendingId> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Recipient recipient = i % 2 == 0 ? aCitizen() : new Recipient.Organisation(new KboNumber("0999990123"));
            sent.add(gateway.accept(LIVE, recipient, EBOX_ELSE_PAPER, ("%PDF-1.7 " + i).getBytes(StandardCharsets.US_ASCII)));
        }

        await().atMost(Duration.ofSeconds(180)).until(() -> sent.stream().allMatch(id -> gateway.sending(id).state() == SendingState.PUBLISHED));

        Map<String, Long> byKey = ebox.messages().stream().collect(Collectors.groupingBy(message -> message.idempotencyKey().orElseThrow(), Collectors.counting()));
        assertThat(sent).allSatisfy(id -> {
            assertThat(byKey.get(key(id))).isEqualTo(1);
            assertThat(gateway.openItems(id)).isEqualTo(gateway.sending(id).eboxMessageId().isPresent() ? List.of() : List.of("EBOX_ID_UNKNOWN"));
        });
        assertThat(gateway.waitingFor("print.pieces")).isEqualTo(paper);
        assertThat(ebox.brokenCalls()).isEmpty();
    }

    private SendingId letterThatMayGoOnPaper() throws IOException {
        ebox.faults().on(Fault.INTERNAL_ERROR);
        return gateway.acceptWithAddress(LIVE, aCitizen(), letter);
    }

    private SendingId publishedWithoutOurKnowing() throws IOException {
        ebox.faults().on(Fault.RESET_AFTER_COMMIT);
        return gateway.accept(LIVE, aCitizen(), EBOX_ELSE_PAPER, letter);
    }

    private SendingId inDoubtAndNotAskedForAnHour(SendingId id) {
        reaches(id, SendingState.IN_DOUBT);
        await().atMost(PATIENCE).until(() -> {
            if (gateway.sending(id).leasedUntil().isPresent()) {
                return false;
            }
            gateway.planTheRetryInAnHour(id);
            return gateway.sending(id).nextAttemptAt().filter(at -> at.isAfter(Instant.now().plusSeconds(60))).isPresent();
        });
        ebox.faults().allOff();
        return id;
    }

    private SendingId failedInDoubt() throws IOException {
        ebox.faults().on(Fault.INTERNAL_ERROR);
        SendingId id = gateway.accept(LIVE, aCitizen(), EBOX_ELSE_PAPER, letter);
        reaches(id, SendingState.IN_DOUBT);
        gateway.letTheDeadlinePass(id);
        reaches(id, SendingState.FAILED);
        ebox.faults().allOff();
        return id;
    }

    @SuppressWarnings("unchecked") // what the console gets
    private static Map<String, String> lineOf(SendingId id) {
        return ((List<Map<String, String>>) gateway.console("list")).stream().filter(line -> line.get("sendingId").equals(id.toString())).findFirst().orElseThrow();
    }

    private static void decided(SendingId id, String way) {
        assertThat(gateway.history(id)).filteredOn(entry -> entry.event() == AuditEvent.DOUBT_DECIDED).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(Actor.Kind.OPERATOR);
            assertThat(entry.detail()).containsEntry("decision", way).containsEntry("reason", REASON);
        });
    }

    private static void reaches(SendingId id, SendingState state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.sending(id).state()).isEqualTo(state));
    }

    private static List<StoredMessage> messagesWith(String key) {
        return ebox.messages().stream().filter(message -> message.idempotencyKey().filter(key::equals).isPresent()).toList();
    }

    private static String key(SendingId id) {
        return gateway.sending(id).eboxKey().orElseThrow().toString();
    }

    private static List<AuditEvent> events(SendingId id) {
        return gateway.history(id).stream().map(AuditEntry::event).toList();
    }

    private static Recipient aCitizen() {
        return new Recipient.Citizen(new Insz("90630799757"));
    }
}
