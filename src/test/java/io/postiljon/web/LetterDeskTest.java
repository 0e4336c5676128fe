package io.postiljon.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditRecord;
import io.postiljon.crypto.DownloadCode;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.Insz;
import io.postiljon.sending.Mode;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.SecondFactor;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.Sha256;
import io.postiljon.store.Original;
import io.postiljon.store.Originals;
import io.postiljon.store.PieceId;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

/** Letters behind a login. What the database does is the matter of RecipientLetterIT. */
class LetterDeskTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final DownloadCode CODE = DownloadCode.create();
    private static final Insz RECIPIENT = new Insz("90610199729");
    private static final PieceId PIECE = new PieceId(new UUID(0, 1));
    private static final AgencyCode AGENCY = new AgencyCode("dienst-a");

    private final Originals originals = mock(Originals.class);
    private final Sendings sendings = mock(Sendings.class);
    private final AuditLog audit = mock(AuditLog.class);
    private final LetterDesk desk = new LetterDesk(originals, sendings, audit, Clock.fixed(NOW, ZoneOffset.UTC), 5, Duration.ofHours(24));

    @BeforeEach void aSending() {
        Sending sending = mock(Sending.class);
        when(sending.agency()).thenReturn(AGENCY);
        when(sending.mode()).thenReturn(Mode.LIVE);
        when(sending.id()).thenReturn(new SendingId(new UUID(0, 2)));
        when(sending.recipientKind()).thenReturn(RecipientKind.CITIZEN);
        when(sending.purpose()).thenReturn(new Purpose("levy-of-taxes"));
        when(sending.dataCategory()).thenReturn(new DataCategory("tax-assessment"));
        when(sendings.get(any())).thenReturn(sending);
        when(audit.pseudonym(eq(AGENCY), any(), any())).thenReturn("ab12");
    }

    @Test void nothing_is_shown_and_nothing_recorded_before_the_login() {
        stored(SecondFactor.LOGIN, 0, true);

        assertThat(desk.open(CODE, "", Optional.empty(), "t")).isEqualTo(new LetterAnswer.LoginWanted());
        assertThat(desk.fetch(CODE, "", Optional.empty(), 0, "t")).isEqualTo(new LetterAnswer.LoginWanted());
        verify(audit, never()).append(any());
    }

    @Test void a_login_for_another_letter_proves_nothing() {
        stored(SecondFactor.LOGIN, 0, true);

        assertThat(desk.open(CODE, "", Optional.of(new LetterProof(new PieceId(new UUID(0, 9)), "ab12")), "t")).isEqualTo(new LetterAnswer.LoginWanted());
        assertThat(desk.open(CODE, "", Optional.of(new LetterProof(PIECE, "ab12")), "t")).isInstanceOf(LetterAnswer.Open.class);
        assertThat(recorded().actor().id()).isEqualTo("login-ab12");
    }

    @Test void the_postal_code_comes_before_the_login_and_counts_again_after_it() {
        stored(SecondFactor.LOGIN_AND_POSTCODE, 0, false);

        assertThat(desk.open(CODE, "1000", Optional.of(new LetterProof(PIECE, "ab12")), "t")).isEqualTo(new LetterAnswer.Unknown());
        assertThat(desk.prove(CODE, "1000", RECIPIENT, "t")).isEmpty();
        verify(originals, never()).isFor(any(), any());
    }

    @Test void the_recipient_is_taken_for_himself_and_another_counts_as_a_wrong_try() {
        Original letter = stored(SecondFactor.LOGIN, 0, true);
        when(originals.isFor(letter, RECIPIENT)).thenReturn(true);

        assertThat(desk.prove(CODE, "", RECIPIENT, "t")).contains(new LetterProof(PIECE, "ab12"));
        verify(audit, never()).append(any());

        assertThat(desk.prove(CODE, "", new Insz("90610199828"), "t")).isEmpty();
        verify(originals).noteWrongTry(PIECE, NOW.minus(Duration.ofHours(24)));
        AuditRecord record = recorded();
        assertThat(record.event()).isEqualTo(AuditEvent.ORIGINAL_REFUSED);
        assertThat(record.actor().id()).isEqualTo("login-ab12");
        assertThat(record.detail()).containsEntry("code", "login");
        assertThat(record.toString()).doesNotContain("90610199828");
    }

    @Test void after_too_many_wrong_logins_the_right_person_is_refused_too() {
        Original letter = stored(SecondFactor.LOGIN, 5, true);
        when(originals.isFor(letter, RECIPIENT)).thenReturn(true);

        assertThat(desk.prove(CODE, "", RECIPIENT, "t")).isEmpty();
    }

    @Test void a_letter_that_asks_no_login_is_opened_by_none() {
        Original letter = stored(SecondFactor.POSTCODE, 0, true);
        when(originals.isFor(letter, RECIPIENT)).thenReturn(true);

        assertThat(desk.prove(CODE, "", RECIPIENT, "t")).isEmpty();
    }

    private Original stored(SecondFactor factor, int wrongTries, boolean rightPostcode) {
        Original letter = new Original(PIECE, new SendingId(new UUID(0, 2)), AGENCY, "Dienst A", NOW.minusSeconds(60), 2, 1, factor, NOW.plusSeconds(3600),
                Optional.empty(), wrongTries, wrongTries == 0 ? Optional.empty() : Optional.of(NOW.minusSeconds(30)),
                List.of(new Original.Document(0, 1, new Sha256("ab".repeat(32)), 100, true)));
        when(originals.lock(CODE)).thenReturn(Optional.of(letter));
        when(originals.isRight(any(), any())).thenReturn(rightPostcode);
        return letter;
    }

    private AuditRecord recorded() {
        ArgumentCaptor<AuditRecord> record = ArgumentCaptor.forClass(AuditRecord.class);
        verify(audit).append(record.capture());
        return record.getValue();
    }
}
