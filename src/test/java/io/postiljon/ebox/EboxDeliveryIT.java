package io.postiljon.ebox;

import static io.postiljon.ebox.DeliveringGateway.LIVE;
import static io.postiljon.ebox.DeliveringGateway.REHEARSING;
import static io.postiljon.ebox.DeliveringGateway.REPRESENTED;
import static io.postiljon.sending.ChannelWish.EBOX;
import static io.postiljon.sending.ChannelWish.EBOX_ELSE_PAPER;
import static io.postiljon.sending.ChannelWish.PAPER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.sandbox.ebox.EboxSimulator;
import io.postiljon.sandbox.ebox.ErrorShape;
import io.postiljon.sandbox.ebox.Fault;
import io.postiljon.sandbox.ebox.FaultOrder;
import io.postiljon.sandbox.ebox.KnownRecipient;
import io.postiljon.sandbox.ebox.RecipientBehaviour;
import io.postiljon.sandbox.ebox.SeenRequest;
import io.postiljon.sandbox.ebox.StoredMessage;
import io.postiljon.sandbox.ebox.Where;
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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(240)
class EboxDeliveryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir static Path folder;
    private static DeliveringGateway gateway;
    private static EboxSimulator ebox;

    private final byte[] letter = ("%PDF-1.7 letter " + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);

    @BeforeAll static void start() throws IOException {
        gateway = DeliveringGateway.start(folder);
        ebox = gateway.ebox();
    }

    @AfterAll static void stop() {
        gateway.close();
    }

    @AfterEach void mend() {
        ebox.faults().allOff();
        ebox.speak(ErrorShape.BY_STATUS);
        ebox.recipients().put(KnownRecipient.citizen("90630799757", RecipientBehaviour.REACHABLE));
        ebox.recipients().put(KnownRecipient.enterprise("0999990123", RecipientBehaviour.REACHABLE));
        gateway.allowAllRules();
    }

    @Test void a_citizen_with_consent_gets_the_message_in_the_ebox_and_the_documents_are_destroyed() throws IOException {
        SendingId id = gateway.accept(LIVE, citizen("90610199729"), EBOX, letter);

        reaches(id, SendingState.PUBLISHED);
        StoredMessage message = theOnlyMessageOf(id);
        assertThat(gateway.sending(id).eboxMessageId()).contains(message.messageId());
        assertThat(gateway.sending(id).eboxExpiresAt()).contains(message.expiresAt().truncatedTo(ChronoUnit.SECONDS));
        assertThat(message.recipient()).isEqualTo("90610199729");
        assertThat(message.documents()).singleElement().satisfies(document -> assertThat(document.name()).isEqualTo("Beslissing één.pdf"));
        assertThat(gateway.sending(id).decision().orElseThrow().rule()).isEqualTo("CITIZEN_CONSENTED");
        assertThat(gateway.hasContent(id)).isFalse();
        assertThat(gateway.sizesInEvidence(id)).hasSize(4).allMatch(size -> size == letter.length);
        assertThat(events(id)).containsExactly(AuditEvent.CONSENT_ASKED, AuditEvent.CHANNEL_CHOSEN, AuditEvent.EBOX_PUBLISHED, AuditEvent.DOCUMENTS_DESTROYED);
    }

    @Test void an_organisation_gets_it_on_behalf_of_the_agency_that_we_represent() throws IOException {
        SendingId id = gateway.accept(REPRESENTED, organisation("0999990024"), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(theOnlyMessageOf(id).sender()).isEqualTo("1000000021");
        assertThat(publications()).last().satisfies(request -> assertThat(request.headers().get("on-behalf-of-enterprise-number"))
                .containsExactly("1000000021"));
    }

    @Test void a_recipient_who_never_opened_the_box_is_published_to_and_not_sent_paper() throws IOException {
        long paper = gateway.waitingFor("print.pieces");

        SendingId id = gateway.accept(LIVE, citizen("90621599704"), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PUBLISHED_NEVER_OPENED);
        assertThat(gateway.waitingFor("print.pieces")).isEqualTo(paper);
    }

    @Test void without_consent_it_goes_on_paper_when_the_agency_allows() throws IOException {
        long paper = gateway.waitingFor("print.pieces");

        SendingId id = gateway.accept(LIVE, citizen("90610199828"), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PAPER_CHOSEN);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.waitingFor("print.pieces")).isEqualTo(paper + 1));
        assertThat(messagesOf(id)).isEmpty();
        assertThat(gateway.hasContent(id)).isTrue();
        assertThat(gateway.sending(id).decision().orElseThrow().data()).containsEntry("consent", "false");
    }

    @Test void without_consent_it_goes_back_to_the_agency_when_paper_is_not_allowed() throws IOException {
        SendingId id = gateway.accept(LIVE, citizen("90610199828"), EBOX, letter);

        reaches(id, SendingState.FAILED);
        assertThat(gateway.sending(id).outcomeCode()).contains("NO_CHANNEL_CITIZEN_NOT_CONSENTED");
        assertThat(messagesOf(id)).isEmpty();
        assertThat(gateway.hasContent(id)).isFalse();
    }

    @Test void an_organisation_without_box_gets_paper() throws IOException {
        SendingId id = gateway.accept(LIVE, organisation("0999992497"), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PAPER_CHOSEN);
        assertThat(gateway.sending(id).decision().orElseThrow().rule()).isEqualTo("ORGANISATION_HAS_NO_BOX");
    }

    @ParameterizedTest @EnumSource(ErrorShape.class)
    void a_number_that_is_no_company_goes_back_to_the_agency_and_never_on_paper(ErrorShape shape) throws IOException {
        ebox.speak(shape);

        SendingId id = gateway.accept(LIVE, organisation("1999990045"), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.FAILED);
        assertThat(gateway.sending(id).outcomeCode()).contains("ebox-not-a-company");
        assertThat(events(id)).contains(AuditEvent.EBOX_REFUSED);
    }

    @ParameterizedTest @EnumSource(ErrorShape.class)
    void a_message_type_that_the_ebox_does_not_know_fails_and_alarms(ErrorShape shape) throws IOException {
        double alarms = gateway.counted("postiljon.ebox.alarms", "code", "ebox-message-type-not-configured");
        ebox.speak(shape);

        SendingId id = gateway.acceptOfUnknownType(LIVE, citizen("90630799757"), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.FAILED);
        assertThat(gateway.sending(id).outcomeCode()).contains("ebox-message-type-not-configured");
        assertThat(gateway.counted("postiljon.ebox.alarms", "code", "ebox-message-type-not-configured")).isEqualTo(alarms + 1);
    }

    @ParameterizedTest @EnumSource(value = Fault.class, names = {"DOWN", "UNAVAILABLE", "TOO_MANY_REQUESTS", "INTERNAL_ERROR", "RESET_AFTER_COMMIT"})
    void while_token_and_federation_fail_nothing_is_lost_or_doubted(Fault fault) throws IOException {
        ebox.faults().on(FaultOrder.always(fault).times(2).at(Where.FEDERATION));
        ebox.faults().on(FaultOrder.always(fault).times(1).at(Where.TOKEN));
        ebox.revokeTokens();

        SendingId id = gateway.accept(LIVE, organisation("0999990024"), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(theOnlyMessageOf(id)).isNotNull();
        assertThat(events(id)).doesNotContain(AuditEvent.EBOX_IN_DOUBT);
    }

    @Test void paper_that_was_asked_for_asks_nobody() throws IOException {
        int asked = ebox.requests().size();

        SendingId id = gateway.accept(LIVE, citizen("90642099861"), PAPER, letter);

        reaches(id, SendingState.PAPER_CHOSEN);
        assertThat(ebox.requests()).hasSize(asked);
    }

    @Test void a_right_that_lapsed_after_acceptance_withholds_the_sending() throws IOException {
        SendingId id = gateway.acceptWithoutDossier(REPRESENTED, citizen("90642099861"), EBOX, letter);

        reaches(id, SendingState.WITHHELD);
        assertThat(gateway.sending(id).outcomeCode()).contains("dossier-not-active");
        assertThat(messagesOf(id)).isEmpty();
        assertThat(gateway.hasContent(id)).isFalse();
    }

    @Test void in_rehearsal_everything_is_recorded_and_nothing_leaves() throws IOException {
        int seen = ebox.requests().size();

        SendingId published = gateway.accept(REHEARSING, citizen("90610199729"), EBOX, letter);
        SendingId neverOpened = gateway.accept(REHEARSING, citizen("90621599704"), EBOX, letter);
        SendingId refused = gateway.accept(REHEARSING, organisation("1999990045"), EBOX, letter);

        reaches(published, SendingState.PUBLISHED);
        reaches(neverOpened, SendingState.PUBLISHED_NEVER_OPENED);
        reaches(refused, SendingState.FAILED);
        assertThat(ebox.requests()).hasSize(seen);
    }

    @Test void an_answer_that_got_lost_after_the_publication_is_found_with_the_same_key_and_left_open_for_reconciliation() throws IOException {
        ebox.faults().once(Fault.RESET_AFTER_COMMIT);

        SendingId id = gateway.accept(LIVE, citizen("90630799757"), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(messagesOf(id)).hasSize(1);
        assertThat(ebox.attempts(key(id))).isEqualTo(2);
        assertThat(gateway.sending(id).eboxMessageId()).isEmpty();
        assertThat(events(id)).containsSubsequence(AuditEvent.EBOX_IN_DOUBT, AuditEvent.EBOX_PUBLISHED);
        assertThat(gateway.openItems(id)).containsExactly("EBOX_ID_UNKNOWN");
        assertThat(gateway.history(id)).filteredOn(entry -> entry.event() == AuditEvent.EBOX_PUBLISHED).singleElement()
                .satisfies(entry -> assertThat(entry.detail()).containsEntry("reconciliation", "open"));
    }

    @Test void an_answer_that_is_not_json_leaves_doubt_and_the_same_key_resolves_it() throws IOException {
        ebox.faults().once(Fault.WRONG_BODY);

        SendingId id = gateway.accept(LIVE, citizen("90630799757"), EBOX, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(messagesOf(id)).hasSize(1);
        assertThat(events(id)).contains(AuditEvent.EBOX_IN_DOUBT);
    }

    @Test void an_answer_without_end_is_cut_and_the_same_key_resolves_it() throws IOException {
        ebox.faults().once(Fault.ENDLESS_BODY);

        SendingId id = gateway.accept(LIVE, citizen("90630799757"), EBOX, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(messagesOf(id)).hasSize(1);
        assertThat(events(id)).contains(AuditEvent.EBOX_IN_DOUBT);
    }

    @ParameterizedTest @EnumSource(value = Fault.class, names = {"RESET_BEFORE_COMMIT", "INTERNAL_ERROR"})
    void a_failure_that_leaves_doubt_is_tried_again_with_the_same_key(Fault fault) throws IOException {
        ebox.faults().once(fault);

        SendingId id = gateway.accept(LIVE, citizen("90630799757"), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(gateway.sending(id).eboxMessageId()).contains(theOnlyMessageOf(id).messageId());
        assertThat(ebox.attempts(key(id))).isEqualTo(2);
        assertThat(events(id)).contains(AuditEvent.EBOX_IN_DOUBT);
    }

    @ParameterizedTest @EnumSource(value = Fault.class, names = {"TOO_MANY_REQUESTS", "UNAVAILABLE", "REDIRECT"})
    void a_refusal_for_now_is_tried_again_later_without_doubt(Fault fault) throws IOException {
        ebox.faults().once(fault);

        SendingId id = gateway.accept(LIVE, citizen("90630799757"), EBOX, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(theOnlyMessageOf(id)).isNotNull();
        assertThat(events(id)).contains(AuditEvent.EBOX_UNAVAILABLE).doesNotContain(AuditEvent.EBOX_IN_DOUBT);
    }

    @Test void a_success_with_status_200_is_a_publication() throws IOException {
        ebox.faults().once(Fault.STATUS_200);

        SendingId id = gateway.accept(LIVE, citizen("90630799757"), EBOX, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(gateway.sending(id).eboxMessageId()).contains(theOnlyMessageOf(id).messageId());
    }

    @Test void while_the_ebox_is_away_nothing_is_lost_or_sent_on_paper_and_afterwards_it_arrives_once() throws IOException {
        long paper = gateway.waitingFor("print.pieces");
        ebox.faults().on(Fault.DOWN);
        SendingId id = gateway.accept(LIVE, organisation("0999990123"), EBOX_ELSE_PAPER, letter);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.history(id)).filteredOn(entry -> entry.outcome() != AuditOutcome.DONE)
                .hasSizeGreaterThan(1));
        assertThat(gateway.sending(id).state().endsDelivery()).isFalse();

        ebox.faults().allOff();

        reaches(id, SendingState.PUBLISHED);
        assertThat(theOnlyMessageOf(id)).isNotNull();
        assertThat(gateway.waitingFor("print.pieces")).isEqualTo(paper);
    }

    @Test void a_token_that_is_no_longer_accepted_is_replaced_within_the_same_attempt() throws IOException {
        reaches(gateway.accept(LIVE, citizen("90630799757"), EBOX, letter), SendingState.PUBLISHED);
        ebox.revokeTokens();

        SendingId id = gateway.accept(LIVE, citizen("90630799757"), EBOX, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(events(id)).doesNotContain(AuditEvent.EBOX_UNAVAILABLE, AuditEvent.EBOX_IN_DOUBT);
    }

    @Test void a_token_that_the_federation_no_longer_accepts_is_replaced_within_the_same_question() throws IOException {
        reaches(gateway.accept(LIVE, organisation("0999992497"), EBOX_ELSE_PAPER, letter), SendingState.PAPER_CHOSEN);   // a no is not remembered
        ebox.revokeTokens();

        SendingId id = gateway.accept(LIVE, organisation("0999992497"), EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PAPER_CHOSEN);
        assertThat(gateway.history(id)).filteredOn(entry -> entry.event() == AuditEvent.PREFERENCES_ASKED).singleElement()
                .satisfies(entry -> assertThat(entry.outcome()).isEqualTo(AuditOutcome.DONE));
    }

    @Test void a_message_that_the_broker_delivers_again_publishes_nothing_more() throws IOException {
        SendingId id = gateway.accept(LIVE, citizen("90630799757"), EBOX, letter);
        gateway.deliverAgain("dispatch.accepted", id);
        gateway.deliverAgain("ebox.outgoing", id);
        reaches(id, SendingState.PUBLISHED);

        gateway.deliverAgain("dispatch.accepted", id);
        gateway.deliverAgain("ebox.outgoing", id);

        await().atMost(PATIENCE).until(() -> gateway.waitingFor("dispatch.accepted") == 0 && gateway.waitingFor("ebox.outgoing") == 0);
        assertThat(ebox.attempts(key(id))).isEqualTo(1);
        assertThat(messagesOf(id)).hasSize(1);
    }

    @Test void consent_that_is_withdrawn_while_the_registry_is_away_turns_the_sending_to_paper() throws IOException {
        ebox.faults().on(Fault.UNAVAILABLE);
        SendingId id = gateway.accept(LIVE, citizen("90630799757"), EBOX_ELSE_PAPER, letter);
        await().atMost(PATIENCE).until(() -> events(id).contains(AuditEvent.EBOX_UNAVAILABLE));

        ebox.recipients().put(KnownRecipient.citizen("90630799757", RecipientBehaviour.UNREACHABLE));

        reaches(id, SendingState.PAPER_CHOSEN);
        assertThat(messagesOf(id)).isEmpty();
        assertThat(events(id)).contains(AuditEvent.CHANNEL_REOPENED);
    }

    @Test void past_the_deadline_a_publication_that_is_not_possible_fails() throws IOException {
        ebox.faults().on(Fault.UNAVAILABLE);
        SendingId id = gateway.accept(LIVE, citizen("90630799757"), EBOX_ELSE_PAPER, letter);
        await().atMost(PATIENCE).until(() -> events(id).contains(AuditEvent.EBOX_UNAVAILABLE));

        gateway.letTheDeadlinePass(id);

        reaches(id, SendingState.FAILED);
        assertThat(gateway.sending(id).outcomeCode()).contains("ebox-deadline-passed");
        assertThat(gateway.hasContent(id)).isFalse();
    }

    @Test void past_the_deadline_a_doubt_fails_and_stays_open_for_reconciliation() throws IOException {
        ebox.faults().on(Fault.INTERNAL_ERROR);
        SendingId id = gateway.accept(LIVE, citizen("90630799757"), EBOX_ELSE_PAPER, letter);
        reaches(id, SendingState.IN_DOUBT);

        gateway.letTheDeadlinePass(id);

        reaches(id, SendingState.FAILED);
        assertThat(gateway.history(id)).filteredOn(entry -> entry.event() == AuditEvent.SENDING_FAILED).singleElement()
                .satisfies(entry -> assertThat(entry.detail()).containsEntry("reconciliation", "open"));
        assertThat(gateway.openItems(id)).containsExactly("EBOX_OUTCOME_UNKNOWN");
    }

    @Test void a_worker_that_died_after_the_publication_leaves_doubt_and_never_paper_when_consent_is_withdrawn() throws IOException {
        long paper = gateway.waitingFor("print.pieces");
        SendingId id = acceptedAndKilledAfterThePublication(EBOX_ELSE_PAPER);
        ebox.recipients().put(KnownRecipient.citizen("90630799757", RecipientBehaviour.UNREACHABLE));
        gateway.letTheAnswerGrowOld(id);

        gateway.deliverAgain("ebox.outgoing", id);

        reaches(id, SendingState.PUBLISHED);
        assertThat(messagesOf(id)).hasSize(1);
        assertThat(gateway.history(id)).filteredOn(entry -> entry.event() == AuditEvent.EBOX_IN_DOUBT).first()
                .satisfies(entry -> assertThat(entry.detail()).containsEntry("code", "ebox-attempt-interrupted"));
        assertThat(gateway.waitingFor("print.pieces")).isEqualTo(paper);
    }

    @Test void a_worker_that_died_after_the_publication_leaves_an_open_question_at_the_deadline() throws IOException {
        SendingId id = acceptedAndKilledAfterThePublication(EBOX_ELSE_PAPER);
        gateway.letTheDeadlinePass(id);

        gateway.deliverAgain("ebox.outgoing", id);

        reaches(id, SendingState.FAILED);
        assertThat(gateway.history(id)).filteredOn(entry -> entry.event() == AuditEvent.SENDING_FAILED).singleElement().satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo(AuditOutcome.UNKNOWN);
            assertThat(entry.detail()).containsEntry("reconciliation", "open");
        });
    }

    @Test void an_answer_that_came_after_the_lease_completes_what_the_other_worker_could_not_know() throws IOException {
        SendingId id = acceptedAndKilledAfterThePublication(EBOX);

        gateway.deliverAgain("ebox.outgoing", id);

        reaches(id, SendingState.PUBLISHED);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.sending(id).eboxMessageId()).contains(theOnlyMessageOf(id).messageId()));
        assertThat(gateway.openItems(id)).isEmpty();
    }

    @Test void a_refusal_of_the_repeat_says_nothing_about_the_first_attempt_and_is_never_called_refused() throws IOException {
        SendingId id = inDoubtThoughPublished(organisation("0999990123"));
        ebox.recipients().put(KnownRecipient.enterprise("0999990123", RecipientBehaviour.NOT_A_COMPANY));

        ebox.faults().allOff();

        reaches(id, SendingState.FAILED);
        assertThat(gateway.sending(id).outcomeCode()).contains("ebox-not-a-company");
        assertThat(gateway.history(id)).filteredOn(entry -> entry.event() == AuditEvent.EBOX_REFUSED).singleElement().satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo(AuditOutcome.UNKNOWN);
            assertThat(entry.detail()).containsEntry("reconciliation", "open");
        });
        assertThat(gateway.openItems(id)).containsExactly("EBOX_OUTCOME_UNKNOWN");
    }

    @Test void a_refusal_of_the_repeat_that_operators_can_mend_is_tried_again_and_alarms() throws IOException {
        double alarms = gateway.counted("postiljon.ebox.alarms", "code", "ebox-scope-missing");
        SendingId id = inDoubtThoughPublished(citizen("90630799757"));
        ebox.faults().allOff();
        ebox.faults().on(Fault.FORBIDDEN);
        await().atMost(PATIENCE).until(() -> events(id).contains(AuditEvent.EBOX_REFUSED));
        assertThat(gateway.sending(id).state()).isEqualTo(SendingState.IN_DOUBT);
        assertThat(gateway.counted("postiljon.ebox.alarms", "code", "ebox-scope-missing")).isGreaterThan(alarms);

        ebox.faults().allOff();

        reaches(id, SendingState.PUBLISHED);
        assertThat(messagesOf(id)).hasSize(1);
    }

    @Test void a_document_that_cannot_be_read_is_a_fault_and_ends_among_the_dead_letters_with_the_sending_open() throws IOException {
        long dead = gateway.waitingFor("ebox.outgoing.dead");
        double faults = gateway.counted("postiljon.faults", "at", "ebox-publish-message");

        SendingId id = gateway.acceptWithABrokenDocument(LIVE, citizen("90630799757"), EBOX_ELSE_PAPER, letter);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.waitingFor("ebox.outgoing.dead")).isEqualTo(dead + 1));
        assertThat(gateway.sending(id).state()).isEqualTo(SendingState.IN_DOUBT);
        assertThat(gateway.sending(id).leasedUntil()).isEmpty();
        assertThat(gateway.counted("postiljon.faults", "at", "ebox-publish-message")).isEqualTo(faults + 3);
        assertThat(messagesOf(id)).isEmpty();
    }

    @Test void a_fault_in_the_choice_of_channel_ends_among_the_dead_letters_with_the_sending_open() throws IOException {
        long dead = gateway.waitingFor("dispatch.accepted.dead");
        gateway.forbidRule("ORGANISATION_HAS_NO_BOX");

        SendingId id = gateway.accept(LIVE, organisation("0999992497"), EBOX_ELSE_PAPER, letter);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.waitingFor("dispatch.accepted.dead")).isEqualTo(dead + 1));
        assertThat(gateway.sending(id).state()).isEqualTo(SendingState.ACCEPTED);
        assertThat(gateway.sending(id).leasedUntil()).isEmpty();
    }

    @Test void a_sending_whose_worker_died_goes_back_on_its_queue_as_soon_as_the_lease_is_over() throws IOException {
        SendingId id = acceptedAndKilledAfterThePublication(EBOX);
        gateway.letItBeForgotten(id);

        gateway.sweep();

        reaches(id, SendingState.PUBLISHED);
    }

    @Test void a_sending_with_a_planned_retry_is_not_forgotten() throws IOException {
        ebox.faults().on(Fault.UNAVAILABLE);
        SendingId id = gateway.accept(LIVE, citizen("90630799757"), EBOX, letter);
        await().atMost(PATIENCE).until(() -> events(id).contains(AuditEvent.EBOX_UNAVAILABLE));
        gateway.planTheRetryInAnHour(id);
        gateway.sweep();

        assertThat(gateway.waitsForTheBroker(id)).isFalse();
    }

    @Test void a_document_of_25_mib_streams_through() throws IOException {
        byte[] large = new byte[25 << 20];
        java.util.Arrays.fill(large, (byte) 'x');

        SendingId id = gateway.accept(LIVE, citizen("90642099861"), EBOX, large);

        reaches(id, SendingState.PUBLISHED);
        assertThat(theOnlyMessageOf(id).documents()).singleElement().satisfies(document -> assertThat(document.bytes()).isEqualTo(25L << 20));
    }

    @Test void no_number_of_a_person_stands_in_an_address() {
        assertThat(ebox.requests()).extracting(SeenRequest::path).noneMatch(path -> path.matches(".*[0-9]{10}.*"));
    }

    private SendingId acceptedAndKilledAfterThePublication(ChannelWish wish) throws IOException {
        ebox.faults().once(Fault.DELAY);
        SendingId id = gateway.accept(LIVE, citizen("90630799757"), wish, letter);
        await().atMost(PATIENCE).until(() -> messagesOf(id).size() == 1);
        gateway.letTheLeaseEnd(id);
        return id;
    }

    private SendingId inDoubtThoughPublished(Recipient recipient) throws IOException {
        ebox.faults().on(Fault.RESET_AFTER_COMMIT);
        SendingId id = gateway.accept(LIVE, recipient, EBOX_ELSE_PAPER, letter);
        reaches(id, SendingState.IN_DOUBT);
        assertThat(messagesOf(id)).hasSize(1);
        return id;
    }

    private static void reaches(SendingId id, SendingState state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.sending(id).state()).isEqualTo(state));
    }

    private static List<StoredMessage> messagesOf(SendingId id) {
        return ebox.messages().stream().filter(message -> message.idempotencyKey().equals(gateway.sending(id).eboxKey().map(UUID::toString))
                && message.idempotencyKey().isPresent()).toList();
    }

    private static StoredMessage theOnlyMessageOf(SendingId id) {
        List<StoredMessage> messages = messagesOf(id);
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    private static String key(SendingId id) {
        return gateway.sending(id).eboxKey().orElseThrow().toString();
    }

    private static List<AuditEvent> events(SendingId id) {
        return gateway.history(id).stream().map(AuditEntry::event).toList();
    }

    private static List<SeenRequest> publications() {
        return ebox.requests().stream().filter(request -> request.path().contains("/ebox/messages")).toList();
    }

    private static Recipient citizen(String insz) {
        return new Recipient.Citizen(new Insz(insz));
    }

    private static Recipient organisation(String kbo) {
        return new Recipient.Organisation(new KboNumber(kbo));
    }
}
