package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import java.sql.Date;
import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How many sendings each agency in trial had accepted on each day. */
public class TrialDays {
    private final JdbcClient jdbc;

    TrialDays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** So many were counted until now; others may be counted at this moment. */
    public int accepted(AgencyCode agency, LocalDate day) {
        return jdbc.sql("select accepted from gateway.trial_day where agency = ? and day = ?").params(agency.value(), Date.valueOf(day))
                .query(Integer.class).optional().orElse(0);
    }

    /**
     * Counts one more in the caller's transaction; with it the count comes and goes. Callers of one agency and day wait here for
     * each other's commit, so that together they never pass the cap.
     *
     * @return false when the day is full
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean count(AgencyCode agency, LocalDate day, int cap) {
        return jdbc.sql("""
                insert into gateway.trial_day as t (agency, day, accepted) values (?, ?, 1)
                on conflict (agency, day) do update set accepted = t.accepted + 1 where t.accepted < ?""")
                .params(agency.value(), Date.valueOf(day), cap).update() == 1;
    }
}
