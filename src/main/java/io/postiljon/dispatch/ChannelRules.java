package io.postiljon.dispatch;

import io.postiljon.sending.Agreement.EboxStrategy;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.BoxAnswer.NoAnswer;
import io.postiljon.sending.BoxAnswer.NotAsked;
import io.postiljon.sending.BoxAnswer.NotReachable;
import io.postiljon.sending.BoxAnswer.Reachable;
import io.postiljon.sending.Channel;
import io.postiljon.sending.ChannelRule;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.RecipientKind;
import io.postiljon.store.ChannelDecision;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The table that decides between eBox and paper. Consent of a citizen must be known before anything goes to the box; a missing
 * answer is waited for until the deadline and then counts as a no. An organisation need not be asked where its agency says so: the
 * answer to the publication tells whether the box was ever opened. Source: law of 27 February 2019 (prior consent of citizens).
 */
final class ChannelRules {
    /** Whether there is still time to wait for an answer. */
    enum Patience { LEFT, OVER }

    sealed interface Verdict {
        record Chosen(ChannelDecision decision) implements Verdict {}

        /** No channel is left; {@code code} goes to the agency. */
        record NoChannel(String code, Map<String, String> data) implements Verdict {}

        record AskLater(String code, Optional<Duration> after) implements Verdict {}
    }

    private ChannelRules() {}

    static Verdict judge(ChannelWish wish, RecipientKind kind, EboxStrategy strategy, BoxAnswer answer, Patience patience) {
        if (!wish.allowsEbox()) {
            return new Verdict.Chosen(decision(Channel.PAPER, ChannelRule.PAPER_ASKED, Map.of()));
        }
        Words words = Words.of(kind);
        return switch (answer) {
            case Reachable yes -> new Verdict.Chosen(decision(Channel.EBOX, words.reachable, words.data(yes)));
            case NotReachable no -> paperOr(wish, words.notReachable, words.data(no));
            case NoAnswer none when patience == Patience.LEFT -> new Verdict.AskLater(none.code(), none.retryAfter());
            case NoAnswer none -> paperOr(wish, words.unknown, Map.of(words.subject, "unknown", "reason", none.code()));
            case NotAsked trusted when strategy == EboxStrategy.EBOX_FIRST && kind == RecipientKind.ORGANISATION ->
                    new Verdict.Chosen(decision(Channel.EBOX, ChannelRule.EBOX_FIRST, Map.of()));
            case NotAsked mistake -> throw new IllegalStateException("the eBox is possible, so its answer is needed");
        };
    }

    private static Verdict paperOr(ChannelWish wish, ChannelRule rule, Map<String, String> data) {
        return wish.allowsPaper()
                ? new Verdict.Chosen(decision(Channel.PAPER, rule, data))
                : new Verdict.NoChannel(rule.withoutPaper().name(), data);
    }

    private static ChannelDecision decision(Channel channel, ChannelRule rule, Map<String, String> data) {
        return new ChannelDecision(channel, rule.name(), data);
    }

    private enum Words {
        CITIZEN("consent", ChannelRule.CITIZEN_CONSENTED, ChannelRule.CITIZEN_NOT_CONSENTED, ChannelRule.CONSENT_UNKNOWN_PAST_DEADLINE),
        ORGANISATION("box", ChannelRule.ORGANISATION_HAS_BOX, ChannelRule.ORGANISATION_HAS_NO_BOX, ChannelRule.BOX_UNKNOWN_PAST_DEADLINE);

        private final String subject;
        private final ChannelRule reachable;
        private final ChannelRule notReachable;
        private final ChannelRule unknown;

        Words(String subject, ChannelRule reachable, ChannelRule notReachable, ChannelRule unknown) {
            this.subject = subject;
            this.reachable = reachable;
            this.notReachable = notReachable;
            this.unknown = unknown;
        }

        static Words of(RecipientKind kind) {
            return switch (kind) {
                case CITIZEN -> CITIZEN;
                case ORGANISATION -> ORGANISATION;
                case ADDRESSEE -> throw new IllegalStateException("the eBox needs a recipient with a number");
            };
        }

        Map<String, String> data(Reachable yes) {
            return Map.of(subject, "true", ChannelChoice.ASKED_AT, yes.askedAt().toString(), "paperCopies", yes.paperCopies().name());
        }

        Map<String, String> data(NotReachable no) {
            return Map.of(subject, "false", ChannelChoice.ASKED_AT, no.askedAt().toString());
        }
    }
}
