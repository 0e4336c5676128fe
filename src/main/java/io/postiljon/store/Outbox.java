package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.WorkQueue;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Messages that wait for the broker, written in the transaction whose work they continue (transactional outbox).
 *
 * <p>The relay claims what is due, sends it and removes it: at least once. A claim of a node that died runs out after
 * {@link #CLAIM}. The relay is woken by the commit; the longest pause only bounds work of other nodes and retries that come due.
 * Safe for many threads and many nodes ({@code SKIP LOCKED}).
 *
 * <p>Agencies take turns, and only some sendings of each are in flight at once; the others wait here (ADR 0012).
 */
public class Outbox {
    static final Duration CLAIM = Duration.ofSeconds(30);
    static final int BATCH = 200;
    /** The agencies that have something here, one after the other by the index however much it is, and how many more of each may go. */
    private static final String ROOM = """
            with recursive agency(code) as (
                (select agency from gateway.outbox order by agency limit 1)
                union all
                select (select o.agency from gateway.outbox o where o.agency > a.code order by o.agency limit 1) from agency a where a.code is not null),
            room as (
                select a.code, greatest(0, ? - (select count(*) from gateway.sending s where s.agency = a.code and s.queued_at is not null)) as places
                  from agency a where a.code is not null)
            """;
    /** Until what waits for room is looked at again: no commit tells when there is some. */
    private static final Duration HELD_PAUSE = Duration.ofMillis(50);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration longestPause;
    private final int inFlightPerAgency;
    private final Semaphore committed = new Semaphore(0);
    private volatile boolean pauseNext;

    public Outbox(JdbcClient jdbc, Clock clock, Duration longestPause, int inFlightPerAgency) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.longestPause = longestPause;
        this.inFlightPerAgency = inFlightPerAgency;
    }

    /** Adds a message that is due at a moment, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(WorkQueue queue, SendingId sending, Instant dueAt) {
        jdbc.sql("insert into gateway.outbox (queue, sending_id, due_at, agency) select ?, id, ?, agency from gateway.sending where id = ?")
                .params(queue.name(), Timestamp.from(dueAt), sending.value()).update();
        wakeAfterCommit();
    }

    /** Waits until a commit of this node or the longest pause, then claims what is due, agencies in turn, at most {@value #BATCH}. */
    public List<OutboxEntry> claimDue() throws InterruptedException {
        List<OutboxEntry> due = pauseNext ? List.of() : claim();
        pauseNext = false;
        if (due.isEmpty()) {
            committed.tryAcquire(pause().toMillis(), TimeUnit.MILLISECONDS);
            committed.drainPermits();
            due = claim();
        }
        return due;
    }

    /** Gives back what the broker did not take; the relay tries again after its pause. Null when nothing was claimed. */
    public void release(List<OutboxEntry> entries) {
        pauseNext = true;
        if (entries != null && !entries.isEmpty()) {
            jdbc.sql("""
                    with given_back as (update gateway.outbox set claimed_until = null where id = any(?) returning sending_id)
                    update gateway.sending s set queued_at = null from given_back g where s.id = g.sending_id""")
                    .param(entries.stream().map(OutboxEntry::id).toArray(Long[]::new)).update();
        }
    }

    /** Removes what the broker has taken. */
    public void relayed(List<OutboxEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        jdbc.sql("delete from gateway.outbox where id = any(?)")
                .param(entries.stream().map(OutboxEntry::id).toArray(Long[]::new)).update();
    }

    /** Seconds that the oldest message has waited that is due and for which there is room; 0 when none does. */
    public double lagSeconds() {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql(ROOM + """
                select coalesce(extract(epoch from (?::timestamptz - min(oldest.due_at))), 0) from room r cross join lateral (
                    select o.due_at from gateway.outbox o where o.agency = r.code and o.due_at <= ? order by o.due_at limit 1) oldest
                 where r.places > 0""")
                .params(inFlightPerAgency, now, now).query(Double.class).single();
    }

    /** While work is held back for want of room the next look comes soon. */
    private Duration pause() {
        Timestamp now = Timestamp.from(clock.instant());
        boolean held = !pauseNext && jdbc.sql("select exists (select 1 from gateway.outbox where due_at <= ? and (claimed_until is null or claimed_until < ?))")
                .params(now, now).query(Boolean.class).single();
        return held && HELD_PAUSE.compareTo(longestPause) < 0 ? HELD_PAUSE : longestPause;
    }

    /**
     * Of each agency as many as there is room for, in turns. What goes to the printer's queue is not counted, as no partner's rate bounds it.
     */
    private List<OutboxEntry> claim() {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql(ROOM + """
                , picked as (
                    select turn.id from room r cross join lateral (
                        select w.id, row_number() over (order by w.due_at, w.id) as place from (
                            select o.id, o.due_at from gateway.outbox o
                             where o.agency = r.code and o.due_at <= ? and (o.claimed_until is null or o.claimed_until < ?)
                             order by o.due_at, o.id limit least(r.places, ?) for update skip locked) w) turn
                     order by turn.place, turn.id limit ?),
                claimed as (
                    update gateway.outbox set claimed_until = ? where id in (select id from picked) returning id, queue, sending_id),
                queued as (
                    update gateway.sending s set queued_at = ? from claimed c
                     where s.id = c.sending_id and c.queue <> 'PRINT_PIECES' and s.state in ('ACCEPTED', 'EBOX_CHOSEN', 'IN_DOUBT'))
                select c.id, c.queue, c.sending_id, s.trace_id, s.agency
                  from claimed c join gateway.sending s on s.id = c.sending_id order by c.id""")
                .params(inFlightPerAgency, now, now, BATCH, BATCH, Timestamp.from(clock.instant().plus(CLAIM)), now)
                .query((row, n) -> new OutboxEntry(row.getLong("id"), WorkQueue.valueOf(row.getString("queue")),
                        new SendingId(row.getObject("sending_id", java.util.UUID.class)), row.getString("trace_id"),
                        new AgencyCode(row.getString("agency"))))
                .list();
    }

    private void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override public void afterCommit() {
                committed.release();
            }
        });
    }
}
