package io.postiljon.audit;

import io.postiljon.crypto.Pseudonyms;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds what an agency sent to somebody. The evidence holds no number, only a pseudonym whose key differs by agency and year, so the
 * number is turned into the pseudonym of each year and these are looked for.
 */
public class SubjectSearch {
    private static final int FIRST_YEAR = 2026;

    private final JdbcClient jdbc;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    SubjectSearch(JdbcClient jdbc, Pseudonyms pseudonyms, Clock clock) {
        this.jdbc = jdbc;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /** Sendings of this agency to this recipient, the newest first; at most {@code limit}. */
    public List<SendingId> sendingsTo(AgencyCode agency, Recipient recipient, int limit) {
        byte[][] tags = IntStream.rangeClosed(FIRST_YEAR, clock.instant().atZone(AuditLog.BRUSSELS).getYear())
                .mapToObj(year -> pseudonyms.tag(AuditLog.keyName(year), agency.value(), recipient.pseudonymInput()))
                .toArray(byte[][]::new);
        return jdbc.sql("""
                select sending_id from audit.record
                 where subject_tag = any(?) and event = 'SENDING_ACCEPTED' and agency = ? and sending_id is not null
                 order by id desc limit ?""")
                .params(tags, agency.value(), limit)
                .query((row, n) -> new SendingId(row.getObject("sending_id", UUID.class))).list();
    }
}
