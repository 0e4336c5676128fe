package io.postiljon.audit;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the evidence as events: there is no second list that could differ from it.
 *
 * <p>A reader sees an event only when every transaction that began before it has ended, so what comes later always stands later.
 * A transaction that stays open holds back all events that are younger than it.
 */
public class StatusEvents {
    /** Version and channel come from the sending's own earlier events, so that an event never changes. */
    private static final String SHAPE = """
            select p.*, s.message_reference, h.version, h.channel
              from page p join gateway.sending s on s.id = p.sending_id
              cross join lateral (
                  select count(*) as version,
                         (array_agg(e.detail->>'channel' order by e.id desc) filter (where e.event = 'CHANNEL_CHOSEN'))[1] as channel
                    from audit.record e
                   where e.sending_id = p.sending_id and e.id <= p.id and e.event_id is not null) h
             order by p.xact, p.id""";
    private static final String COLUMNS = """
            select id, xact, event_id, sending_id, at, mode, state_after,
                   coalesce(detail->>'code', split_part(detail->>'codes', ',', 1)) as code
              from audit.record
            """;
    private static final String SETTLED = " and xact < pg_snapshot_xmin(pg_current_snapshot()) ";

    private final JdbcClient jdbc;

    StatusEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Events of an agency behind a place, oldest first; at most {@code limit}. */
    public List<StatusEvent> after(AgencyCode agency, EventCursor place, int limit) {
        return jdbc.sql("with page as materialized (" + COLUMNS + """
                 where agency = ? and event_id is not null and (xact, id) > (cast(? as xid8), ?)""" + SETTLED + """
                 order by xact, id limit ?)""" + SHAPE)
                .params(agency.value(), Long.toString(place.xact()), place.id(), limit)
                .query(StatusEvents::event).list();
    }

    /** All events of one sending, oldest first; at most {@code limit}. */
    public List<StatusEvent> ofSending(SendingId sending, int limit) {
        return jdbc.sql("with page as materialized (" + COLUMNS + """
                 where sending_id = ? and event_id is not null
                 order by id limit ?)""" + SHAPE)
                .params(sending.value(), limit)
                .query(StatusEvents::event).list();
    }

    /** The place behind the newest event that is older than a moment: where a new reader starts. */
    public EventCursor placeAt(AgencyCode agency, Instant moment) {
        return jdbc.sql("""
                select xact, id from audit.record
                 where agency = ? and event_id is not null and at < ?""" + SETTLED + """
                 order by xact desc, id desc limit 1""")
                .params(agency.value(), Timestamp.from(moment))
                .query((row, n) -> new EventCursor(Long.parseLong(row.getString("xact")), row.getLong("id")))
                .optional().orElse(EventCursor.START);
    }

    private static StatusEvent event(ResultSet row, int n) throws SQLException {
        return new StatusEvent(row.getObject("event_id", UUID.class), new EventCursor(Long.parseLong(row.getString("xact")), row.getLong("id")),
                new SendingId(row.getObject("sending_id", UUID.class)), row.getString("message_reference"),
                SendingState.valueOf(row.getString("state_after")), row.getTimestamp("at").toInstant(), Mode.valueOf(row.getString("mode")),
                row.getInt("version"), Optional.ofNullable(row.getString("channel")),
                Optional.ofNullable(row.getString("code")).filter(code -> !code.isEmpty()));
    }
}
