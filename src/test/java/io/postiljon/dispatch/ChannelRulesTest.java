package io.postiljon.dispatch;

import static io.postiljon.dispatch.ChannelRules.Patience.LEFT;
import static io.postiljon.dispatch.ChannelRules.Patience.OVER;
import static io.postiljon.sending.Agreement.EboxStrategy.ASK_FIRST;
import static io.postiljon.sending.Agreement.EboxStrategy.EBOX_FIRST;
import static io.postiljon.sending.ChannelWish.EBOX;
import static io.postiljon.sending.ChannelWish.EBOX_ELSE_PAPER;
import static io.postiljon.sending.ChannelWish.PAPER;
import static io.postiljon.sending.RecipientKind.ADDRESSEE;
import static io.postiljon.sending.RecipientKind.CITIZEN;
import static io.postiljon.sending.RecipientKind.ORGANISATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postiljon.dispatch.ChannelRules.Verdict;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Channel;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.RecipientKind;
import io.postiljon.store.ChannelDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelRulesTest {
    private static final Instant ASKED = Instant.parse("2026-11-24T08:00:00Z");
    private static final BoxAnswer YES = new BoxAnswer.Reachable(ASKED, BoxAnswer.PaperCopies.ALLOWED);
    private static final BoxAnswer NO = new BoxAnswer.NotReachable(ASKED);
    private static final BoxAnswer SILENCE = new BoxAnswer.NoAnswer("ebox-federation-503", Optional.of(Duration.ofSeconds(7)));
    private static final BoxAnswer NOT_ASKED = new BoxAnswer.NotAsked();

    static Stream<Arguments> the_table_of_channels() {
        return Stream.of(
                Arguments.of(PAPER, CITIZEN, NOT_ASKED, LEFT, Channel.PAPER, "PAPER_ASKED"),
                Arguments.of(PAPER, ORGANISATION, NOT_ASKED, OVER, Channel.PAPER, "PAPER_ASKED"),
                Arguments.of(PAPER, ADDRESSEE, NOT_ASKED, LEFT, Channel.PAPER, "PAPER_ASKED"),
                Arguments.of(EBOX, CITIZEN, YES, LEFT, Channel.EBOX, "CITIZEN_CONSENTED"),
                Arguments.of(EBOX_ELSE_PAPER, CITIZEN, YES, OVER, Channel.EBOX, "CITIZEN_CONSENTED"),
                Arguments.of(EBOX_ELSE_PAPER, CITIZEN, NO, LEFT, Channel.PAPER, "CITIZEN_NOT_CONSENTED"),
                Arguments.of(EBOX_ELSE_PAPER, CITIZEN, SILENCE, OVER, Channel.PAPER, "CONSENT_UNKNOWN_PAST_DEADLINE"),
                Arguments.of(EBOX, ORGANISATION, YES, LEFT, Channel.EBOX, "ORGANISATION_HAS_BOX"),
                Arguments.of(EBOX_ELSE_PAPER, ORGANISATION, YES, LEFT, Channel.EBOX, "ORGANISATION_HAS_BOX"),
                Arguments.of(EBOX_ELSE_PAPER, ORGANISATION, NO, LEFT, Channel.PAPER, "ORGANISATION_HAS_NO_BOX"),
                Arguments.of(EBOX_ELSE_PAPER, ORGANISATION, SILENCE, OVER, Channel.PAPER, "BOX_UNKNOWN_PAST_DEADLINE"));
    }

    @ParameterizedTest @MethodSource("the_table_of_channels")
    void a_channel_is_chosen_by_the_table(ChannelWish wish, RecipientKind kind, BoxAnswer answer, ChannelRules.Patience patience,
            Channel channel, String rule) {
        Verdict verdict = ChannelRules.judge(wish, kind, ASK_FIRST, answer, patience);

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Chosen.class, chosen -> {
            assertThat(chosen.decision().channel()).isEqualTo(channel);
            assertThat(chosen.decision().rule()).isEqualTo(rule);
        });
    }

    static Stream<Arguments> the_table_of_failures() {
        return Stream.of(
                Arguments.of(CITIZEN, NO, LEFT, "NO_CHANNEL_CITIZEN_NOT_CONSENTED"),
                Arguments.of(CITIZEN, SILENCE, OVER, "NO_CHANNEL_CONSENT_UNKNOWN_PAST_DEADLINE"),
                Arguments.of(ORGANISATION, NO, OVER, "NO_CHANNEL_ORGANISATION_HAS_NO_BOX"),
                Arguments.of(ORGANISATION, SILENCE, OVER, "NO_CHANNEL_BOX_UNKNOWN_PAST_DEADLINE"));
    }

    @ParameterizedTest @MethodSource("the_table_of_failures")
    void without_leave_for_paper_the_agency_is_told(RecipientKind kind, BoxAnswer answer, ChannelRules.Patience patience, String code) {
        Verdict verdict = ChannelRules.judge(EBOX, kind, ASK_FIRST, answer, patience);

        assertThat(verdict).isInstanceOfSatisfying(Verdict.NoChannel.class, none -> assertThat(none.code()).isEqualTo(code));
    }

    @Test void silence_before_the_deadline_is_waited_for_even_when_paper_is_allowed() {
        Verdict verdict = ChannelRules.judge(EBOX_ELSE_PAPER, CITIZEN, ASK_FIRST, SILENCE, LEFT);

        assertThat(verdict).isEqualTo(new Verdict.AskLater("ebox-federation-503", Optional.of(Duration.ofSeconds(7))));
    }

    @Test void the_data_of_a_decision_say_what_was_known_and_when() {
        Verdict verdict = ChannelRules.judge(EBOX_ELSE_PAPER, CITIZEN, ASK_FIRST, NO, LEFT);

        assertThat(((Verdict.Chosen) verdict).decision().data()).containsEntry("consent", "false").containsEntry("askedAt", ASKED.toString());
    }

    @Test void an_organisation_is_not_asked_where_the_agency_publishes_first() {
        Verdict verdict = ChannelRules.judge(EBOX_ELSE_PAPER, ORGANISATION, EBOX_FIRST, NOT_ASKED, LEFT);

        assertThat(verdict).isEqualTo(new Verdict.Chosen(new ChannelDecision(Channel.EBOX, "EBOX_FIRST", Map.of())));
    }

    @Test void a_citizen_is_always_asked_whatever_the_agency_says() {
        assertThatThrownBy(() -> ChannelRules.judge(EBOX, CITIZEN, EBOX_FIRST, NOT_ASKED, LEFT)).isInstanceOf(IllegalStateException.class);
    }

    @Test void an_agency_that_publishes_first_still_gets_paper_when_it_asks_for_it() {
        Verdict verdict = ChannelRules.judge(PAPER, ORGANISATION, EBOX_FIRST, NOT_ASKED, LEFT);

        assertThat(((Verdict.Chosen) verdict).decision().rule()).isEqualTo("PAPER_ASKED");
    }

    @Test void the_ebox_is_never_chosen_without_having_asked() {
        assertThatThrownBy(() -> ChannelRules.judge(EBOX, CITIZEN, ASK_FIRST, NOT_ASKED, LEFT)).isInstanceOf(IllegalStateException.class);
    }
}
