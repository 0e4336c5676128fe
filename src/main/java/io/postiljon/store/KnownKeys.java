package io.postiljon.store;

import io.postiljon.crypto.RegisteredKey;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which keys and certificates were ever seen in use, and of whose end somebody was told. One for all nodes; keys come by hand, so there are few. */
public class KnownKeys {
    private static final Duration SEEN_AGAIN = Duration.ofHours(1);
    private static final Duration REFUSED_AGAIN = Duration.ofDays(1);

    private final JdbcClient jdbc;

    KnownKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The same key for another purpose, or of another owner, is another entry. */
    public record Id(String purpose, String owner, String fingerprint) {
        public static Id of(RegisteredKey key) {
            return new Id(key.purpose().name(), key.owner(), key.facts().fingerprint());
        }
    }

    /** @param warnedDays the nearest warning about its end that was given */
    public record Known(Id id, String kind, Instant firstSeenAt, Instant lastSeenAt, Optional<Integer> warnedDays) {}

    public List<Known> all() {
        return jdbc.sql("select purpose, owner, fingerprint, kind, first_seen_at, last_seen_at, warned_days from gateway.known_key")
                .query((row, n) -> new Known(new Id(row.getString("purpose"), row.getString("owner"), row.getString("fingerprint")), row.getString("kind"),
                        row.getTimestamp("first_seen_at").toInstant(), row.getTimestamp("last_seen_at").toInstant(),
                        Optional.ofNullable(row.getObject("warned_days", Integer.class))))
                .list();
    }

    /** @return whether it was never seen before */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean seen(RegisteredKey key, Optional<Known> before, Instant now) {
        Id id = Id.of(key);
        if (before.isPresent()) {
            if (before.get().lastSeenAt().plus(SEEN_AGAIN).isBefore(now)) {
                jdbc.sql("update gateway.known_key set last_seen_at = ? where purpose = ? and owner = ? and fingerprint = ?")
                        .params(Timestamp.from(now), id.purpose(), id.owner(), id.fingerprint()).update();
            }
            return false;
        }
        return jdbc.sql("""
                insert into gateway.known_key (purpose, owner, fingerprint, kind, first_seen_at, last_seen_at) values (?, ?, ?, ?, ?, ?)
                on conflict do nothing""")
                .params(id.purpose(), id.owner(), id.fingerprint(), key.facts().kind(), Timestamp.from(now), Timestamp.from(now)).update() == 1;
    }

    /** @return whether no node told of this version of a file within a day: what is put back later counts anew */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean refused(String place, String fingerprint, String why, Instant now) {
        jdbc.sql("delete from gateway.refused_key_file where refused_at < ?").param(Timestamp.from(now.minus(REFUSED_AGAIN))).update();
        return jdbc.sql("insert into gateway.refused_key_file (place, fingerprint, why, refused_at) values (?, ?, ?, ?) on conflict do nothing")
                .params(place, fingerprint, why, Timestamp.from(now)).update() == 1;
    }

    /** @return whether nobody was told yet of an end as near as this */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean warn(Id id, Optional<Known> before, int days) {
        return before.flatMap(Known::warnedDays).filter(told -> told <= days).isEmpty()
                && jdbc.sql("""
                update gateway.known_key set warned_days = ? where purpose = ? and owner = ? and fingerprint = ?
                   and (warned_days is null or warned_days > ?)""")
                .params(days, id.purpose(), id.owner(), id.fingerprint(), days).update() == 1;
    }
}
