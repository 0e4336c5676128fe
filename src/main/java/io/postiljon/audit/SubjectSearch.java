package io.postiljon.audit;

import io.postiljon.crypto.Pseudonyms;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds what an agency sent to somebody, and what its evidence holds of him. The evidence holds no number, only a pseudonym whose key
 * differs by agency and year, so the number is turned into the pseudonym of each year and these are looked for. Who logged in for a
 * letter stands there under the same pseudonym.
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
        return jdbc.sql("""
                select sending_id from audit.record
                 where subject_tag = any(?) and event = 'SENDING_ACCEPTED' and agency = ? and sending_id is not null
                 order by id desc limit ?""")
                .params(tags(agency, recipient), agency.value(), limit)
                .query((row, n) -> new SendingId(row.getObject("sending_id", UUID.class))).list();
    }

    /**
     * Records of this agency that name this person or that he left himself by a login, the newest first; at most {@code limit}. What he
     * did with the code of a letter alone is not among them: nobody knows that it was he.
     */
    public List<PersonalRecord> recordsOf(AgencyCode agency, Recipient.Citizen person, int limit) {
        byte[][] tags = tags(agency, person);
        String[] logins = Arrays.stream(tags).map(tag -> Actor.loggedIn(HexFormat.of().formatHex(tag)).id()).toArray(String[]::new);
        return jdbc.sql("""
                select * from (
                    select id, at, event, outcome, actor_kind, sending_id, 'SUBJECT' as relation from audit.record
                     where subject_tag = any(?) and agency = ?
                    union all
                    select id, at, event, outcome, actor_kind, sending_id, 'LOGIN' as relation from audit.record
                     where actor_kind = 'RECIPIENT' and actor_id like 'login-%' and actor_id = any(?) and agency = ?
                ) found order by id desc limit ?""")
                .params(tags, agency.value(), logins, agency.value(), limit)
                .query((row, n) -> new PersonalRecord(row.getTimestamp("at").toInstant(), AuditEvent.valueOf(row.getString("event")),
                        AuditOutcome.valueOf(row.getString("outcome")), Actor.Kind.valueOf(row.getString("actor_kind")),
                        Optional.ofNullable(row.getObject("sending_id", UUID.class)).map(SendingId::new),
                        PersonalRecord.Relation.valueOf(row.getString("relation"))))
                .list();
    }

    private byte[][] tags(AgencyCode agency, Recipient recipient) {
        return IntStream.rangeClosed(FIRST_YEAR, clock.instant().atZone(AuditLog.BRUSSELS).getYear())
                .mapToObj(year -> pseudonyms.tag(AuditLog.keyName(year), agency.value(), recipient.pseudonymInput()))
                .toArray(byte[][]::new);
    }
}
