package io.postiljon.store;

import io.postiljon.crypto.RecordSealer;
import io.postiljon.crypto.SealContext;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Messages that are followed after publication. The number of the recipient is sealed, and goes with the row. Changes need the caller's transaction. */
public class EboxReadings {
    private static final String KIND_END = ":";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final RecordSealer sealer;
    private final SendingRows rows = new SendingRows();

    EboxReadings(JdbcClient jdbc, Clock clock, RecordSealer sealer) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.sealer = sealer;
    }

    /** Does nothing when the message is followed already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(Sending sending, Recipient recipient, String messageType, Instant firstAt) {
        byte[] sealed = sealer.seal(context(sending), recipient.pseudonymInput().getBytes(StandardCharsets.UTF_8));
        jdbc.sql("insert into gateway.ebox_reading (sending_id, recipient_sealed, message_type, next_status_at) values (?, ?, ?, ?) on conflict (sending_id) do nothing")
                .params(sending.id().value(), sealed, messageType, Timestamp.from(firstAt)).update();
    }

    /** Takes those that are due, oldest first; nobody else takes them during the lease. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<EboxReading> claimDue(int most, Duration lease) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                with due as (
                    select sending_id from gateway.ebox_reading
                     where next_status_at <= ? and (leased_until is null or leased_until <= ?)
                     order by next_status_at limit ? for update skip locked),
                claimed as (
                    update gateway.ebox_reading r set leased_until = ?, attempt = r.attempt + 1 from due where r.sending_id = due.sending_id
                    returning r.sending_id, r.recipient_sealed, r.attempt as asked, r.unread_seen_at)
                select s.*, c.recipient_sealed, c.asked, c.unread_seen_at, p.due_at
                  from claimed c join gateway.sending s on s.id = c.sending_id left join gateway.paper_copy p on p.sending_id = c.sending_id
                 order by s.id""")
                .params(now, now, most, Timestamp.from(clock.instant().plus(lease)))
                .query(this::read).list();
    }

    /** Message types of messages whose end is not known, each with an agency that uses it; at most 100. */
    public Map<String, AgencyCode> typesWithoutExpiry() {
        Map<String, AgencyCode> types = new LinkedHashMap<>();
        jdbc.sql("""
                select r.message_type, min(s.agency) as agency from gateway.ebox_reading r join gateway.sending s on s.id = r.sending_id
                 where s.ebox_expires_at is null group by r.message_type order by 1 limit 100""")
                .query(row -> {
                    types.put(row.getString("message_type"), new AgencyCode(row.getString("agency")));
                });
        return types;
    }

    /** Followed messages of a type whose end is not known; at most 500. */
    public List<Sending> withoutExpiry(String messageType) {
        return jdbc.sql("""
                select s.* from gateway.ebox_reading r join gateway.sending s on s.id = r.sending_id
                 where r.message_type = ? and s.ebox_expires_at is null order by s.id limit 500 for update of s skip locked""")
                .param(messageType).query(rows::read).list();
    }

    /** Comes back later. @param unread whether the eBox just said so */
    @Transactional(propagation = Propagation.MANDATORY)
    public void askAgain(SendingId id, Instant next, Optional<Instant> unreadSeenAt) {
        jdbc.sql("""
                update gateway.ebox_reading set next_status_at = :next, leased_until = null, unread_seen_at = coalesce(:seen::timestamptz, unread_seen_at)
                 where sending_id = :id""")
                .param("next", Timestamp.from(next)).param("seen", unreadSeenAt.map(Timestamp::from).orElse(null)).param("id", id.value()).update();
    }

    /** When the eBox last said that the message is unread; empty when it never did, or the message is not followed. */
    public Optional<Instant> unreadSeenAt(SendingId id) {
        return jdbc.sql("select unread_seen_at from gateway.ebox_reading where sending_id = ? and unread_seen_at is not null")
                .param(id.value()).query(Timestamp.class).optional().map(Timestamp::toInstant);
    }

    /** The message is followed no longer; its recipient's number goes. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void end(SendingId id) {
        jdbc.sql("delete from gateway.ebox_reading where sending_id = ?").param(id.value()).update();
    }

    private EboxReading read(ResultSet row, int n) throws SQLException {
        Sending sending = rows.read(row, n);
        String person = new String(sealer.open(context(sending), row.getBytes("recipient_sealed")), StandardCharsets.UTF_8);
        String number = person.substring(person.indexOf(KIND_END) + 1);
        Recipient recipient = switch (sending.recipientKind()) {
            case CITIZEN -> new Recipient.Citizen(new Insz(number));
            case ORGANISATION -> new Recipient.Organisation(new KboNumber(number));
            case ADDRESSEE -> throw new IllegalStateException("an addressee has no eBox");
        };
        return new EboxReading(sending, recipient, row.getInt("asked"), SendingRows.instant(row, "unread_seen_at"), SendingRows.instant(row, "due_at"));
    }

    private static SealContext context(Sending sending) {
        return new SealContext(sending.agency().value(), sending.id().toString(), "reading");
    }
}
