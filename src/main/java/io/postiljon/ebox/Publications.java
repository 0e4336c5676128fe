package io.postiljon.ebox;

import io.postiljon.access.Claim;
import io.postiljon.access.Denial;
import io.postiljon.access.StandingRight;
import io.postiljon.crypto.Randoms;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.NextHop;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.Lease;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a sending for the eBox before the call, and records what came of it after the call. Two transactions: the first commits
 * the lease and the idempotency key, so that whatever happens in between, the next attempt knows that there was one.
 */
public class Publications {
    private final Sendings sendings;
    private final Agreements agreements;
    private final StandingRight right;
    private final PublicationRecords records;
    private final PublicationClients clients;
    private final EboxCounters counters;
    private final Clock clock;
    private final Duration leaseLength;
    private final Duration answerMaxAge;

    Publications(Sendings sendings, Agreements agreements, StandingRight right, PublicationRecords records, PublicationClients clients,
            EboxCounters counters, Clock clock, Duration leaseLength, Duration answerMaxAge) {
        this.sendings = sendings;
        this.agreements = agreements;
        this.right = right;
        this.records = records;
        this.clients = clients;
        this.counters = counters;
        this.clock = clock;
        this.leaseLength = leaseLength;
        this.answerMaxAge = answerMaxAge;
    }

    /** @param id id of a sending, as the message carries it */
    @Transactional
    public PublicationTask take(String id) {
        SendingId sendingId = SendingId.parse(id);
        Sending found = sendings.lock(sendingId);
        Sending sending = wasInterrupted(found) ? records.interrupted(found, content(found), "ebox-attempt-interrupted") : found;
        return switch (sending.state()) {
            case EBOX_CHOSEN, IN_DOUBT -> sendings.lease(sendingId, sending.state(), leaseLength)
                    .map(lease -> taken(sending, lease))
                    .orElse(passOn(NextHop.nowhere(sendingId)));
            case ACCEPTED, PAPER_CHOSEN, PRINT_QUEUED, AT_PRINTER, HANDED_TO_POST, REGISTERED_AT_POST, DELIVERED, REFUSED, NOT_COLLECTED, RETURNED, LOST,
                    PUBLISHED, PUBLISHED_NEVER_OPENED, READ, EXPIRED_UNREAD, WITHHELD, FAILED, CANCELLED ->
                    passOn(NextHop.of(sendingId, sending.state()));
        };
    }

    /** Records the outcome with its evidence, and says where the sending goes next. */
    @Transactional
    public NextHop record(PublicationAttempt attempt, PublishOutcome outcome) {
        switch (outcome) {
            case PublishOutcome.Published published -> records.published(attempt, published);
            case PublishOutcome.AlreadyPublished already -> records.alreadyPublished(attempt);
            case PublishOutcome.Refused refused -> records.refused(attempt, refused);
            case PublishOutcome.TokenRefused refused -> records.tokenRefused(attempt);
            case PublishOutcome.Unavailable unavailable -> records.unavailable(attempt, unavailable);
            case PublishOutcome.Unknown unknown -> records.unknown(attempt, unknown);
        }
        return NextHop.nowhere(attempt.sending().id());
    }

    /**
     * A fault stopped the attempt: gives its lease up, so that the next delivery takes the sending and does not stop at our own
     * lease. Once the message had begun to leave, it may lie in the box.
     *
     * @param attempt null when the fault came before the lease
     * @param request null when the fault came before the call
     */
    @Transactional
    public void giveUp(PublicationAttempt attempt, PublicationRequest request) {
        counters.fault();
        if (attempt == null) {
            return;
        }
        Sending now = sendings.lock(attempt.sending().id());
        if (!attempt.lease().holds(now)) {
            return;
        }
        if (request != null && request.started() && now.state() == SendingState.EBOX_CHOSEN) {
            records.interrupted(now, attempt.content(), "ebox-attempt-fault");
        } else {
            sendings.release(attempt.lease());
        }
    }

    private PublicationTask taken(Sending sending, Lease lease) {
        MessageContent content = content(sending);
        Optional<Agreement> agreement = agreements.byCode(sending.agency());
        if (!clock.instant().isBefore(sending.deadline())) {
            records.deadlinePassed(sending, lease, content);
            return passOn(NextHop.nowhere(sending.id()));
        }
        if (sending.state() == SendingState.EBOX_CHOSEN && (agreement.isEmpty() || isStale(sending))) {
            return passOn(records.reopened(sending, lease, content));
        }
        List<Denial> denials = sending.state() == SendingState.EBOX_CHOSEN ? denials(sending, content) : List.of();
        if (!denials.isEmpty()) {
            records.withheld(sending, lease, content, denials);
            return passOn(NextHop.nowhere(sending.id()));
        }
        if (agreement.isEmpty()) {
            records.agencyGone(sending, lease, content);
            return passOn(NextHop.nowhere(sending.id()));
        }
        UUID key = sendings.eboxKey(sending.id(), Randoms.uuidV7(clock.instant()));
        PublicationClients.Credentials credentials = clients.of(agreement.get());
        PublicationAttempt attempt = new PublicationAttempt(sending, lease, key,
                content, sendings.documents(sending.id()), credentials.token(), credentials.onBehalfOf());
        return switch (sending.mode()) {
            case TRIAL, LIVE -> new PublicationTask.Send(attempt);
            case REHEARSAL -> new PublicationTask.Rehearse(attempt);
        };
    }

    private MessageContent content(Sending sending) {
        return sendings.content(sending.id())
                .orElseThrow(() -> new IllegalStateException("a sending on its way has no content: " + sending.id()));
    }

    /** A worker died between its lease and its outcome: whether its call went out nobody knows. In rehearsal none does. */
    private boolean wasInterrupted(Sending sending) {
        return sending.state() == SendingState.EBOX_CHOSEN && sending.mode().delivers() && sending.eboxKey().isPresent()
                && sending.leasedUntil().filter(until -> !until.isAfter(clock.instant())).isPresent();
    }

    /** Only the eBox counts now: a sending that may no longer go on paper does not go there. In doubt nothing is withheld any more. */
    private List<Denial> denials(Sending sending, MessageContent content) {
        return right.denials(sending.agency(),
                Claim.of(sending.entrance(), ChannelWish.EBOX, content, sending.dataCategory(), sending.purpose()));
    }

    /**
     * Consent can be withdrawn at any time, so a choice that is older than knowledge may be is made again; so is one whose right
     * may have lapsed. Not once a message may lie in the box: then only the same key may go on.
     */
    private boolean isStale(Sending sending) {
        Instant known = sending.decision().map(decision -> decision.data().get("askedAt")).flatMap(Publications::instant)
                .orElse(sending.stateSince());
        return known.plus(answerMaxAge).isBefore(clock.instant());
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    private static PublicationTask passOn(NextHop next) {
        return new PublicationTask.PassOn(next);
    }
}
