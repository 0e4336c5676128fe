package io.postiljon.ebox;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.access.Denial;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.NextHop;
import io.postiljon.sending.PauseCurve;
import io.postiljon.sending.SendingState;
import io.postiljon.store.Lease;
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
    private static final String RECONCILIATION = "reconciliation";

    private final Sendings sendings;
    private final AuditLog audit;
    private final PublicationEvidence evidence;
    private final MeterRegistry meters;
    private final Clock clock;
    private final PauseCurve pauses;

    PublicationRecords(Sendings sendings, AuditLog audit, PublicationEvidence evidence, MeterRegistry meters, Clock clock, PauseCurve pauses) {
        this.sendings = sendings;
        this.audit = audit;
        this.evidence = evidence;
        this.meters = meters;
        this.clock = clock;
        this.pauses = pauses;
    }

    void published(PublicationAttempt attempt, PublishOutcome.Published published) {
        SendingState end = switch (published.reader()) {
            case USES_BOX -> SendingState.PUBLISHED;
            case NEVER_OPENED_BOX -> SendingState.PUBLISHED_NEVER_OPENED;
        };
        Map<String, String> detail = Map.of("eboxMessageId", published.eboxMessageId(), "eboxKey", attempt.key().toString());
        count("published");
        if (!sendings.advance(attempt.lease(), attempt.sending().state(), end)) {
            late(attempt, AuditEvent.EBOX_PUBLISHED, detail);
            return;
        }
        sendings.notePublication(attempt.sending().id(), published.eboxMessageId(), published.expiresAt());
        append(evidence.of(attempt, AuditEvent.EBOX_PUBLISHED, AuditOutcome.DONE), attempt.sending().state(), end, detail);
        destroy(attempt.sending(), attempt.content());
    }

    /** A paper copy is never made because of this: the message lies in the box, only its id is not known. */
    void alreadyPublished(PublicationAttempt attempt) {
        count("already-published");
        Map<String, String> detail = Map.of(RECONCILIATION, "open", "eboxKey", attempt.key().toString());
        if (!sendings.advance(attempt.lease(), attempt.sending().state(), SendingState.PUBLISHED)) {
            late(attempt, AuditEvent.EBOX_PUBLISHED, detail);
            return;
        }
        append(evidence.of(attempt, AuditEvent.EBOX_PUBLISHED, AuditOutcome.DONE), attempt.sending().state(), SendingState.PUBLISHED, detail);
        destroy(attempt.sending(), attempt.content());
    }

    void refused(PublicationAttempt attempt, PublishOutcome.Refused refused) {
        count("refused");
        switch (refused.cause()) {
            case GATEWAY -> alarm(refused.code());
            case SENDING -> { }
        }
        fail(attempt.sending(), attempt.lease(), attempt.content(), AuditEvent.EBOX_REFUSED, AuditOutcome.REFUSED, Map.of(CODE, refused.code()));
    }

    /** Twice in one attempt, the second time with a new token: certificate or registration is at fault, not the sending. */
    void tokenRefused(PublicationAttempt attempt) {
        alarm("ebox-token-refused");
        unavailable(attempt, new PublishOutcome.Unavailable("ebox-token-refused", Optional.empty()));
    }

    void unavailable(PublicationAttempt attempt, PublishOutcome.Unavailable unavailable) {
        count("unavailable");
        Instant next = planNext(attempt, unavailable.retryAfter());
        audit.append(evidence.of(attempt, AuditEvent.EBOX_UNAVAILABLE, AuditOutcome.UNAVAILABLE)
                .withDetail(Map.of(CODE, unavailable.code(), "nextAttemptAt", next.toString())));
    }

    void unknown(PublicationAttempt attempt, PublishOutcome.Unknown unknown) {
        count("unknown");
        SendingState before = attempt.sending().state();
        if (before != SendingState.IN_DOUBT && !sendings.advance(attempt.lease(), before, SendingState.IN_DOUBT)) {
            late(attempt, AuditEvent.EBOX_IN_DOUBT, Map.of(CODE, unknown.code()));
            return;
        }
        Instant next = planNext(attempt, unknown.retryAfter());
        append(evidence.of(attempt, AuditEvent.EBOX_IN_DOUBT, AuditOutcome.UNKNOWN), before, SendingState.IN_DOUBT,
                Map.of(CODE, unknown.code(), "eboxKey", attempt.key().toString(), "nextAttemptAt", next.toString()));
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
        append(evidence.of(sending, content, AuditEvent.CHANNEL_REOPENED, AuditOutcome.DONE), sending.state(), SendingState.ACCEPTED, Map.of());
        return NextHop.of(sending.id(), SendingState.ACCEPTED);
    }

    private void end(Sending sending, Lease lease, MessageContent content, String code) {
        count("failed");
        alarm(code);
        boolean doubtful = sending.state() == SendingState.IN_DOUBT;
        fail(sending, lease, content, AuditEvent.SENDING_FAILED, doubtful ? AuditOutcome.UNKNOWN : AuditOutcome.UNAVAILABLE,
                doubtful ? Map.of(CODE, code, RECONCILIATION, "open") : Map.of(CODE, code));
    }

    private void fail(Sending sending, Lease lease, MessageContent content, AuditEvent event, AuditOutcome outcome, Map<String, String> detail) {
        if (sendings.advance(lease, sending.state(), SendingState.FAILED)) {
            sendings.noteOutcome(sending.id(), detail.get(CODE));
            append(evidence.of(sending, content, event, outcome), sending.state(), SendingState.FAILED, detail);
            destroy(sending, content);
        }
    }

    /** Our lease was taken over. What we learnt is kept as evidence; the state belongs to the other worker. */
    private void late(PublicationAttempt attempt, AuditEvent event, Map<String, String> detail) {
        Map<String, String> marked = new HashMap<>(detail);
        marked.put("late", "true");
        audit.append(evidence.of(attempt, event, AuditOutcome.UNKNOWN).withDetail(marked));
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

    private void append(AuditRecord record, SendingState before, SendingState after, Map<String, String> detail) {
        audit.append(record.withStates(before, after).withDetail(detail));
    }

    private void count(String outcome) {
        meters.counter("postiljon.ebox.outcomes", "outcome", outcome).increment();
    }

    private void alarm(String code) {
        meters.counter("postiljon.ebox.alarms", "code", code).increment();
    }
}
