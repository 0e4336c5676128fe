package io.postiljon.dispatch;

import io.postiljon.access.Claim;
import io.postiljon.access.StandingRight;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Channel;
import io.postiljon.sending.ChannelRule;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.Mode;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.WorkQueue;
import io.postiljon.store.ChannelDecision;
import io.postiljon.store.EboxReadings;
import io.postiljon.store.Lease;
import io.postiljon.store.Outbox;
import io.postiljon.store.PaperCopies;
import io.postiljon.store.PlannedCopy;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides whether a message in the eBox goes on paper too. Each method is one transaction; between {@link #take} and {@link #decide}
 * the route asks. The copy is made at most once: the state moves on from published, and the plan is gone in the same transaction.
 */
public class CopyChoice {
    private final Sendings sendings;
    private final PaperCopies copies;
    private final EboxReadings readings;
    private final Outbox outbox;
    private final Agreements agreements;
    private final StandingRight right;
    private final ChoiceRecords records;
    private final CopySettings settings;
    private final Clock clock;
    private final Duration leaseLength;

    CopyChoice(Sendings sendings, PaperCopies copies, EboxReadings readings, Outbox outbox, Agreements agreements, StandingRight right,
            ChoiceRecords records, CopySettings settings, Clock clock, Duration leaseLength) {
        this.sendings = sendings;
        this.copies = copies;
        this.readings = readings;
        this.outbox = outbox;
        this.agreements = agreements;
        this.right = right;
        this.records = records;
        this.settings = settings;
        this.clock = clock;
        this.leaseLength = leaseLength;
    }

    /** Ids of the sendings whose copy is to be looked at. */
    public List<String> due() {
        return copies.due();
    }

    @Transactional
    public ChoiceTask take(String id) {
        SendingId sendingId = SendingId.parse(id);
        Sending sending = sendings.lock(sendingId);
        Optional<PlannedCopy> copy = copies.find(sendingId);
        Optional<Lease> lease = copy.filter(planned -> liesInTheBox(sending.state()))
                .flatMap(planned -> sendings.lease(sendingId, sending.state(), leaseLength));
        if (lease.isEmpty()) {
            return ChoiceTask.nothingToChoose(sendingId);
        }
        MessageContent content = content(sendingId);
        if (!CopyRules.isKnownUnread(copy.get(), readings.unreadSeenAt(sendingId))) {
            waitOrDrop(lease.get(), sending, content, copy.get(), ChannelRule.NO_PAPER_COPY_READ_STATUS_UNKNOWN);
            return ChoiceTask.nothingToChoose(sendingId);
        }
        if (!isStillRight(sending, content, copy.get())) {
            drop(lease.get(), sending, content, ChannelRule.NO_PAPER_COPY_RIGHT_ENDED);
            return ChoiceTask.nothingToChoose(sendingId);
        }
        return new ChoiceTask(sendingId, lease, question(sending), Agreement.EboxStrategy.ASK_FIRST, content.recipient());
    }

    /** Makes the copy, drops it, or looks again later. */
    @Transactional
    public void decide(ChoiceTask task, BoxAnswer answer) {
        Sending sending = sendings.lock(task.sending());
        Optional<PlannedCopy> copy = copies.find(task.sending());
        if (task.lease().filter(lease -> lease.holds(sending)).isEmpty() || copy.isEmpty() || !liesInTheBox(sending.state())) {
            return;
        }
        Lease lease = task.lease().get();
        MessageContent content = content(task.sending());
        records.asked(sending, content, task.question(), answer);
        switch (CopyRules.judge(copy.get().reason(), answer, patience(copy.get()))) {
            case CopyRules.Verdict.Copy made -> make(lease, sending, content, made.rule(), answer);
            case CopyRules.Verdict.NoCopy none -> drop(lease, sending, content, none.rule());
            case CopyRules.Verdict.LookAgain later -> lookAgain(lease, copy.get());
        }
    }

    private void make(Lease lease, Sending sending, MessageContent content, ChannelRule rule, BoxAnswer answer) {
        Map<String, String> data = new HashMap<>(Map.of(ChannelDecision.STATE_BEFORE_COPY, sending.state().name()));
        readings.unreadSeenAt(sending.id()).ifPresent(seen -> data.put("unreadSeenAt", seen.toString()));
        if (answer instanceof BoxAnswer.Reachable yes) {
            data.putAll(Map.of(ChannelChoice.ASKED_AT, yes.askedAt().toString(), "paperCopies", yes.paperCopies().name()));
        }
        if (!sendings.advance(lease, sending.state(), SendingState.PAPER_CHOSEN)) {
            return;
        }
        copies.end(sending.id());
        readings.end(sending.id());
        records.copyChosen(sending, content, new ChannelDecision(Channel.PAPER, rule.name(), data));
        outbox.add(WorkQueue.PRINT_PIECES, sending.id(), clock.instant());
    }

    private void waitOrDrop(Lease lease, Sending sending, MessageContent content, PlannedCopy copy, ChannelRule rule) {
        switch (patience(copy)) {
            case LEFT -> lookAgain(lease, copy);
            case OVER -> drop(lease, sending, content, rule);
        }
    }

    private void drop(Lease lease, Sending sending, MessageContent content, ChannelRule rule) {
        copies.end(sending.id());
        sendings.release(lease);
        records.copyDropped(sending, content, rule);
    }

    private void lookAgain(Lease lease, PlannedCopy copy) {
        sendings.release(lease);
        copies.lookAgain(copy.sending(), clock.instant().plus(settings.pause()));
    }

    private boolean isStillRight(Sending sending, MessageContent content, PlannedCopy copy) {
        return agreements.byCode(sending.agency()).filter(agreement -> CopyRules.wanted(agreement.eboxRules().paperCopies(), copy.reason())).isPresent()
                && right.denials(sending.agency(),
                        Claim.of(sending.entrance(), ChannelWish.PAPER, content, sending.dataCategory(), sending.purpose())).isEmpty();
    }

    private ChannelRules.Patience patience(PlannedCopy copy) {
        Instant end = copy.dueAt().plus(settings.patience());
        return clock.instant().isBefore(end) ? ChannelRules.Patience.LEFT : ChannelRules.Patience.OVER;
    }

    private static ChoiceTask.Question question(Sending sending) {
        if (sending.recipientKind() != RecipientKind.ORGANISATION) {
            return ChoiceTask.Question.NONE;
        }
        return sending.mode() == Mode.REHEARSAL ? ChoiceTask.Question.REHEARSAL : ChoiceTask.Question.PREFERENCES;
    }

    private static boolean liesInTheBox(SendingState state) {
        return state == SendingState.PUBLISHED || state == SendingState.PUBLISHED_NEVER_OPENED;
    }

    private MessageContent content(SendingId id) {
        return sendings.content(id).orElseThrow(() -> new IllegalStateException("a sending that waits for a copy has no content: " + id));
    }
}
