package io.postiljon.store;

import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sendings in doubt, and what only a person may change about them. Changes need the caller's transaction. */
public class DoubtfulSendings {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Outbox outbox;
    private final SendingRows rows = new SendingRows();

    DoubtfulSendings(JdbcClient jdbc, Clock clock, Outbox outbox) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.outbox = outbox;
    }

    /** In doubt for the longest time first. */
    public List<Sending> oldest(int most) {
        return jdbc.sql("select * from gateway.sending where state = 'IN_DOUBT' order by state_since limit ?").param(most).query(rows::read).list();
    }

    /** Another key in place of the first: only when it is known that nothing was published under that one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void renewEboxKey(SendingId id, UUID key) {
        jdbc.sql("update gateway.sending set ebox_key = ? where id = ?").params(key, id.value()).update();
    }

    /** What ended delivery turned out to be no end. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void clearOutcome(SendingId id) {
        jdbc.sql("update gateway.sending set outcome_code = null where id = ?").param(id.value()).update();
    }

    /** Its next attempt is due now, on the queue of its state. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hasten(SendingId id) {
        Instant now = clock.instant();
        jdbc.sql("update gateway.sending set next_attempt_at = null, touched_at = ?, queued_at = null where id = ? returning state")
                .params(Timestamp.from(now), id.value()).query(String.class).optional()
                .flatMap(state -> SendingState.valueOf(state).queue()).ifPresent(queue -> outbox.add(queue, id, now));
    }
}
