package io.postiljon.dispatch;

import static io.postiljon.dispatch.ChannelRules.Patience.LEFT;
import static io.postiljon.dispatch.ChannelRules.Patience.OVER;
import static io.postiljon.store.PaperCopyReason.NEVER_OPENED;
import static io.postiljon.store.PaperCopyReason.UNREAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.dispatch.CopyRules.Verdict;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.ChannelRule;
import io.postiljon.sending.SendingId;
import io.postiljon.store.PlannedCopy;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CopyRulesTest {
    private static final Instant DAY = Instant.parse("2026-11-24T08:00:00Z");
    private static final PlannedCopy WHEN_UNREAD = new PlannedCopy(new SendingId(new UUID(0, 1)), UNREAD, DAY);
    private static final BoxAnswer SILENCE = new BoxAnswer.NoAnswer("ebox-federation-503", Optional.empty());

    @Test void unread_must_have_been_said_on_the_day_or_later() {
        assertThat(CopyRules.isKnownUnread(WHEN_UNREAD, Optional.of(DAY))).isTrue();
        assertThat(CopyRules.isKnownUnread(WHEN_UNREAD, Optional.of(DAY.minusSeconds(1)))).isFalse();
        assertThat(CopyRules.isKnownUnread(WHEN_UNREAD, Optional.empty())).isFalse();
    }

    @Test void who_never_opened_the_box_needs_no_read_status() {
        assertThat(CopyRules.isKnownUnread(new PlannedCopy(WHEN_UNREAD.sending(), NEVER_OPENED, DAY), Optional.empty())).isTrue();
    }

    @Test void a_citizen_is_not_asked_and_an_organisation_that_accepts_paper_gets_it() {
        assertThat(CopyRules.judge(UNREAD, new BoxAnswer.NotAsked(), LEFT)).isEqualTo(new Verdict.Copy(ChannelRule.PAPER_COPY_UNREAD));
        assertThat(CopyRules.judge(NEVER_OPENED, new BoxAnswer.Reachable(DAY, BoxAnswer.PaperCopies.ALLOWED), LEFT))
                .isEqualTo(new Verdict.Copy(ChannelRule.PAPER_COPY_NEVER_OPENED));
        assertThat(CopyRules.judge(NEVER_OPENED, new BoxAnswer.NotReachable(DAY), LEFT)).isEqualTo(new Verdict.Copy(ChannelRule.PAPER_COPY_NEVER_OPENED));
    }

    @Test void who_wants_no_paper_gets_none() {
        assertThat(CopyRules.judge(UNREAD, new BoxAnswer.Reachable(DAY, BoxAnswer.PaperCopies.NOT_WANTED), LEFT))
                .isEqualTo(new Verdict.NoCopy(ChannelRule.NO_PAPER_COPY_NOT_WANTED));
    }

    @Test void silence_is_waited_for_and_then_makes_no_copy() {
        assertThat(CopyRules.judge(UNREAD, SILENCE, LEFT)).isEqualTo(new Verdict.LookAgain());
        assertThat(CopyRules.judge(UNREAD, SILENCE, OVER)).isEqualTo(new Verdict.NoCopy(ChannelRule.NO_PAPER_COPY_BOX_UNKNOWN));
    }

    @Test void an_agreement_that_changed_its_mind_is_obeyed() {
        assertThat(CopyRules.wanted(Agreement.PaperCopies.NONE, UNREAD)).isFalse();
        assertThat(CopyRules.wanted(Agreement.PaperCopies.NONE, NEVER_OPENED)).isFalse();
        assertThat(CopyRules.wanted(new Agreement.PaperCopies(Agreement.WhenNeverOpened.COPY, Optional.of(15)), UNREAD)).isTrue();
    }
}
