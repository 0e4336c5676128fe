package io.postiljon.ebox;

import io.postiljon.audit.Decision;
import io.postiljon.access.Claim;
import io.postiljon.access.Denial;
import io.postiljon.access.StandingRight;
import io.postiljon.audit.AuditLog;
import io.postiljon.crypto.Randoms;
import io.postiljon.sending.Channel;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.ChannelDecision;
import io.postiljon.store.DoubtfulSendings;
import io.postiljon.store.OpenItem;
import io.postiljon.store.OpenItems;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.transaction.annotation.Transactional;

/**
 * What became of a message, decided by a person where the gateway cannot find out. Each decision is on record with who and why. One
 * that the table ({@link DoubtWays}) does not offer now is an {@link IllegalStateException} that says so, and changes nothing.
 */
public class Doubts {
    static final String RELEASED = "RELEASED_BY_OPERATOR";
    private static final int MOST = 500;

    private final Sendings sendings;
    private final DoubtfulSendings doubtful;
    private final OpenItems openItems;
    private final DoubtRecords records;
    private final StandingRight right;
    private final Clock clock;

    Doubts(Sendings sendings, DoubtfulSendings doubtful, OpenItems openItems, AuditLog audit, StandingRight right, Clock clock) {
        this.sendings = sendings;
        this.doubtful = doubtful;
        this.openItems = openItems;
        this.records = new DoubtRecords(sendings, openItems, audit, new PublicationEvidence(sendings, clock));
        this.right = right;
        this.clock = clock;
    }

    /** Open questions first, then what is in doubt and still being asked, each oldest first; at most {@value #MOST} of both. */
    @Transactional(readOnly = true)
    public List<Doubt> list() {
        Map<SendingId, List<OpenItem>> questions = openItems.oldest(MOST).stream().collect(Collectors.groupingBy(
                OpenItem::sending, java.util.LinkedHashMap::new, Collectors.toList()));
        Stream<Sending> asked = questions.keySet().stream().map(sendings::get);
        Stream<Sending> others = doubtful.oldest(MOST).stream().filter(sending -> !questions.containsKey(sending.id()));
        return Stream.concat(asked, others).map(sending -> doubt(sending, questions.getOrDefault(sending.id(), List.of()))).toList();
    }

    @Transactional
    public void askAgain(SendingId id, Decision decision) {
        Sending sending = offered(id, DoubtWay.ASK_AGAIN);
        records.decided(sending, sending.state(), DoubtWay.ASK_AGAIN, decision, Map.of());
        doubtful.hasten(id);
    }

    /** @param eboxMessageId the id that the e-Box gave the message */
    @Transactional
    public void confirmPublished(SendingId id, String eboxMessageId, Decision decision) {
        if (eboxMessageId == null || !eboxMessageId.matches("[\\x21-\\x7E]{1,200}")) {
            throw new IllegalArgumentException("the id of the eBox has 1 to 200 signs and no blank");
        }
        Sending sending = offered(id, DoubtWay.CONFIRM_PUBLISHED);
        SendingState after = switch (sending.state()) {
            case IN_DOUBT, FAILED -> SendingState.PUBLISHED;
            case ACCEPTED, EBOX_CHOSEN, PAPER_CHOSEN, PRINT_QUEUED, AT_PRINTER, HANDED_TO_POST, REGISTERED_AT_POST, DELIVERED, REFUSED, NOT_COLLECTED, RETURNED, LOST,
                    PUBLISHED, PUBLISHED_NEVER_OPENED, READ, EXPIRED_UNREAD, WITHHELD,
                    CANCELLED -> sending.state();
        };
        records.decided(sending, after, DoubtWay.CONFIRM_PUBLISHED, decision, Map.of("eboxMessageId", eboxMessageId));
        if (after != sending.state()) {
            moved(sending, after);
            doubtful.clearOutcome(id);
        }
        sendings.notePublication(id, eboxMessageId, sending.eboxExpiresAt());
        records.closed(sending, decision, "published");
        records.destroyed(sending);
    }

    @Transactional
    public void confirmNotPublished(SendingId id, Decision decision) {
        Sending sending = offered(id, DoubtWay.CONFIRM_NOT_PUBLISHED);
        SendingState after = sending.state() == SendingState.IN_DOUBT ? SendingState.FAILED : sending.state();
        records.decided(sending, after, DoubtWay.CONFIRM_NOT_PUBLISHED, decision, Map.of());
        if (after != sending.state()) {
            moved(sending, after);
            sendings.noteOutcome(id, "ebox-not-published");
        }
        records.closed(sending, decision, "not-published");
        records.destroyed(sending);
    }

    /** Under a new key: the old one may be used up by an attempt that came to nothing, and would look like a publication for ever. */
    @Transactional
    public void sendAgain(SendingId id, Decision decision) {
        Sending sending = offered(id, DoubtWay.SEND_AGAIN);
        records.decided(sending, SendingState.EBOX_CHOSEN, DoubtWay.SEND_AGAIN, decision,
                sending.eboxKey().map(key -> Map.of("oldEboxKey", key.toString())).orElse(Map.of()));
        moved(sending, SendingState.EBOX_CHOSEN);
        doubtful.renewEboxKey(id, Randoms.uuidV7(clock.instant()));
        doubtful.hasten(id);
        records.closed(sending, decision, "not-published");
    }

    @Transactional
    public void releaseToPaper(SendingId id, Decision decision) {
        Sending sending = offered(id, DoubtWay.RELEASE_TO_PAPER);
        MessageContent content = sendings.content(id).orElseThrow();
        List<Denial> denials = right.denials(sending.agency(),
                Claim.of(sending.entrance(), ChannelWish.PAPER, content, sending.dataCategory(), sending.purpose()));
        if (!denials.isEmpty()) {
            throw new IllegalStateException("it may not go on paper now: " + denials.getFirst().slug());
        }
        records.decided(sending, SendingState.PAPER_CHOSEN, DoubtWay.RELEASE_TO_PAPER, decision, Map.of());
        moved(sending, SendingState.PAPER_CHOSEN);
        sendings.decide(id, new ChannelDecision(Channel.PAPER, RELEASED, Map.of()));
        doubtful.hasten(id);
        records.closed(sending, decision, "not-published");
    }

    @Transactional
    public void close(SendingId id, Decision decision) {
        Sending sending = offered(id, DoubtWay.CLOSE);
        records.decided(sending, sending.state(), DoubtWay.CLOSE, decision, Map.of());
        records.closed(sending, decision, "closed");
    }

    private Sending offered(SendingId id, DoubtWay way) {
        if (sendings.find(id).isEmpty()) {
            throw new IllegalStateException("there is no such sending");
        }
        Doubt doubt = doubt(sendings.lock(id), openItems.of(id));
        if (!doubt.ways().contains(way)) {
            throw new IllegalStateException(way + " is not possible now; the sending is " + doubt.sending().state() + ", possible is "
                    + doubt.ways().stream().sorted().toList());
        }
        return doubt.sending();
    }

    private void moved(Sending sending, SendingState after) {
        if (!sendings.advance(sending.id(), sending.state(), after)) {
            throw new IllegalStateException("the sending moved on meanwhile; look again");
        }
    }

    private Doubt doubt(Sending sending, List<OpenItem> questions) {
        Optional<MessageContent> content = sending.state() == SendingState.IN_DOUBT && sending.wish().allowsPaper()
                ? sendings.content(sending.id()) : Optional.empty();
        return new Doubt(sending, questions, DoubtWays.of(sending, questions, content, clock.instant()));
    }
}
