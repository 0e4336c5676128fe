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
 */
public class Outbox {
    static final Duration CLAIM = Duration.ofSeconds(30);
    static final int BATCH = 200;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration longestPause;
    private final Semaphore committed = new Semaphore(0);
    private volatile boolean pauseNext;

    public Outbox(JdbcClient jdbc, Clock clock, Duration longestPause) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.longestPause = longestPause;
    }

    /** Adds a message that is due at a moment, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(WorkQueue queue, SendingId sending, Instant dueAt) {
        jdbc.sql("insert into gateway.outbox (queue, sending_id, due_at) values (?, ?, ?)")
                .params(queue.name(), sending.value(), Timestamp.from(dueAt)).update();
        wakeAfterCommit();
    }

    /** Waits until a commit of this node or the longest pause, then claims what is due, oldest first, at most {@value #BATCH}. */
    public List<OutboxEntry> claimDue() throws InterruptedException {
        List<OutboxEntry> due = pauseNext ? List.of() : claim();
        pauseNext = false;
        if (due.isEmpty()) {
            committed.tryAcquire(longestPause.toMillis(), TimeUnit.MILLISECONDS);
            committed.drainPermits();
            due = claim();
        }
        return due;
    }

    /** Gives back what the broker did not take; the relay tries again after its pause. Null when nothing was claimed. */
    public void release(List<OutboxEntry> entries) {
        pauseNext = true;
        if (entries != null && !entries.isEmpty()) {
            jdbc.sql("update gateway.outbox set claimed_until = null where id = any(?)")
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

    /** Seconds that the oldest due message has waited; 0 when none waits. */
    public double lagSeconds() {
        return jdbc.sql("select coalesce(extract(epoch from (?::timestamptz - min(due_at))), 0) from gateway.outbox where due_at <= ?")
                .params(Timestamp.from(clock.instant()), Timestamp.from(clock.instant())).query(Double.class).single();
    }

    private List<OutboxEntry> claim() {
        Instant now = clock.instant();
        return jdbc.sql("""
                with claimed as (
                    update gateway.outbox set claimed_until = ?
                     where id in (select id from gateway.outbox
                                   where due_at <= ? and (claimed_until is null or claimed_until < ?)
                                   order by due_at, id limit ? for update skip locked)
                    returning id, queue, sending_id)
                select c.id, c.queue, c.sending_id, s.trace_id, s.agency
                  from claimed c join gateway.sending s on s.id = c.sending_id order by c.id""")
                .params(Timestamp.from(now.plus(CLAIM)), Timestamp.from(now), Timestamp.from(now), BATCH)
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
