package io.postiljon.store;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which certificates the evidence knows as revoked, and which as trusted authorities. One list for all nodes. */
public class NotedCertificates {
    /** Why a certificate is noted. The names are stored. */
    public enum Kind { REVOKED, AUTHORITY }

    private final JdbcClient jdbc;
    private final Clock clock;

    NotedCertificates(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Thumbprints. */
    public Set<String> all(Kind kind) {
        return Set.copyOf(jdbc.sql("select thumbprint from gateway.noted_certificate where kind = ?").param(kind.name()).query(String.class).list());
    }

    /** @return whether it was not known yet, so that a record is due */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean note(Kind kind, String thumbprint) {
        return jdbc.sql("insert into gateway.noted_certificate (kind, thumbprint, noted_at) values (?, ?, ?) on conflict do nothing")
                .params(kind.name(), thumbprint, Timestamp.from(clock.instant())).update() == 1;
    }

    /** @return whether it was known */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean forget(Kind kind, String thumbprint) {
        return jdbc.sql("delete from gateway.noted_certificate where kind = ? and thumbprint = ?").params(kind.name(), thumbprint).update() == 1;
    }
}
