package io.postiljon.store;

import io.postiljon.sending.SendingId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Copies that may become due. Whoever ends a plan makes the copy, or destroys what was kept for it, in the same transaction. */
public class PaperCopies {
    private static final int ROUND = 200;

    private final JdbcClient jdbc;
    private final Clock clock;

    PaperCopies(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void plan(PlannedCopy copy) {
        jdbc.sql("insert into gateway.paper_copy (sending_id, reason, due_at, next_at) values (?, ?, ?, ?) on conflict (sending_id) do nothing")
                .params(copy.sending().value(), copy.reason().name(), Timestamp.from(copy.dueAt()), Timestamp.from(copy.dueAt())).update();
    }

    /** Ids of sendings whose copy is to be looked at, oldest first; at most {@value #ROUND}. */
    public List<String> due() {
        return jdbc.sql("select sending_id from gateway.paper_copy where next_at <= ? order by next_at limit ?")
                .params(Timestamp.from(clock.instant()), ROUND).query((row, n) -> row.getObject("sending_id", UUID.class).toString()).list();
    }

    public Optional<PlannedCopy> find(SendingId id) {
        return jdbc.sql("select reason, due_at from gateway.paper_copy where sending_id = ?").param(id.value())
                .query((row, n) -> new PlannedCopy(id, PaperCopyReason.valueOf(row.getString("reason")), row.getTimestamp("due_at").toInstant()))
                .optional();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void lookAgain(SendingId id, Instant next) {
        jdbc.sql("update gateway.paper_copy set next_at = ? where sending_id = ?").params(Timestamp.from(next), id.value()).update();
    }

    /** @return whether there was a plan, so that content and documents were kept for it */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean end(SendingId id) {
        return jdbc.sql("delete from gateway.paper_copy where sending_id = ?").param(id.value()).update() == 1;
    }
}
