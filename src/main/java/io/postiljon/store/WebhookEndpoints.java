package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How far each address of the agencies is, and whether it is switched off. Changes need the caller's transaction. */
public class WebhookEndpoints {
    private final JdbcClient jdbc;
    private final Clock clock;

    WebhookEndpoints(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<WebhookEndpoint> find(AgencyCode agency, String name) {
        return jdbc.sql("select * from gateway.webhook_endpoint where agency = ? and name = ?").params(agency.value(), name)
                .query(WebhookEndpoints::endpoint).optional();
    }

    /** Makes a new address known; one that is known stays where it is. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(AgencyCode agency, String name, String place) {
        jdbc.sql("insert into gateway.webhook_endpoint (agency, name, place, created_at) values (?, ?, ?, ?) on conflict (agency, name) do nothing")
                .params(agency.value(), name, place, Timestamp.from(clock.instant())).update();
    }

    /** Keeps other nodes from planning for this address until the caller's transaction ends; empty when one of them does it now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<WebhookEndpoint> lock(AgencyCode agency, String name) {
        return jdbc.sql("select * from gateway.webhook_endpoint where agency = ? and name = ? for update skip locked").params(agency.value(), name)
                .query(WebhookEndpoints::endpoint).optional();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void move(WebhookEndpoint endpoint, String place) {
        jdbc.sql("update gateway.webhook_endpoint set place = ? where agency = ? and name = ?")
                .params(place, endpoint.agency().value(), endpoint.name()).update();
    }

    /** Nothing is sent there until then. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void pause(AgencyCode agency, String name, Instant until) {
        jdbc.sql("update gateway.webhook_endpoint set paused_until = ? where agency = ? and name = ?")
                .params(Timestamp.from(until), agency.value(), name).update();
    }

    /** @return false when it was off already */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean disable(AgencyCode agency, String name, String reason) {
        return jdbc.sql("update gateway.webhook_endpoint set disabled_at = ?, disabled_reason = ? where agency = ? and name = ? and disabled_at is null")
                .params(Timestamp.from(clock.instant()), reason, agency.value(), name).update() == 1;
    }

    /** @return false when it was on */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean enable(AgencyCode agency, String name) {
        return jdbc.sql("""
                update gateway.webhook_endpoint set disabled_at = null, disabled_reason = null, paused_until = null
                 where agency = ? and name = ? and disabled_at is not null""")
                .params(agency.value(), name).update() == 1;
    }

    /** Addresses that are switched off: what an alarm looks at. */
    public int countDisabled() {
        return jdbc.sql("select count(*) from gateway.webhook_endpoint where disabled_at is not null").query(Integer.class).single();
    }

    private static WebhookEndpoint endpoint(ResultSet row, int n) throws SQLException {
        Timestamp disabledAt = row.getTimestamp("disabled_at");
        return new WebhookEndpoint(new AgencyCode(row.getString("agency")), row.getString("name"), row.getString("place"),
                disabledAt == null ? Optional.empty() : Optional.of(new WebhookEndpoint.Disabled(disabledAt.toInstant(), row.getString("disabled_reason"))));
    }
}
