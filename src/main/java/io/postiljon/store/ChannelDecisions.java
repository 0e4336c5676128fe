package io.postiljon.store;

import io.postiljon.sending.Channel;
import io.postiljon.sending.SendingId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Every decision about the channel of a sending, oldest first. None is changed; the last one with a channel counts. */
public class ChannelDecisions {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final SendingRows rows = new SendingRows();

    ChannelDecisions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A rule that left no channel, or took the choice back. With a channel: {@link Sendings#decide}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void noteWithoutChannel(SendingId id, String rule, Map<String, String> data) {
        note(id, Optional.empty(), rule, data);
    }

    void note(SendingId id, Optional<Channel> channel, String rule, Map<String, String> data) {
        jdbc.sql("insert into gateway.channel_decision (sending_id, decided_at, channel, rule, data) values (:sending, :at, :channel, :rule, :data::jsonb)")
                .param("sending", id.value())
                .param("at", Timestamp.from(clock.instant()))
                .param("channel", channel.map(Enum::name).orElse(null))
                .param("rule", rule)
                .param("data", rows.write(data)).update();
    }

    public List<DecidedChannel> of(SendingId id) {
        return jdbc.sql("select decided_at, channel, rule, data from gateway.channel_decision where sending_id = ? order by id")
                .param(id.value())
                .query((row, n) -> new DecidedChannel(row.getTimestamp("decided_at").toInstant(),
                        Optional.ofNullable(row.getString("channel")).map(Channel::valueOf), row.getString("rule"), rows.texts(row.getString("data"))))
                .list();
    }
}
