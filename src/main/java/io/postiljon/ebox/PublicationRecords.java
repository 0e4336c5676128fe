package io.postiljon.ebox;

import io.postiljon.access.Denial;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.ChannelRule;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.NextHop;
import io.postiljon.sending.PauseCurve;
import io.postiljon.sending.SendingState;
import io.postiljon.store.ChannelDecisions;
import io.postiljon.store.Lease;
import io.postiljon.store.OpenItemKind;
import io.postiljon.store.OpenItems;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.VaultObjectKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes what a publication came to: state, evidence, and the end of the documents when delivery is over, in the caller's
 * transaction. Counts outcomes, and alarms that an operator has to look at.
 */
class PublicationRecords {
    private static final String CODE = "code";
    private static final String NEXT = "nextAttemptAt";
    private static final String RECONCILIATION = "reconciliation";

    private final Sendings sendings;
    private final ChannelDecisions decisions;
    private final AuditLog audit;
    private final PublicationEvidence evidence;
    private final OpenItems openItems;
    private final LateResults late;
    private final Followed followed;
    private final EboxCounters counters;
    private final Clock clock;
    private final PauseCurve pauses;
    private final RegisteredMailRule registeredMail;

    PublicationRecords(Sendings sendings, ChannelDecisions decisions, AuditLog audit, PublicationEvidence evidence, OpenItems openItems,
            Followed followed, EboxCounters counters, Clock clock, PauseCurve pauses, RegisteredMailRule registeredMail) {
        this.sendings = sendings;
        this.decisions = decisions;
        this.audit = audit;
        this.evidence = evidence;
        this.openItems = openItems;
        this.late = new LateResults(sendings, audit, evidence, openItems);
        this.followed = followed;
        this.counters = counters;
        this.clock = clock;
        this.pauses = pauses;
        this.registeredMail = registeredMail;
    }

    void published(PublicationAttempt attempt, PublishOutcome.Published published) {
        SendingState end = switch (published.reader()) {
            case USES_BOX -> SendingState.PUBLISHED;
            case NEVER_OPENED_BOX -> SendingState.PUBLISHED_NEVER_OPENED;
        };
        Map<String, String> detail = new HashMap<>(Map.of("eboxMessageId", published.eboxMessageId(), "eboxKey", attempt.key().toString()));
        noteRegisteredMail(attempt, detail);
        counters.outcome("published");
        if (!sendings.advance(attempt.lease(), attempt.sending().state(), end)) {
            late.published(attempt, published, detail);
            return;
        }
        sendings.notePublication(attempt.sending().id(), published.eboxMessageId(), published.expiresAt());
        append(evidence.of(attempt, AuditEvent.EBOX_PUBLISHED, AuditOutcome.DONE), attempt.sending().state(), end, detail);
        switch (followed.published(attempt.sending(), attempt.content(), end)) {
            case KEPT -> { }
            case NOT_NEEDED -> destroy(attempt.sending(), attempt.content());
        }
    }

    /** A paper copy is never made because of this: the message lies in the box, and a person looks for its id when no late answer named it. */
    void alreadyPublished(PublicationAttempt attempt) {
        counters.outcome("already-published");
        boolean idUnknown = sendings.lock(attempt.sending().id()).eboxMessageId().isEmpty();   // a late answer may name it just now
        Map<String, String> detail = new HashMap<>(Map.of("eboxKey", attempt.key().toString()));
        noteRegisteredMail(attempt, detail);
        if (!sendings.advance(attempt.lease(), attempt.sending().state(), SendingState.PUBLISHED)) {
            late.doubtful(attempt, AuditEvent.EBOX_PUBLISHED, detail);
            return;
        }
        if (idUnknown) {
            detail.put(RECONCILIATION, "open");
            openItems.open(OpenItemKind.EBOX_ID_UNKNOWN, attempt.sending().id(), "ebox-already-published");
        }
        append(evidence.of(attempt, AuditEvent.EBOX_PUBLISHED, AuditOutcome.DONE), attempt.sending().state(), SendingState.PUBLISHED, detail);
        followed.publishedWithoutId(attempt.sending(), attempt.content());
        destroy(attempt.sending(), attempt.content());
    }

