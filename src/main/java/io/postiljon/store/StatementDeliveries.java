package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Statements that agencies with an SFTP account have still to get. */
public class StatementDeliveries {
    private final JdbcClient jdbc;
    private final Clock clock;

    StatementDeliveries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void add(UUID statement, AgencyCode agency) {
        jdbc.sql("insert into gateway.statement_delivery (statement_id, agency, made_at) values (?, ?, ?)")
                .params(statement, agency.value(), Timestamp.from(clock.instant())).update();
    }

    /** Statements that are not known to be laid down, the oldest first. */
    public List<UUID> pending(int most) {
        return jdbc.sql("select statement_id from gateway.statement_delivery where uploaded_at is null order by made_at, statement_id limit ?")
                .param(most).query(UUID.class).list();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void uploaded(UUID statement) {
        jdbc.sql("update gateway.statement_delivery set uploaded_at = ? where statement_id = ? and uploaded_at is null")
                .params(Timestamp.from(clock.instant()), statement).update();
    }
}
