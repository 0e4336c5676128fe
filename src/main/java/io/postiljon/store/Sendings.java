package io.postiljon.store;

import io.postiljon.crypto.WrappedKey;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.IdempotencyKey;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.MessageReference;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Sha256;
import io.postiljon.sending.WorkQueue;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The state of every sending. A worker changes it only from the state that it expects; {@code false} means that somebody else
 * was first, and the stored decision counts.
 *
 * <p>Changes need the caller's transaction (evidence is written in the same one). Two acceptances at once with the same key or
 * reference: the second gets {@link org.springframework.dao.DuplicateKeyException}.
 */
public class Sendings {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Outbox outbox;
    private final ContentSeal contentSeal;
    private final ObjectsInFlight inFlight;
    private final Duration deadline;
    private final SendingRows rows = new SendingRows();
    private final ChannelDecisions decisions;

    Sendings(JdbcClient jdbc, Clock clock, Outbox outbox, ContentSeal contentSeal, ObjectsInFlight inFlight, Duration deadline) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.outbox = outbox;
        this.contentSeal = contentSeal;
        this.inFlight = inFlight;
        this.deadline = deadline;
        this.decisions = new ChannelDecisions(jdbc, clock);
    }

    /** Makes a sending and its documents exist, and puts it on the way to the choice of channel. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void accept(NewSending sending) {
        ContentSeal.SealedContent content = contentSeal.seal(sending.agency(), sending.id(), sending.content());
        Timestamp acceptedAt = Timestamp.from(sending.acceptedAt());
        jdbc.sql("""
                insert into gateway.sending (id, agency, mode, entrance, message_reference, idempotency_key, fingerprint,
                    data_category, purpose, recipient_kind, channel_wish, state, state_since, accepted_at, deadline, touched_at,
                    content_sealed, content_key, signature, signer, receipt, trace_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(sending.id().value(), sending.agency().value(), sending.mode().name(), sending.entrance().name(),
                        sending.reference().value(), sending.key().value(), sending.fingerprint().bytes(),
                        sending.dataCategory().code(), sending.purpose().code(), sending.content().recipientKind().name(),
                        sending.wish().name(), SendingState.ACCEPTED.name(), acceptedAt, acceptedAt,
                        Timestamp.from(sending.acceptedAt().plus(deadline)), acceptedAt,
                        content.bytes(), content.key().encode(), sending.signature(), sending.signerThumbprint(),
                        sending.receipt(), sending.traceId())
                .update();
        int ordinal = 0;
        for (NewDocument document : sending.documents()) {
            insertObject(VaultObjectKind.DOCUMENT, document.object(), Optional.of(sending.id()), ordinal++, sending.acceptedAt());
        }
        outbox.add(WorkQueue.DISPATCH_ACCEPTED, sending.id(), sending.acceptedAt());
    }

    /** Makes one more object exist, such as a cover sheet of a sending or a drop. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(VaultObjectKind kind, SealedObject object, Optional<SendingId> sending) {
        insertObject(kind, object, sending, 0, clock.instant());
    }

    private void insertObject(VaultObjectKind kind, SealedObject object, Optional<SendingId> sending, int ordinal, Instant at) {
        jdbc.sql("""
                insert into gateway.vault_object (id, kind, owner, sending_id, ordinal, sha256, size_bytes, wrapped_key, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(object.id().value(), kind.name(), object.owner().value(),
                        sending.map(SendingId::value).orElse(null), ordinal, object.digest().bytes(), object.sizeBytes(),
                        object.key().encode(), Timestamp.from(at)))
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override public void afterCompletion(int status) {
                if (status != STATUS_UNKNOWN) {
                    inFlight.over(object.id());
                }
            }
        });
    }

    public Optional<PriorAcceptance> byKey(AgencyCode agency, IdempotencyKey key) {
        return prior("idempotency_key", agency, key.value());
    }

    public Optional<PriorAcceptance> byReference(AgencyCode agency, MessageReference reference) {
        return prior("message_reference", agency, reference.value());
    }

    private Optional<PriorAcceptance> prior(String column, AgencyCode agency, String value) {
        return jdbc.sql("select id, message_reference, fingerprint, receipt, mode, accepted_at, state from gateway.sending"
                        + " where agency = ? and " + column + " = ?")
                .params(agency.value(), value)
                .query((row, n) -> new PriorAcceptance(new SendingId(row.getObject("id", UUID.class)),
                        new MessageReference(row.getString("message_reference")), Sha256.ofBytes(row.getBytes("fingerprint")),
                        row.getString("receipt"), Mode.valueOf(row.getString("mode")),
                        row.getTimestamp("accepted_at").toInstant(), SendingState.valueOf(row.getString("state"))))
                .optional();
    }

    public Optional<Sending> find(SendingId id) {
        return jdbc.sql("select * from gateway.sending where id = ?").param(id.value()).query(rows::read).optional();
    }

    /** As {@link #find}; a message that names no sending is a fault. */
    public Sending get(SendingId id) {
        return find(id).orElseThrow(() -> new IllegalStateException("unknown-document: no sending " + id));
    }

    /** As {@link #get}; nobody else changes it before the end of the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Sending lock(SendingId id) {
        return jdbc.sql("select * from gateway.sending where id = ? for update").param(id.value()).query(rows::read).optional()
                .orElseThrow(() -> new IllegalStateException("unknown-document: no sending " + id));
    }

    /** The content, as long as its key lives. Empty when delivery is over. */
    public Optional<MessageContent> content(SendingId id) {
        return jdbc.sql("select agency, content_sealed, content_key from gateway.sending where id = ? and content_key is not null")
                .param(id.value())
                .query((row, n) -> contentSeal.open(new AgencyCode(row.getString("agency")), id,
                        new ContentSeal.SealedContent(row.getBytes("content_sealed"), WrappedKey.decode(row.getBytes("content_key")))))
                .optional();
    }

    /** Documents of a sending in their order, without those that are destroyed. */
    public List<StoredDocument> documents(SendingId id) {
        return objects(VaultObjectKind.DOCUMENT, id);
    }

    public List<StoredDocument> objects(VaultObjectKind kind, SendingId id) {
        return jdbc.sql("""
                select id, owner, ordinal, sha256, size_bytes, wrapped_key from gateway.vault_object
                 where sending_id = ? and kind = ? and wrapped_key is not null order by ordinal""")
                .params(id.value(), kind.name())
                .query((row, n) -> new StoredDocument(new io.postiljon.sending.DocumentId(row.getObject("id", UUID.class)),
                        new AgencyCode(row.getString("owner")), row.getInt("ordinal"), Sha256.ofBytes(row.getBytes("sha256")),
                        row.getLong("size_bytes"), WrappedKey.decode(row.getBytes("wrapped_key"))))
                .list();
    }

    /** Metadata of all documents of a sending, destroyed ones too. */
    public List<DocumentFate> fates(SendingId id) {
        return jdbc.sql("select ordinal, sha256, size_bytes, destroyed_at from gateway.vault_object where sending_id = ? and kind = 'DOCUMENT' order by ordinal")
                .param(id.value())
                .query((row, n) -> new DocumentFate(row.getInt("ordinal"), Sha256.ofBytes(row.getBytes("sha256")), row.getLong("size_bytes"),
                        SendingRows.instant(row, "destroyed_at")))
                .list();
    }

    /**
     * Takes the sending for one attempt. Empty when it is not in this state, another worker holds it, or a retry is planned
     * for later. Commit before the call outwards.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Lease> lease(SendingId id, SendingState expected, Duration length) {
        Instant now = clock.instant();
        Instant until = now.plus(length);
        return jdbc.sql("""
                update gateway.sending set leased_until = ?, attempt = attempt + 1, next_attempt_at = null, touched_at = ?
                 where id = ? and state = ? and (leased_until is null or leased_until <= ?)
                   and (next_attempt_at is null or next_attempt_at <= ?)
                returning attempt""")
                .params(Timestamp.from(until), Timestamp.from(now), id.value(), expected.name(), Timestamp.from(now), Timestamp.from(now))
                .query((row, n) -> new Lease(id, row.getInt("attempt"), until))
                .optional();
    }

    /** Moves on from an expected state. The next hop is the route's, or the sweep's when the route died. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean advance(SendingId id, SendingState expected, SendingState next) {
        return advanceWhere("", List.of(), id, expected, next);
    }

    /** As {@link #advance(SendingId, SendingState, SendingState)}, only while the lease is still the newest. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean advance(Lease lease, SendingState expected, SendingState next) {
        return advanceWhere(" and attempt = ?", List.of(lease.attempt()), lease.sending(), expected, next);
    }

    private boolean advanceWhere(String condition, List<Object> values, SendingId id, SendingState expected, SendingState next) {
        Timestamp now = Timestamp.from(clock.instant());
        List<Object> params = new java.util.ArrayList<>(List.of(next.name(), now, now, staysQueued(next), id.value(), expected.name()));
        params.addAll(values);
        return jdbc.sql("""
                update gateway.sending set state = ?, state_since = ?, touched_at = ?, leased_until = null, next_attempt_at = null,
                       queued_at = case when ? then queued_at end
                 where id = ? and state = ?""" + condition)
                .params(params).update() == 1;
    }

    /** The choice of channel hands on to the eBox directly: the sending stays among those of its agency that are in flight. */
    private static boolean staysQueued(SendingState next) {
        return switch (next) {
            case EBOX_CHOSEN, IN_DOUBT, ACCEPTED -> true;
            case PAPER_CHOSEN, PRINT_QUEUED, AT_PRINTER, HANDED_TO_POST, REGISTERED_AT_POST, DELIVERED, REFUSED, NOT_COLLECTED, RETURNED, LOST,
                    PUBLISHED, PUBLISHED_NEVER_OPENED, READ, EXPIRED_UNREAD, WITHHELD, FAILED, CANCELLED -> false;
        };
    }

    /** Stores the decision with its rule and data. It counts from now on; earlier ones stay known. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void decide(SendingId id, ChannelDecision decision) {
        decisions.note(id, Optional.of(decision.channel()), decision.rule(), decision.data());
        jdbc.sql("update gateway.sending set channel = ?, channel_rule = ?, channel_data = ?::jsonb where id = ?")
                .params(decision.channel().name(), decision.rule(), rows.write(decision.data()), id.value()).update();
    }

    /** Stable code of what ended or holds the delivery, as in a problem's slug or the registry's code. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void noteOutcome(SendingId id, String code) {
        jdbc.sql("update gateway.sending set outcome_code = ? where id = ?").params(code, id.value()).update();
    }

    /** What ended it no longer does. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void clearOutcome(SendingId id) {
        jdbc.sql("update gateway.sending set outcome_code = null where id = ?").param(id.value()).update();
    }

    /** Keeps the first key for ever: made once, stored before the first call, sent with each attempt. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID eboxKey(SendingId id, UUID proposed) {
        return jdbc.sql("update gateway.sending set ebox_key = coalesce(ebox_key, ?) where id = ? returning ebox_key")
                .params(proposed, id.value()).query(UUID.class).single();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void notePublication(SendingId id, String eboxMessageId, Optional<Instant> expiresAt) {
        jdbc.sql("update gateway.sending set ebox_message_id = ?, ebox_expires_at = ? where id = ?")
                .params(Arrays.asList(eboxMessageId, expiresAt.map(Timestamp::from).orElse(null), id.value())).update();
    }

    /** When the eBox first said that the message was read. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void noteRead(SendingId id, Instant seenAt) {
        jdbc.sql("update gateway.sending set read_seen_at = coalesce(read_seen_at, ?) where id = ?").params(Timestamp.from(seenAt), id.value()).update();
    }

    /** Keeps the first: what the eBox said at publication goes before what it says later. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void noteExpiry(SendingId id, Instant expiresAt) {
        jdbc.sql("update gateway.sending set ebox_expires_at = coalesce(ebox_expires_at, ?) where id = ?")
                .params(Timestamp.from(expiresAt), id.value()).update();
    }

    /** Gives up the lease and comes back later: a message due then, on the queue of the sending's state. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void planRetry(Lease lease, Instant nextAttemptAt) {
        Timestamp at = Timestamp.from(nextAttemptAt);
        jdbc.sql("""
                update gateway.sending set next_attempt_at = ?, leased_until = null, touched_at = ?, queued_at = null
                 where id = ? and attempt = ? returning state""")
                .params(at, Timestamp.from(clock.instant()), lease.sending().value(), lease.attempt())
                .query(String.class).optional()
                .flatMap(state -> SendingState.valueOf(state).queue())
                .ifPresent(queue -> outbox.add(queue, lease.sending(), nextAttemptAt));
    }

    /** Gives up the lease with nothing decided: who comes next can take the sending at once. Nothing when it is no longer the newest. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(Lease lease) {
        jdbc.sql("update gateway.sending set leased_until = null, touched_at = ? where id = ? and attempt = ?")
                .params(Timestamp.from(clock.instant()), lease.sending().value(), lease.attempt()).update();
    }

    /** Destroys content and documents of these kinds, key first. The files go after the commit, by {@link Vault#eraseDestroyed}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void destroy(SendingId id, VaultObjectKind... kinds) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("update gateway.sending set content_sealed = null, content_key = null where id = ?").param(id.value()).update();
        jdbc.sql("""
                update gateway.vault_object set wrapped_key = null, destroyed_at = ?
                 where sending_id = ? and kind = any(?) and destroyed_at is null""")
                .params(now, id.value(), Arrays.stream(kinds).map(Enum::name).toArray(String[]::new)).update();
    }

    /**
     * Puts open work that nobody looks after back on its queue: no live lease, no planned retry, untouched for a while. The same
     * sweep rebuilds a lost broker. At most 500 a call.
     *
     * @return how many were put back
     */
    @Transactional
    public int requeueForgotten(Duration untouched) {
        Instant now = clock.instant();
        Instant before = now.minus(untouched);
        return jdbc.sql("""
                with forgotten as (
                    select id, state, agency from gateway.sending s
                     where state in ('ACCEPTED', 'EBOX_CHOSEN', 'IN_DOUBT', 'PAPER_CHOSEN') and touched_at < ?
                       and (leased_until is null or leased_until <= ?) and (next_attempt_at is null or next_attempt_at <= ?)
                       and not exists (select 1 from gateway.outbox o where o.sending_id = s.id)
                     order by touched_at limit 500 for update skip locked),
                touched as (update gateway.sending s set touched_at = ?, queued_at = null from forgotten f where s.id = f.id)
                insert into gateway.outbox (queue, sending_id, due_at, agency)
                select case state when 'ACCEPTED' then 'DISPATCH_ACCEPTED' when 'PAPER_CHOSEN' then 'PRINT_PIECES'
                            else 'EBOX_OUTGOING' end, id, ?, agency from forgotten""")
                .params(Timestamp.from(before), Timestamp.from(now), Timestamp.from(now), Timestamp.from(now), Timestamp.from(now))
                .update();
    }
}
