package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.SendingId;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lists the sendings of one agency, newest first. The order is that of acceptance, which never changes, so that a list stays whole
 * while sendings come in and move on. Each state is looked up by itself, so that one index serves every filter of states.
 */
public class SendingList {
    private final JdbcClient jdbc;
    private final SendingRows rows = new SendingRows();

    SendingList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param limit at most so many */
    public List<Sending> page(AgencyCode agency, SendingFilter filter, int limit) {
        List<Object> values = new ArrayList<>();
        values.add(filter.states().stream().map(Enum::name).toArray(String[]::new));
        values.add(agency.value());
        StringBuilder more = new StringBuilder();
        filter.channel().ifPresent(channel -> with(more, values, " and s.channel = ?", channel.name()));
        filter.since().ifPresent(since -> with(more, values, " and s.accepted_at >= ?", Timestamp.from(since)));
        filter.until().ifPresent(until -> with(more, values, " and s.accepted_at < ?", Timestamp.from(until)));
        filter.reference().ifPresent(reference -> with(more, values, " and s.message_reference = ?", reference.value()));
        filter.among().ifPresent(ids -> with(more, values, " and s.id = any(?)", ids.stream().map(SendingId::value).toArray(UUID[]::new)));
        filter.behind().ifPresent(place -> {
            with(more, values, " and (s.accepted_at, s.id) < (?, ?)", Timestamp.from(place.acceptedAt()));
            values.add(place.id());
        });
        values.add(limit);
        values.add(limit);
        return jdbc.sql("select s.* from unnest(cast(? as text[])) as wanted (state) cross join lateral (select " + SendingRows.COLUMNS
                        + " from gateway.sending s where s.agency = ? and s.state = wanted.state" + more
                        + " order by s.accepted_at desc, s.id desc limit ?) s order by s.accepted_at desc, s.id desc limit ?")
                .params(values).query(rows::read).list();
    }

    private static void with(StringBuilder sql, List<Object> values, String condition, Object value) {
        sql.append(condition);
        values.add(value);
    }
}
