package io.postiljon.ebox;

import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.Channel;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Service;
import io.postiljon.store.EboxReadings;
import io.postiljon.store.PaperCopies;
import io.postiljon.store.PaperCopyReason;
import io.postiljon.store.PlannedCopy;
import io.postiljon.store.Sending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Plans what follows a publication: questions whether it was read, and a copy on paper where the agreement says so. In the caller's transaction. */
class Followed {
    /** Whether content and documents stay, for a copy that may become due. */
    enum Documents { KEPT, NOT_NEEDED }

    private final Agreements agreements;
    private final EboxReadings readings;
    private final PaperCopies copies;
    private final StatusSettings settings;
    private final Clock clock;

    Followed(Agreements agreements, EboxReadings readings, PaperCopies copies, StatusSettings settings, Clock clock) {
        this.agreements = agreements;
        this.readings = readings;
        this.copies = copies;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param state the one that the publication ended in; its message id is known */
    Documents published(Sending sending, MessageContent content, SendingState state) {
        Optional<Agreement> agreement = agreements.byCode(sending.agency());
        if (agreement.isEmpty()) {
            return Documents.NOT_NEEDED;
        }
        Agreement.EboxRules rules = agreement.get().eboxRules();
        boolean asked = settings.asked() && rules.readStatus() == Agreement.ReadStatus.ASKED;
        Instant now = clock.instant();
        if (asked) {
            follow(sending, content, now);
        }
        Optional<PlannedCopy> copy = mayBeCopied(sending, content, agreement.get()) ? copy(sending, rules.paperCopies(), state, asked, now) : Optional.empty();
        copy.ifPresent(copies::plan);
        return copy.isPresent() ? Documents.KEPT : Documents.NOT_NEEDED;
    }

    /** Its id is not known, so nobody can ask whether it was read; when it expires can be known. Never a copy: that it was published is an inference. */
    void publishedWithoutId(Sending sending, MessageContent content) {
        if (agreements.byCode(sending.agency()).filter(agreement -> settings.asked()
                && agreement.eboxRules().readStatus() == Agreement.ReadStatus.ASKED).isPresent()) {
            follow(sending, content, clock.instant());
        }
    }

    private void follow(Sending sending, MessageContent content, Instant now) {
        content.recipient().ifPresent(recipient -> content.trio().ifPresent(trio ->
                readings.follow(sending, recipient, trio.messageTypeId(), now.plus(settings.pauses().after(1, sending.id())))));
    }

    private static Optional<PlannedCopy> copy(Sending sending, Agreement.PaperCopies rules, SendingState state, boolean asked, Instant now) {
        if (state == SendingState.PUBLISHED_NEVER_OPENED && rules.whenNeverOpened() == Agreement.WhenNeverOpened.COPY) {
            return Optional.of(new PlannedCopy(sending.id(), PaperCopyReason.NEVER_OPENED, now));
        }
        return rules.unreadAfterDays().filter(days -> asked)
                .map(days -> new PlannedCopy(sending.id(), PaperCopyReason.UNREAD, now.plus(Duration.ofDays(days))));
    }

    /** Who wants no paper gets none; whom nobody asked about is asked about before the copy is made. */
    private static boolean mayBeCopied(Sending sending, MessageContent content, Agreement agreement) {
        return sending.wish() == ChannelWish.EBOX_ELSE_PAPER && content.paper().isPresent() && agreement.has(Service.PRINT)
                && sending.decision().filter(decision -> decision.channel() == Channel.EBOX)
                        .filter(decision -> !"NOT_WANTED".equals(decision.data().get("paperCopies"))).isPresent();
    }
}
