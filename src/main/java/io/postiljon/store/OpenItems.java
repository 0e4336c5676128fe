package io.postiljon.store;

import io.postiljon.sending.SendingId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Questions about sendings that wait for a person. At most one is open for each sending and kind. Written in the transaction that
 * records why, so none can be missing.
 */
public class OpenItems {
    private static final String GATEWAY = "gateway";

    private final JdbcClient jdbc;
    private final Clock clock;

    OpenItems(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Does nothing when one of this kind is open already. @param code stable code of what raised it */
    @Transactional(propagation = Propagation.MANDATORY)
    public void open(OpenItemKind kind, SendingId sending, String code) {
        jdbc.sql("""
                insert into gateway.open_item (kind, sending_id, code, opened_at) values (?, ?, ?, ?)
                on conflict (sending_id, kind) where closed_at is null do nothing""")
                .params(kind.name(), sending.value(), code, Timestamp.from(clock.instant())).update();
    }

    /** The gateway found the answer itself. @param resolution stable code of what it found */
    @Transactional(propagation = Propagation.MANDATORY)
    public void close(OpenItemKind kind, SendingId sending, String resolution) {
        jdbc.sql("""
                update gateway.open_item set closed_at = ?, closed_by = ?, resolution = ?
                 where sending_id = ? and kind = ? and closed_at is null""")
                .params(Timestamp.from(clock.instant()), GATEWAY, resolution, sending.value(), kind.name()).update();
    }

    /** A person found the answer. @param login of that person  @param resolution stable code of what was found  @param note why */
    @Transactional(propagation = Propagation.MANDATORY)
    public void close(OpenItemKind kind, SendingId sending, String login, String resolution, String note) {
        jdbc.sql("""
                update gateway.open_item set closed_at = ?, closed_by = ?, resolution = ?, note = ?
                 where sending_id = ? and kind = ? and closed_at is null""")
                .params(Timestamp.from(clock.instant()), login, resolution, note, sending.value(), kind.name()).update();
    }

    /** The open ones about a sending. */
    public List<OpenItem> of(SendingId sending) {
        return jdbc.sql("select kind, sending_id, code, opened_at from gateway.open_item where sending_id = ? and closed_at is null order by id")
                .param(sending.value()).query(OpenItems::read).list();
    }

    /** Open ones, oldest first. */
    public List<OpenItem> oldest(int most) {
        return jdbc.sql("select kind, sending_id, code, opened_at from gateway.open_item where closed_at is null order by opened_at, id limit ?")
                .param(most).query(OpenItems::read).list();
    }

    private static OpenItem read(ResultSet row, int n) throws SQLException {
        return new OpenItem(OpenItemKind.valueOf(row.getString("kind")), new SendingId(row.getObject("sending_id", UUID.class)),
                row.getString("code"), row.getTimestamp("opened_at").toInstant());
    }

    public long count(OpenItemKind kind) {
        return jdbc.sql("select count(*) from gateway.open_item where kind = ? and closed_at is null")
                .param(kind.name()).query(Long.class).single();
    }

    /** Seconds that the oldest one waits; 0 when none does. */
    public double oldestSeconds(OpenItemKind kind) {
        return jdbc.sql("""
                select coalesce(extract(epoch from (?::timestamptz - min(opened_at))), 0) from gateway.open_item
                 where kind = ? and closed_at is null""")
                .params(Timestamp.from(clock.instant()), kind.name()).query(Double.class).single();
    }
}