    void refused(PublicationAttempt attempt, PublishOutcome.Refused refused) {
        counters.outcome("refused");
        switch (refused.cause()) {
            case GATEWAY -> counters.alarm(refused.code());
            case SENDING -> { }
        }
        if (attempt.inDoubt()) {
            refusedInDoubt(attempt, refused);
            return;
        }
        fail(attempt, AuditOutcome.REFUSED, Map.of(CODE, refused.code()));
    }

    /**
     * The e-Box looks at token, message type and recipient before it looks at the key, so a refusal of the repeat says nothing
     * about the first attempt. What our operators can mend is tried again; for the rest a person asks. Never paper.
     */
    private void refusedInDoubt(PublicationAttempt attempt, PublishOutcome.Refused refused) {
        switch (refused.cause()) {
            case GATEWAY -> {
                Instant next = planNext(attempt, Optional.empty());
                audit.append(evidence.of(attempt, AuditEvent.EBOX_REFUSED, AuditOutcome.UNKNOWN)
                        .withDetail(Map.of(CODE, refused.code(), NEXT, next.toString())));
            }
            case SENDING -> fail(attempt, AuditOutcome.UNKNOWN, Map.of(CODE, refused.code(), RECONCILIATION, "open"));
        }
    }

    /** Twice in one attempt, the second time with a new token: certificate or registration is at fault, not the sending. */
    void tokenRefused(PublicationAttempt attempt) {
        counters.alarm("ebox-token-refused");
        unavailable(attempt, new PublishOutcome.Unavailable("ebox-token-refused", Optional.empty()));
    }

    void unavailable(PublicationAttempt attempt, PublishOutcome.Unavailable unavailable) {
        counters.outcome("unavailable");
        Instant next = planNext(attempt, unavailable.retryAfter());
        audit.append(evidence.of(attempt, AuditEvent.EBOX_UNAVAILABLE, AuditOutcome.UNAVAILABLE)
                .withDetail(Map.of(CODE, unavailable.code(), NEXT, next.toString())));
    }

    void unknown(PublicationAttempt attempt, PublishOutcome.Unknown unknown) {
        counters.outcome("unknown");
        SendingState before = attempt.sending().state();
        if (before != SendingState.IN_DOUBT && !sendings.advance(attempt.lease(), before, SendingState.IN_DOUBT)) {
            late.doubtful(attempt, AuditEvent.EBOX_IN_DOUBT, Map.of(CODE, unknown.code()));
            return;
        }
        Instant next = planNext(attempt, unknown.retryAfter());
        append(evidence.of(attempt, AuditEvent.EBOX_IN_DOUBT, AuditOutcome.UNKNOWN), before, SendingState.IN_DOUBT,
                Map.of(CODE, unknown.code(), "eboxKey", attempt.key().toString(), NEXT, next.toString()));
    }

    /** The last attempt ended without an outcome. From here on the message may lie in the box. @param code what ended it */
    Sending interrupted(Sending sending, MessageContent content, String code) {
        counters.outcome("interrupted");
        sendings.advance(sending.id(), sending.state(), SendingState.IN_DOUBT);
        append(evidence.of(sending, content, AuditEvent.EBOX_IN_DOUBT, AuditOutcome.UNKNOWN), sending.state(), SendingState.IN_DOUBT,
                Map.of(CODE, code));
        return sendings.get(sending.id());
    }

    void deadlinePassed(Sending sending, Lease lease, MessageContent content) {
        end(sending, lease, content, "ebox-deadline-passed");
    }

    /** The agreement is gone while a message may lie in the box: no more calls, and somebody has to find out. */
    void agencyGone(Sending sending, Lease lease, MessageContent content) {
        end(sending, lease, content, "agency-terminated");
    }

