package io.postiljon.store;

import io.postiljon.crypto.Pseudonyms;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.DossierReference;
import io.postiljon.sending.Dossiers;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.RecipientKind;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The dossiers that agencies have told us about. A person is known by a keyed pseudonym per agency; the key does not change
 * with the year. Days count in Brussels; the last day is included.
 */
public class DossierRegister implements Dossiers {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final String KEY = "dossier";

    /** One dossier without the person. */
    public record Dossier(DossierReference reference, RecipientKind subjectKind, LocalDate openFrom, Optional<LocalDate> openUntil,
            Optional<Instant> closedAt) {}

    /** What opening did. {@code DIFFERENT}: the reference is taken by another person or period. */
    public enum Opened { OPENED, ALREADY_OPEN, DIFFERENT }

    private final JdbcClient jdbc;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    DossierRegister(JdbcClient jdbc, Pseudonyms pseudonyms, Clock clock) {
        this.jdbc = jdbc;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /**
     * Opens a dossier; the same again changes nothing.
     *
     * @param subject empty when the agency gives no number: such a dossier is found by its reference only, for paper
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Opened open(AgencyCode agency, DossierReference reference, Optional<Recipient> subject, LocalDate from, Optional<LocalDate> until) {
        byte[] tag = pseudonyms.tag(KEY, agency.value(), subject.map(Recipient::pseudonymInput).orElse("nobody:" + reference.value()));
        RecipientKind kind = subject.map(Recipient::kind).orElse(RecipientKind.ADDRESSEE);
        int inserted = jdbc.sql("""
                insert into gateway.dossier (agency, reference, subject_kind, subject_tag, open_from, open_until, opened_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict (agency, reference) do nothing""")
                .params(Arrays.asList(agency.value(), reference.value(), kind.name(), tag,
                        Date.valueOf(from), until.map(Date::valueOf).orElse(null), Timestamp.from(clock.instant())))
                .update();
        if (inserted == 1) {
            return Opened.OPENED;
        }
        boolean same = jdbc.sql("""
                select count(*) from gateway.dossier where agency = ? and reference = ? and subject_tag = ? and open_from = ?
                   and open_until is not distinct from ?::date and closed_at is null""")
                .params(Arrays.asList(agency.value(), reference.value(), tag, Date.valueOf(from),
                        until.map(Date::valueOf).orElse(null)))
                .query(Integer.class).single() == 1;
        return same ? Opened.ALREADY_OPEN : Opened.DIFFERENT;
    }

    /** Closes a dossier now. @return false when the agency has no open dossier of this reference */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean close(AgencyCode agency, DossierReference reference) {
        return jdbc.sql("update gateway.dossier set closed_at = ? where agency = ? and reference = ? and closed_at is null")
                .params(Timestamp.from(clock.instant()), agency.value(), reference.value()).update() == 1;
    }

    /** Dossiers of the agency about a recipient, newest first, at most 500. */
    public List<Dossier> find(AgencyCode agency, Recipient subject) {
        return jdbc.sql("""
                select reference, subject_kind, open_from, open_until, closed_at from gateway.dossier
                 where agency = ? and subject_tag = ? order by opened_at desc limit 500""")
                .params(agency.value(), tag(agency, subject)).query(DossierRegister::dossier).list();
    }

    public Optional<Dossier> find(AgencyCode agency, DossierReference reference) {
        return jdbc.sql("select reference, subject_kind, open_from, open_until, closed_at from gateway.dossier where agency = ? and reference = ?")
                .params(agency.value(), reference.value()).query(DossierRegister::dossier).optional();
    }

    @Override public Answer about(AgencyCode agency, Recipient recipient, Instant at) {
        return answer(jdbc.sql("select count(*) from gateway.dossier where agency = ? and subject_tag = ? and " + OPEN)
                .params(agency.value(), tag(agency, recipient), day(at), day(at), Timestamp.from(at)));
    }

    @Override public Answer named(AgencyCode agency, DossierReference dossier, Optional<Recipient> recipient, Instant at) {
        return recipient
                .map(person -> answer(jdbc.sql("select count(*) from gateway.dossier where agency = ? and reference = ? and subject_tag = ? and " + OPEN)
                        .params(agency.value(), dossier.value(), tag(agency, person), day(at), day(at), Timestamp.from(at))))
                .orElseGet(() -> answer(jdbc.sql("select count(*) from gateway.dossier where agency = ? and reference = ? and " + OPEN)
                        .params(agency.value(), dossier.value(), day(at), day(at), Timestamp.from(at))));
    }

    private static final String OPEN = "open_from <= ? and (open_until is null or open_until >= ?) and (closed_at is null or closed_at > ?)";

    private static Answer answer(JdbcClient.StatementSpec open) {
        return open.query(Integer.class).single() > 0 ? Answer.OPEN : Answer.NOT_OPEN;
    }

    private static Date day(Instant at) {
        return Date.valueOf(LocalDate.ofInstant(at, BRUSSELS));
    }

    private byte[] tag(AgencyCode agency, Recipient subject) {
        return pseudonyms.tag(KEY, agency.value(), subject.pseudonymInput());
    }

    private static Dossier dossier(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Dossier(new DossierReference(row.getString("reference")), RecipientKind.valueOf(row.getString("subject_kind")),
                row.getDate("open_from").toLocalDate(), Optional.ofNullable(row.getDate("open_until")).map(Date::toLocalDate),
                Optional.ofNullable(row.getTimestamp("closed_at")).map(Timestamp::toInstant));
    }
}
