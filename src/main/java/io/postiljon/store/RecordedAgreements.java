package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Sha256;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which version of each agreement the evidence knows. One for all nodes. */
public class RecordedAgreements {
    private final JdbcClient jdbc;
    private final Clock clock;

    RecordedAgreements(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Set<AgencyCode> all() {
        return jdbc.sql("select agency from gateway.recorded_agreement").query(String.class).list().stream()
                .map(AgencyCode::new).collect(Collectors.toUnmodifiableSet());
    }

    /** @return whether it was not known yet, so that a record is due */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean note(AgencyCode agency, Sha256 fingerprint) {
        return jdbc.sql("""
                insert into gateway.recorded_agreement as known (agency, fingerprint, recorded_at) values (?, ?, ?)
                on conflict (agency) do update set fingerprint = excluded.fingerprint, recorded_at = excluded.recorded_at
                 where known.fingerprint <> excluded.fingerprint""")
                .params(agency.value(), fingerprint.bytes(), Timestamp.from(clock.instant())).update() == 1;
    }

    /** @return whether it was known */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean forget(AgencyCode agency) {
        return jdbc.sql("delete from gateway.recorded_agreement where agency = ?").param(agency.value()).update() == 1;
    }
}
