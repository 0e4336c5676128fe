package io.postiljon.store;

import io.postiljon.crypto.Pseudonyms;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Guest;
import io.postiljon.sending.Guests;
import io.postiljon.sending.RecipientKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The guests of agencies in trial, each known by a keyed pseudonym per agency, as the persons of dossiers are. */
public class GuestRegister implements Guests {
    private static final String KEY = "guest";

    /** One guest without its number. */
    public record Entry(RecipientKind kind, Instant addedAt) {}

    /** What adding did. {@code FULL}: nothing, as the list is as long as it may be. */
    public enum Added { ADDED, ALREADY_THERE, FULL }

    private final JdbcClient jdbc;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    GuestRegister(JdbcClient jdbc, Pseudonyms pseudonyms, Clock clock) {
        this.jdbc = jdbc;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /** Puts a guest on the list of the agency; the same again changes nothing. @param most guests of one agency */
    @Transactional(propagation = Propagation.MANDATORY)
    public Added add(AgencyCode agency, Guest guest, int most) {
        // two calls at once would both see room for one more
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('guest ' || ?, 0))").param(agency.value()).query((row, n) -> agency).single();
        if (find(agency, guest).isPresent()) {
            return Added.ALREADY_THERE;
        }
        return jdbc.sql("""
                insert into gateway.guest (agency, guest_tag, kind, added_at)
                select ?, ?, ?, ? where (select count(*) from gateway.guest where agency = ?) < ?""")
                .params(agency.value(), tag(agency, guest), guest.kind().name(), Timestamp.from(clock.instant()), agency.value(), most)
                .update() == 1 ? Added.ADDED : Added.FULL;
    }

    /** @return false when it was no guest */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean remove(AgencyCode agency, Guest guest) {
        return jdbc.sql("delete from gateway.guest where agency = ? and guest_tag = ?").params(agency.value(), tag(agency, guest)).update() == 1;
    }

    public Optional<Entry> find(AgencyCode agency, Guest guest) {
        return jdbc.sql("select kind, added_at from gateway.guest where agency = ? and guest_tag = ?")
                .params(agency.value(), tag(agency, guest)).query(GuestRegister::entry).optional();
    }

    /** All guests of the agency, the first added first. */
    public List<Entry> all(AgencyCode agency) {
        return jdbc.sql("select kind, added_at from gateway.guest where agency = ? order by added_at, guest_tag")
                .param(agency.value()).query(GuestRegister::entry).list();
    }

    @Override public Answer about(AgencyCode agency, Guest guest) {
        return find(agency, guest).isPresent() ? Answer.INVITED : Answer.NOT_INVITED;
    }

    private byte[] tag(AgencyCode agency, Guest guest) {
        return pseudonyms.tag(KEY, agency.value(), guest.pseudonymInput());
    }

    private static Entry entry(ResultSet row, int n) throws SQLException {
        return new Entry(RecipientKind.valueOf(row.getString("kind")), row.getTimestamp("added_at").toInstant());
    }
}
