package io.postiljon.ebox;

import static io.postiljon.ebox.DeliveringGateway.LIVE;
import static io.postiljon.ebox.DeliveringGateway.REHEARSING;
import static io.postiljon.ebox.DeliveringGateway.REPRESENTED;
import static io.postiljon.sending.ChannelWish.EBOX;
import static io.postiljon.sending.ChannelWish.EBOX_ELSE_PAPER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.sandbox.ebox.EboxSimulator;
import io.postiljon.sandbox.ebox.Fault;
import io.postiljon.sandbox.ebox.KnownRecipient;
import io.postiljon.sandbox.ebox.RecipientBehaviour;
import io.postiljon.sandbox.ebox.RecipientType;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.TestRecipient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What follows a publication, in agreements with {@code ebox-first} and every kind of copy. */
@Timeout(120)
class AfterPublicationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Recipient CITIZEN = new Recipient.Citizen(new Insz("90630799757"));
    private static final Recipient ANOTHER_CITIZEN = new Recipient.Citizen(new Insz("90642099861"));      // a closed dossier stays closed
    private static final Recipient NEVER_OPENS = new Recipient.Citizen(new Insz("90621599704"));
    private static final Recipient ORGANISATION = new Recipient.Organisation(new KboNumber("0999990123"));
    private static final Recipient ORGANISATION_THAT_NEVER_OPENS = new Recipient.Organisation(new KboNumber("1000000021"));

    private static final Recipient ORGANISATION_WITHOUT_PAPER = new Recipient.Organisation(new KboNumber("0999992497"));     // no test before it asked about it

    @TempDir static Path folder;
    private static DeliveringGateway gateway;
    private static EboxSimulator ebox;

    private final byte[] letter = ("%PDF-1.7 letter " + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);

    @BeforeAll static void start() throws IOException {
        gateway = DeliveringGateway.start(folder, Map.of("ebox.breaker.failures", "1000", "ebox.status.asked", "true", "ebox.status.period", "100",
                "ebox.status.first-pause", "500ms", "ebox.status.longest-pause", "1s", "ebox.rate.statuses", "100",
                "dispatch.copies.period", "100", "dispatch.copies.pause", "200ms", "dispatch.copies.patience", "4s"), """
                strategy: ebox-first
                paperCopy: {neverOpened: true, unreadAfterDays: 15}
                """);
        ebox = gateway.ebox();
    }

    @AfterAll static void stop() {
        gateway.close();
    }

    @AfterEach void mend() {
        ebox.recipients().put(KnownRecipient.enterprise("0999992497", RecipientBehaviour.UNREACHABLE));
        ebox.recipients().put(KnownRecipient.enterprise("0999990123", RecipientBehaviour.REACHABLE));
        ebox.faults().allOff();
    }

    @Test void a_message_that_is_read_is_read_and_what_was_kept_for_a_copy_goes() throws IOException {
        SendingId id = gateway.acceptWithAddress(LIVE, CITIZEN, EBOX_ELSE_PAPER, letter);
        reaches(id, SendingState.PUBLISHED);
        assertThat(gateway.hasContent(id)).as("kept for a copy").isTrue();

        ebox.markRead(gateway.sending(id).eboxMessageId().orElseThrow());

        reaches(id, SendingState.READ);
        assertThat(gateway.sending(id).readSeenAt()).isPresent();
        assertThat(gateway.hasContent(id)).isFalse();
        assertThat(gateway.copyIsPlanned(id)).isFalse();
        assertThat(gateway.isFollowed(id)).isFalse();
        assertThat(events(id)).endsWith(AuditEvent.EBOX_PUBLISHED, AuditEvent.EBOX_READ, AuditEvent.DOCUMENTS_DESTROYED);
    }

    @Test void a_message_without_leave_for_paper_is_followed_and_its_documents_are_not_kept() throws IOException {
        SendingId id = gateway.acceptWithAddress(REPRESENTED, ORGANISATION, EBOX, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(gateway.hasContent(id)).isFalse();
        ebox.markRead(gateway.sending(id).eboxMessageId().orElseThrow());
        reaches(id, SendingState.READ);
    }

    @Test void a_message_whose_validity_passes_unread_is_expired() throws IOException {
        SendingId id = gateway.accept(LIVE, CITIZEN, EBOX, letter);
        reaches(id, SendingState.PUBLISHED);

        gateway.letTheMessageExpire(id);

        reaches(id, SendingState.EXPIRED_UNREAD);
        assertThat(gateway.sending(id).readSeenAt()).isEmpty();
        assertThat(events(id)).endsWith(AuditEvent.EBOX_EXPIRED_UNREAD);
    }

    @Test void when_a_message_expires_is_known_from_its_type_when_its_publication_did_not_say_it() throws IOException {
        ebox.faults().once(Fault.RESET_AFTER_COMMIT);
        SendingId id = gateway.acceptWithAddress(LIVE, CITIZEN, EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PUBLISHED);
        assertThat(gateway.sending(id).eboxMessageId()).isEmpty();
        assertThat(gateway.copyIsPlanned(id)).as("never a copy of what may not lie there").isFalse();
        assertThat(gateway.hasContent(id)).isFalse();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.sending(id).eboxExpiresAt()).hasValueSatisfying(expiry ->
                assertThat(expiry.atZone(ZoneId.of("Europe/Brussels"))).isEqualTo(
                        gateway.sending(id).stateSince().atZone(ZoneId.of("Europe/Brussels")).plusMonths(6))));
    }

    @Test void what_is_unread_on_its_day_goes_on_paper_once_and_the_first_decision_stays_known() throws IOException {
        long paper = gateway.waitingFor("print.pieces");
        SendingId id = gateway.acceptWithAddress(LIVE, CITIZEN, EBOX_ELSE_PAPER, letter);
        reaches(id, SendingState.PUBLISHED);

        gateway.letTheCopyBecomeDue(id);

        reaches(id, SendingState.PAPER_CHOSEN);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.waitingFor("print.pieces")).isEqualTo(paper + 1));
        gateway.deliverAgain("ebox.outgoing", id);
        gateway.deliverAgain("dispatch.accepted", id);
        assertThat(gateway.rules(id)).containsExactly("CITIZEN_CONSENTED", "PAPER_COPY_UNREAD");
        assertThat(gateway.sending(id).isPaperCopy()).isTrue();
        assertThat(gateway.sending(id).stateBeforeCopy()).contains(SendingState.PUBLISHED);
        assertThat(gateway.hasContent(id)).isTrue();
        assertThat(gateway.copyIsPlanned(id)).isFalse();
        assertThat(events(id).stream().filter(AuditEvent.CHANNEL_CHOSEN::equals)).hasSize(2);
    }

    @Test void reading_before_the_day_leaves_no_copy() throws IOException {
        SendingId id = gateway.acceptWithAddress(LIVE, CITIZEN, EBOX_ELSE_PAPER, letter);
        reaches(id, SendingState.PUBLISHED);

        ebox.markRead(gateway.sending(id).eboxMessageId().orElseThrow());
        gateway.letTheCopyBecomeDue(id);

        reaches(id, SendingState.READ);
        assertThat(gateway.rules(id)).containsExactly("CITIZEN_CONSENTED");
    }

    @Test void an_unknown_read_status_makes_no_copy_and_ends_the_documents() throws IOException {
        SendingId id = gateway.acceptWithAddress(LIVE, CITIZEN, EBOX_ELSE_PAPER, letter);
        reaches(id, SendingState.PUBLISHED);

        gateway.database().sql("update gateway.sending set ebox_message_id = 'nobody-knows-it' where id = ?").param(id.value()).update();
        gateway.letTheCopyBecomeDue(id);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.rules(id)).containsExactly("CITIZEN_CONSENTED", "NO_PAPER_COPY_READ_STATUS_UNKNOWN"));
        assertThat(gateway.sending(id).state()).isEqualTo(SendingState.PUBLISHED);
        assertThat(gateway.hasContent(id)).isFalse();
    }

    @Test void who_never_opened_the_box_gets_a_copy_at_once() throws IOException {
        SendingId id = gateway.acceptWithAddress(LIVE, NEVER_OPENS, EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PAPER_CHOSEN);
        assertThat(gateway.rules(id)).containsExactly("CITIZEN_CONSENTED", "PAPER_COPY_NEVER_OPENED");
        assertThat(gateway.sending(id).eboxMessageId()).isPresent();
    }

    @Test void an_organisation_is_published_to_without_a_question_and_asked_before_a_copy() throws IOException {
        SendingId id = gateway.acceptWithAddress(LIVE, ORGANISATION_THAT_NEVER_OPENS, EBOX_ELSE_PAPER, letter);

        reaches(id, SendingState.PAPER_CHOSEN);
        assertThat(gateway.rules(id)).containsExactly("EBOX_FIRST", "PAPER_COPY_NEVER_OPENED");
        assertThat(events(id)).startsWith(AuditEvent.CHANNEL_CHOSEN, AuditEvent.EBOX_PUBLISHED).contains(AuditEvent.PREFERENCES_ASKED);
    }

    @Test void an_organisation_that_wants_no_paper_gets_none() throws IOException {
        ebox.recipients().put(new KnownRecipient(RecipientType.ENTERPRISE, "0999992497", RecipientBehaviour.NEVER_OPENED, true));

        SendingId id = gateway.acceptWithAddress(LIVE, ORGANISATION_WITHOUT_PAPER, EBOX_ELSE_PAPER, letter);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.rules(id)).containsExactly("EBOX_FIRST", "NO_PAPER_COPY_NOT_WANTED"));
        assertThat(gateway.sending(id).state()).isEqualTo(SendingState.PUBLISHED_NEVER_OPENED);
        assertThat(gateway.hasContent(id)).isFalse();
    }

    @Test void a_right_that_ended_leaves_no_copy() throws IOException {
        SendingId id = gateway.acceptWithAddress(LIVE, ANOTHER_CITIZEN, EBOX_ELSE_PAPER, letter);
        reaches(id, SendingState.PUBLISHED);
        gateway.closeDossier(LIVE, ANOTHER_CITIZEN);

        gateway.letTheCopyBecomeDue(id);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.rules(id)).containsExactly("CITIZEN_CONSENTED", "NO_PAPER_COPY_RIGHT_ENDED"));
        assertThat(gateway.hasContent(id)).isFalse();
    }

    @Test void in_rehearsal_who_reads_has_read_and_who_never_does_gets_a_copy() throws IOException {
        SendingId read = gateway.acceptWithAddress(REHEARSING, TestRecipient.READS.recipient(), EBOX_ELSE_PAPER, letter);
        SendingId copied = gateway.acceptWithAddress(REHEARSING, NEVER_OPENS, EBOX_ELSE_PAPER, letter);

        reaches(read, SendingState.READ);
        reaches(copied, SendingState.PAPER_CHOSEN);
        assertThat(ebox.messages()).noneMatch(message -> message.sender().equals("1999990045"));
    }

    private static void reaches(SendingId id, SendingState state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.sending(id).state()).isEqualTo(state));
    }

    private static List<AuditEvent> events(SendingId id) {
        return gateway.history(id).stream().map(AuditEntry::event).toList();
    }
}
