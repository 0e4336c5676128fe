package io.postiljon.store;

import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stops a sending that has not left yet. Nothing has left while it waits for its channel, while the eBox was never called for it
 * (the key of the first call is stored before that call), and while its piece is in no batch.
 */
public class Cancellations {
    private final JdbcClient jdbc;
    private final Clock clock;

    Cancellations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Moves the sending to {@code CANCELLED} and takes its piece away, or changes nothing. Holds batches open until the caller's
     * transaction ends: who closes one sees the piece whole or not at all.
     *
     * @return the state that it had; empty when it can no longer be cancelled
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<SendingState> cancel(SendingId id) {
        jdbc.sql("select pg_advisory_xact_lock_shared(?)").param(Batches.CLOSER_LOCK).query(row -> { });
        Timestamp now = Timestamp.from(clock.instant());
        Row row = jdbc.sql("""
                select state, ebox_key is not null or coalesce(leased_until > ?, false) as called,
                       exists (select 1 from gateway.channel_decision where sending_id = s.id and rule like 'PAPER_COPY_%') as copied
                  from gateway.sending s where id = ? for update""")
                .params(now, id.value())
                .query((found, n) -> new Row(SendingState.valueOf(found.getString("state")), found.getBoolean("called"), found.getBoolean("copied"))).single();
        boolean stays = switch (row.state()) {
            case ACCEPTED -> true;
            case EBOX_CHOSEN -> !row.called();
            case PAPER_CHOSEN -> !row.copied();          // of a copy, the message lies in the eBox already
            case PRINT_QUEUED -> !row.copied() && removePiece(id);
            case IN_DOUBT, AT_PRINTER, HANDED_TO_POST, REGISTERED_AT_POST, DELIVERED, REFUSED, NOT_COLLECTED, RETURNED, LOST,
                    PUBLISHED, PUBLISHED_NEVER_OPENED, READ, EXPIRED_UNREAD, WITHHELD, FAILED, CANCELLED -> false;
        };
        if (!stays) {
            return Optional.empty();
        }
        jdbc.sql("""
                update gateway.sending set state = 'CANCELLED', state_since = ?, touched_at = ?, leased_until = null, next_attempt_at = null
                 where id = ?""")
                .params(now, now, id.value()).update();
        return Optional.of(row.state());
    }

    private record Row(SendingState state, boolean called, boolean copied) {}

    private boolean removePiece(SendingId id) {
        jdbc.sql("delete from gateway.print_piece_document where piece_id in (select id from gateway.print_piece where sending_id = ? and batch_id is null)")
                .param(id.value()).update();
        return jdbc.sql("delete from gateway.print_piece where sending_id = ? and batch_id is null and state = 'WAITING'")
                .param(id.value()).update() == 1;
    }
}