    /** A right was withdrawn since the choice: nothing leaves. */
    void withheld(Sending sending, Lease lease, MessageContent content, List<Denial> denials) {
        if (sendings.advance(lease, sending.state(), SendingState.WITHHELD)) {
            sendings.noteOutcome(sending.id(), denials.getFirst().slug());
            append(evidence.of(sending, content, AuditEvent.SENDING_WITHHELD, AuditOutcome.REFUSED), sending.state(), SendingState.WITHHELD,
                    Map.of("codes", denials.stream().map(Denial::slug).sorted().collect(Collectors.joining(","))));
            destroy(sending, content);
        }
    }

    NextHop reopened(Sending sending, Lease lease, MessageContent content) {
        if (!sendings.advance(lease, sending.state(), SendingState.ACCEPTED)) {
            return NextHop.nowhere(sending.id());
        }
        decisions.noteWithoutChannel(sending.id(), ChannelRule.CHANNEL_REOPENED.name(), Map.of());
        append(evidence.of(sending, content, AuditEvent.CHANNEL_REOPENED, AuditOutcome.DONE), sending.state(), SendingState.ACCEPTED, Map.of());
        return NextHop.of(sending.id(), SendingState.ACCEPTED);
    }

    private void end(Sending sending, Lease lease, MessageContent content, String code) {
        counters.outcome("failed");
        counters.alarm(code);
        boolean doubtful = sending.state() == SendingState.IN_DOUBT;
        fail(sending, lease, content, AuditEvent.SENDING_FAILED, doubtful ? AuditOutcome.UNKNOWN : AuditOutcome.UNAVAILABLE,
                doubtful ? Map.of(CODE, code, RECONCILIATION, "open") : Map.of(CODE, code));
    }

    private void fail(PublicationAttempt attempt, AuditOutcome outcome, Map<String, String> detail) {
        if (!fail(attempt.sending(), attempt.lease(), attempt.content(), AuditEvent.EBOX_REFUSED, outcome, detail)) {
            late.refused(attempt, Map.of(CODE, detail.get(CODE)));
        }
    }

    private boolean fail(Sending sending, Lease lease, MessageContent content, AuditEvent event, AuditOutcome outcome, Map<String, String> detail) {
        if (!sendings.advance(lease, sending.state(), SendingState.FAILED)) {
            return false;
        }
        sendings.noteOutcome(sending.id(), detail.get(CODE));
        if (detail.containsKey(RECONCILIATION)) {
            openItems.open(OpenItemKind.EBOX_OUTCOME_UNKNOWN, sending.id(), detail.get(CODE));
        }
        append(evidence.of(sending, content, event, outcome), sending.state(), SendingState.FAILED, detail);
        destroy(sending, content);
        return true;
    }

    private Instant planNext(PublicationAttempt attempt, Optional<Duration> retryAfter) {
        Sending sending = attempt.sending();
        Duration pause = pauses.after(attempt.lease().attempt(), sending.id());
        Instant next = clock.instant().plus(retryAfter.filter(asked -> asked.compareTo(pause) > 0).orElse(pause));
        Instant bounded = next.isAfter(sending.deadline()) ? sending.deadline() : next;
        sendings.planRetry(attempt.lease(), bounded);
        return bounded;
    }

    private void destroy(Sending sending, MessageContent content) {
        if (sending.entrance() == Entrance.ONLINE) {
            sendings.destroy(sending.id());   // documents of MAGDA Online stay readable for the agency (annex 1, retention)
            return;
        }
        sendings.destroy(sending.id(), VaultObjectKind.DOCUMENT);
        audit.append(evidence.of(sending, content, AuditEvent.DOCUMENTS_DESTROYED, AuditOutcome.DONE));
    }

    /** That the agency asked for registered mail, and whether the e-Box was told: what the agency can prove depends on it. */
    private void noteRegisteredMail(PublicationAttempt attempt, Map<String, String> detail) {
        if (attempt.content().registeredMail() == MessageContent.RegisteredMail.YES) {
            detail.put("registeredMail", registeredMail.passesOn(attempt.content()) ? "passed-on" : "not-passed-on");
        }
    }

    private void append(AuditRecord record, SendingState before, SendingState after, Map<String, String> detail) {
        audit.append(record.withStates(before, after).withDetail(detail));
    }
}
