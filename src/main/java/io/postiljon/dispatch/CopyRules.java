package io.postiljon.dispatch;

import io.postiljon.sending.Agreement;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.ChannelRule;
import io.postiljon.store.PaperCopyReason;
import io.postiljon.store.PlannedCopy;
import java.time.Instant;
import java.util.Optional;

/**
 * The table for paper copies. Doubt never makes one: "unread" must have been said by the eBox on the day itself or later, and who may
 * want no paper was asked. Source: decision rules 2 to 4 for the eBox.
 */
final class CopyRules {
    sealed interface Verdict {
        record Copy(ChannelRule rule) implements Verdict {}

        record NoCopy(ChannelRule rule) implements Verdict {}

        record LookAgain() implements Verdict {}
    }

    private CopyRules() {}

    /** Whether the agreement, as it is now, wants a copy for this reason. */
    static boolean wanted(Agreement.PaperCopies rules, PaperCopyReason reason) {
        return switch (reason) {
            case NEVER_OPENED -> rules.whenNeverOpened() == Agreement.WhenNeverOpened.COPY;
            case UNREAD -> rules.unreadAfterDays().isPresent();
        };
    }

    static boolean isKnownUnread(PlannedCopy copy, Optional<Instant> unreadSeenAt) {
        return switch (copy.reason()) {
            case NEVER_OPENED -> true;
            case UNREAD -> unreadSeenAt.filter(seen -> !seen.isBefore(copy.dueAt())).isPresent();
        };
    }

    /** @param answer about an organisation; a citizen is not asked, as a citizen cannot refuse paper in the eBox */
    static Verdict judge(PaperCopyReason reason, BoxAnswer answer, ChannelRules.Patience patience) {
        return switch (answer) {
            case BoxAnswer.Reachable yes -> switch (yes.paperCopies()) {
                case ALLOWED -> copy(reason);
                case NOT_WANTED -> new Verdict.NoCopy(ChannelRule.NO_PAPER_COPY_NOT_WANTED);
            };
            case BoxAnswer.NotReachable gone -> copy(reason);
            case BoxAnswer.NotAsked citizen -> copy(reason);
            case BoxAnswer.NoAnswer none -> switch (patience) {
                case LEFT -> new Verdict.LookAgain();
                case OVER -> new Verdict.NoCopy(ChannelRule.NO_PAPER_COPY_BOX_UNKNOWN);
            };
        };
    }

    private static Verdict copy(PaperCopyReason reason) {
        return new Verdict.Copy(switch (reason) {
            case NEVER_OPENED -> ChannelRule.PAPER_COPY_NEVER_OPENED;
            case UNREAD -> ChannelRule.PAPER_COPY_UNREAD;
        });
    }
}
