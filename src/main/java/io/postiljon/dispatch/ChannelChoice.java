package io.postiljon.dispatch;

import io.postiljon.access.Claim;
import io.postiljon.access.Denial;
import io.postiljon.access.StandingRight;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.NextHop;
import io.postiljon.sending.PauseCurve;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.ChannelDecision;
import io.postiljon.store.Lease;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes an accepted sending, says what must be asked, and records the channel. Each method is one transaction; between the two
 * the route asks. Whoever finds the choice made goes on to the same next hop.
 */
public class ChannelChoice {
    /** Name in the data of a decision: when the answer was given (ISO 8601, UTC). */
    static final String ASKED_AT = "askedAt";

    private final Sendings sendings;
    private final Agreements agreements;
    private final StandingRight right;
    private final ChoiceRecords records;
    private final Clock clock;
    private final Duration leaseLength;
    private final PauseCurve pauses;

    ChannelChoice(Sendings sendings, Agreements agreements, StandingRight right, ChoiceRecords records, Clock clock, Duration leaseLength,
            PauseCurve pauses) {
        this.sendings = sendings;
        this.agreements = agreements;
        this.right = right;
        this.records = records;
        this.clock = clock;
        this.leaseLength = leaseLength;
        this.pauses = pauses;
    }

    /** @param id id of a sending, as the message carries it */
    @Transactional
    public ChoiceTask take(String id) {
        SendingId sendingId = SendingId.parse(id);
        Optional<Lease> lease = sendings.lease(sendingId, SendingState.ACCEPTED, leaseLength);
        if (lease.isEmpty()) {
            return ChoiceTask.nothingToChoose(sendingId);
        }
        Sending sending = sendings.get(sendingId);
        MessageContent content = content(sendingId);
        List<Denial> denials = right.denials(sending.agency(),
                Claim.of(sending.entrance(), sending.wish(), content, sending.dataCategory(), sending.purpose()));
        if (!denials.isEmpty()) {
            if (sendings.advance(lease.get(), SendingState.ACCEPTED, SendingState.WITHHELD)) {
                records.withheld(sending, content, denials);
            }
            return ChoiceTask.nothingToChoose(sendingId);
        }
        Agreement.EboxStrategy strategy = agreements.byCode(sending.agency()).map(agreement -> agreement.eboxRules().strategy())
                .orElse(Agreement.EboxStrategy.ASK_FIRST);
        return new ChoiceTask(sendingId, lease, question(sending, content, strategy), strategy, content.recipient());
    }

    /** For a sending about which nobody needs to be asked. */
    public BoxAnswer notAsked() {
        return new BoxAnswer.NotAsked();
    }

    /** Records the choice, or plans the next question. */
    @Transactional
    public NextHop decide(ChoiceTask task, BoxAnswer answer) {
        if (task.lease().isEmpty()) {
            return storedHop(task.sending());
        }
        Lease lease = task.lease().get();
        Sending sending = sendings.get(task.sending());
        if (sending.state() != SendingState.ACCEPTED || sending.attempt() != lease.attempt()) {
            return storedHop(task.sending());
        }
        MessageContent content = content(task.sending());
        records.asked(sending, content, task.question(), answer);
        return switch (ChannelRules.judge(sending.wish(), sending.recipientKind(), task.strategy(), answer, patience(sending))) {
            case ChannelRules.Verdict.Chosen chosen -> choose(lease, sending, content, chosen.decision());
            case ChannelRules.Verdict.NoChannel none -> fail(lease, sending, content, none);
            case ChannelRules.Verdict.AskLater later -> askLater(lease, sending, later);
        };
    }

    /**
     * A fault stopped the choice: gives its lease up, so that the next delivery takes the sending and does not stop at our own lease.
     *
     * @param task null when the fault came before the lease
     */
    @Transactional
    public void giveUp(ChoiceTask task) {
        records.fault();
        if (task != null) {
            task.lease().filter(lease -> lease.holds(sendings.lock(task.sending()))).ifPresent(sendings::release);
        }
    }

    private NextHop choose(Lease lease, Sending sending, MessageContent content, ChannelDecision decision) {
        SendingState next = switch (decision.channel()) {
            case EBOX -> SendingState.EBOX_CHOSEN;
            case PAPER -> SendingState.PAPER_CHOSEN;
        };
        if (!sendings.advance(lease, SendingState.ACCEPTED, next)) {
            return storedHop(sending.id());
        }
        records.chosen(sending, content, decision, next);
        return NextHop.of(sending.id(), next);
    }

    private NextHop fail(Lease lease, Sending sending, MessageContent content, ChannelRules.Verdict.NoChannel none) {
        if (sendings.advance(lease, SendingState.ACCEPTED, SendingState.FAILED)) {
            records.noChannel(sending, content, none);
        }
        return NextHop.nowhere(sending.id());
    }

    private NextHop askLater(Lease lease, Sending sending, ChannelRules.Verdict.AskLater later) {
        Instant now = clock.instant();
        Instant next = now.plus(later.after().orElseGet(() -> pauses.after(lease.attempt(), sending.id())));
        sendings.planRetry(lease, next.isAfter(sending.deadline()) ? sending.deadline() : next);
        return NextHop.nowhere(sending.id());
    }

    /** The decision that is stored, when it was not ours to take. */
    private NextHop storedHop(SendingId id) {
        SendingState state = sendings.get(id).state();
        return state == SendingState.ACCEPTED ? NextHop.nowhere(id) : NextHop.of(id, state);
    }

    private ChannelRules.Patience patience(Sending sending) {
        return clock.instant().isBefore(sending.deadline()) ? ChannelRules.Patience.LEFT : ChannelRules.Patience.OVER;
    }

    private MessageContent content(SendingId id) {
        return sendings.content(id).orElseThrow(() -> new IllegalStateException("an accepted sending has no content: " + id));
    }

    private static ChoiceTask.Question question(Sending sending, MessageContent content, Agreement.EboxStrategy strategy) {
        boolean trusted = strategy == Agreement.EboxStrategy.EBOX_FIRST && sending.recipientKind() == RecipientKind.ORGANISATION;
        if (!sending.wish().allowsEbox() || trusted) {
            return ChoiceTask.Question.NONE;
        }
        if (!sending.mode().delivers()) {
            return ChoiceTask.Question.REHEARSAL;
        }
        return switch (content.recipient().orElseThrow(() -> new IllegalStateException("the eBox needs a recipient with a number"))) {
            case Recipient.Citizen citizen -> ChoiceTask.Question.CONSENTS;
            case Recipient.Organisation organisation -> ChoiceTask.Question.PREFERENCES;
        };
    }
}
