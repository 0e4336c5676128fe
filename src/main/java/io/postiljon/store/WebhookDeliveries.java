package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.SendingId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Events on their way to the agencies' addresses. A worker takes one with a lease before it calls, and records the outcome only while
 * its lease is the newest. Changes need the caller's transaction.
 */
public class WebhookDeliveries {
    private final JdbcClient jdbc;
    private final Clock clock;

    WebhookDeliveries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds a delivery that is due at once; the same event for the same address is not added twice. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(WebhookDelivery delivery) {
        jdbc.sql("""
                insert into gateway.webhook_delivery (id, agency, endpoint, kind, event_id, event_type, sending_id, body, state, due_at, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (agency, endpoint, event_id) do nothing""")
                .params(Arrays.asList(delivery.id(), delivery.agency().value(), delivery.endpoint(), delivery.kind().name(), delivery.eventId(),
                        delivery.eventType(), delivery.sending().map(SendingId::value).orElse(null), delivery.body(), delivery.state().name(),
                        Timestamp.from(delivery.dueAt()), Timestamp.from(delivery.createdAt())))
                .update();
    }

    /** How many wait for an address. */
    public int waiting(AgencyCode agency, String endpoint) {
        return jdbc.sql("select count(*) from gateway.webhook_delivery where agency = ? and endpoint = ? and state = 'PENDING'")
                .params(agency.value(), endpoint).query(Integer.class).single();
    }

    /** What may be called now, the longest due first. */
    public List<UUID> due(AgencyCode agency, String endpoint, int limit) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                select d.id from gateway.webhook_delivery d join gateway.webhook_endpoint e on e.agency = d.agency and e.name = d.endpoint
                 where d.agency = ? and d.endpoint = ? and d.state = 'PENDING' and d.due_at <= ? and (d.leased_until is null or d.leased_until <= ?)
                   and (d.kind = 'TEST' or e.disabled_at is null and (e.paused_until is null or e.paused_until <= ?))
                 order by d.due_at, d.id limit ?""")
                .params(agency.value(), endpoint, now, now, now, limit).query(UUID.class).list();
    }

    /** Takes one for a call; empty when another has it, or its address was paused or switched off meanwhile. Commit before the call. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<WebhookDelivery> take(UUID id, Duration lease) {
        Instant now = clock.instant();
        return jdbc.sql("""
                update gateway.webhook_delivery d set leased_until = ?, attempt = attempt + 1
                  from gateway.webhook_endpoint e
                 where d.id = ? and e.agency = d.agency and e.name = d.endpoint
                   and d.state = 'PENDING' and d.due_at <= ? and (d.leased_until is null or d.leased_until <= ?)
                   and (d.kind = 'TEST' or e.disabled_at is null and (e.paused_until is null or e.paused_until <= ?))
                returning d.*""")
                .params(Timestamp.from(now.plus(lease)), id, Timestamp.from(now), Timestamp.from(now), Timestamp.from(now))
                .query(WebhookDeliveries::delivery).optional();
    }

    /** @return false when the lease is no longer ours: then the outcome of the newer call counts */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean end(WebhookDelivery taken, WebhookDelivery.State state, WebhookDelivery.Last last) {
        return jdbc.sql("""
                update gateway.webhook_delivery set state = ?, ended_at = ?, http_status = ?, outcome = ?, leased_until = null
                 where id = ? and attempt = ? and state = 'PENDING'""")
                .params(Arrays.asList(state.name(), Timestamp.from(clock.instant()), last.httpStatus().orElse(null), last.outcome(), taken.id(), taken.attempt()))
                .update() == 1;
    }

    /** Comes back later. @return as {@link #end} */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean later(WebhookDelivery taken, Instant dueAt, WebhookDelivery.Last last) {
        return jdbc.sql("""
                update gateway.webhook_delivery set due_at = ?, http_status = ?, outcome = ?, leased_until = null
                 where id = ? and attempt = ? and state = 'PENDING'""")
                .params(Arrays.asList(Timestamp.from(dueAt), last.httpStatus().orElse(null), last.outcome(), taken.id(), taken.attempt()))
                .update() == 1;
    }

    /** Starts again from the first attempt, whatever became of it. Empty when there is no such delivery. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<WebhookDelivery> again(AgencyCode agency, String endpoint, UUID id) {
        return jdbc.sql("""
                update gateway.webhook_delivery set state = 'PENDING', attempt = case when state = 'PENDING' then attempt else 0 end, due_at = ?, ended_at = null
                 where agency = ? and endpoint = ? and id = ? returning *""")
                .params(Timestamp.from(clock.instant()), agency.value(), endpoint, id).query(WebhookDeliveries::delivery).optional();
    }

    /** The test of an address that still waits. */
    public Optional<WebhookDelivery> waitingTest(AgencyCode agency, String endpoint) {
        return jdbc.sql("select * from gateway.webhook_delivery where agency = ? and endpoint = ? and state = 'PENDING' and kind = 'TEST' order by due_at limit 1")
                .params(agency.value(), endpoint).query(WebhookDeliveries::delivery).optional();
    }

    /** Deliveries of an address, the newest first. */
    public List<WebhookDelivery> list(AgencyCode agency, String endpoint, Optional<WebhookDelivery.State> state, Optional<UUID> behind, int limit) {
        List<Object> values = new ArrayList<>(List.of(agency.value(), endpoint));
        StringBuilder sql = new StringBuilder("select * from gateway.webhook_delivery where agency = ? and endpoint = ?");
        state.ifPresent(wanted -> {
            sql.append(" and state = ?");
            values.add(wanted.name());
        });
        behind.ifPresent(id -> {
            sql.append(" and id < ?");
            values.add(id);
        });
        values.add(limit);
        return jdbc.sql(sql.append(" order by id desc limit ?").toString()).params(values).query(WebhookDeliveries::delivery).list();
    }

    /** Removes what is older, whatever its state; the events stay in the feed. @return how many */
    @Transactional(propagation = Propagation.MANDATORY)
    public int removeOlder(Instant before, int limit) {
        return jdbc.sql("delete from gateway.webhook_delivery where id in (select id from gateway.webhook_delivery where created_at < ? order by created_at limit ?)")
                .params(Timestamp.from(before), limit).update();
    }

    private static WebhookDelivery delivery(ResultSet row, int n) throws SQLException {
        String outcome = row.getString("outcome");
        int status = row.getInt("http_status");
        Optional<Integer> httpStatus = row.wasNull() ? Optional.empty() : Optional.of(status);
        return new WebhookDelivery(row.getObject("id", UUID.class), new AgencyCode(row.getString("agency")), row.getString("endpoint"),
                WebhookDelivery.Kind.valueOf(row.getString("kind")), row.getObject("event_id", UUID.class), row.getString("event_type"),
                Optional.ofNullable(row.getObject("sending_id", UUID.class)).map(SendingId::new), row.getString("body"),
                WebhookDelivery.State.valueOf(row.getString("state")), row.getInt("attempt"), row.getTimestamp("due_at").toInstant(),
                outcome == null ? Optional.empty() : Optional.of(new WebhookDelivery.Last(httpStatus, outcome)),
                row.getTimestamp("created_at").toInstant(), SendingRows.instant(row, "ended_at"));
    }
}
