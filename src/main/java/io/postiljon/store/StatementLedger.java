package io.postiljon.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The account of an agency's letters on paper. Two sides are counted apart and compared letter by letter: the books are the evidence
 * (what came in, what left, how many sheets) and the open letters of the statement before; the finding is what the tables of print and
 * the supplier's events hold. A letter is a sending: one that is printed again under a new piece counts once.
 *
 * <p>All is counted in the database, in rows of {@code gateway.statement_letter}: memory does not grow with the letters. The caller's
 * transaction must see one state of the database (repeatable read).
 */
public class StatementLedger {
    /** Of the advisory lock that one maker in the whole cluster holds until its transaction ends. Any constant will do. */
    private static final long MAKER_LOCK = 0x706F_7374_0018L;

    private final JdbcClient jdbc;

    StatementLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Letters, and the sheets that were counted for them. */
    public record Amount(int pieces, int sheets) {
        public Amount plus(Amount other) {
            return new Amount(pieces + other.pieces, sheets + other.sheets);
        }

        public Amount minus(Amount other) {
            return new Amount(pieces - other.pieces, sheets - other.sheets);
        }
    }

    /** @param found open at the end, by the tables of print  @param unexplained letters of which something does not fit */
    public record Balance(Amount opening, Amount accepted, Amount closed, Amount found, int unexplained) {
        /** Open at the end, by the books. */
        public Amount expected() {
            return opening.plus(accepted).minus(closed);
        }
    }

    /** Letters that have the same in common. @param state of the sending  @param standing why open, or what became of the piece  @param oldest since when the oldest is in the account */
    public record Group(String state, String standing, Optional<String> printClass, Amount amount, Optional<Instant> oldest) {}

    /** A letter that is open, or does not fit. */
    public record Letter(UUID sending, Optional<String> reference, String state, Optional<String> standing, Optional<Instant> since,
            Optional<String> printClass, int sheets, Optional<String> orderName, Optional<String> finding) {}

    /** What the supplier tells otherwise than we know, until it is settled. @param sending empty when it is about a batch as a whole */
    public record Difference(String kind, String code, Instant since, Optional<UUID> sending, Optional<String> reference, Optional<String> orderName) {}

    /**
     * Sheets of an agency's pieces in one batch.
     *
     * @param ours   of the pieces of which the supplier told a number
     * @param counts how the supplier's counts of the whole batch stand: NONE, WAITS, AGREED
     */
    public record BatchSheets(String supplier, String orderName, String printClass, int pieces, int sheets, int piecesTold, int ours, int told, String counts) {}

    /** Whether this transaction is the one maker. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean becomeMaker() {
        return jdbc.sql("select pg_try_advisory_xact_lock(?)").param(MAKER_LOCK).query(Boolean.class).single();
    }

    /** Puts every letter in the account that was open at the start, moved since, or is open now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void gather(StatementSpan span) {
        bound("with carried as (" + (span.previous().isPresent() ? StatementSql.CARRIED : StatementSql.CARRIED_BY_EVIDENCE) + ")" + StatementSql.GATHER, span).update();
        bound(StatementSql.PIECES_NOBODY_ACCEPTED, span).update();
    }

    private JdbcClient.StatementSpec bound(String sql, StatementSpan span) {
        return jdbc.sql(sql).param("statement", span.id()).param("agency", span.agency().value()).param("previous", span.previous().orElse(null))
                .param("from", Timestamp.from(span.from())).param("until", Timestamp.from(span.until()));
    }

    public Balance balance(UUID statement) {
        return jdbc.sql("""
                select count(*) filter (where opening) as opening, coalesce(sum(sheets_opening), 0) as sheets_opening,
                       coalesce(sum(entered), 0) as entered, coalesce(sum(sheets_in), 0) as sheets_in,
                       coalesce(sum(departed), 0) as departed, coalesce(sum(sheets_out), 0) as sheets_out,
                       coalesce(sum(found_open), 0) as found, coalesce(sum(sheets_found), 0) as sheets_found,
                       count(*) filter (where finding is not null or is_open::int <> found_open or (case when is_open then sheets else 0 end) <> sheets_found) as unexplained
                  from gateway.statement_letter where statement_id = ?""")
                .param(statement)
                .query((row, n) -> new Balance(new Amount(row.getInt("opening"), row.getInt("sheets_opening")),
                        new Amount(row.getInt("entered"), row.getInt("sheets_in")), new Amount(row.getInt("departed"), row.getInt("sheets_out")),
                        new Amount(row.getInt("found"), row.getInt("sheets_found")), row.getInt("unexplained")))
                .single();
    }

    /** What left the account. Sheets of a piece that another took the place of leave without a letter, as {@code REPLACED}. */
    public List<Group> closed(UUID statement) {
        return jdbc.sql("""
                select coalesce(departed_as, state) as state, case when departed = 0 then 'REPLACED' else outcome end as standing, print_class,
                       sum(departed) as pieces, sum(sheets_out) as sheets, null::timestamptz as oldest
                  from gateway.statement_letter where statement_id = ? and (departed > 0 or sheets_out > 0)
                 group by 1, 2, 3 order by 1, 2, 3""")
                .param(statement).query(StatementLedger::group).list();
    }

    /** What is open at the end, and why. */
    public List<Group> open(UUID statement) {
        return jdbc.sql("""
                select state, standing, print_class, count(*) as pieces, sum(sheets) as sheets, min(since) as oldest
                  from gateway.statement_letter where statement_id = ? and is_open group by 1, 2, 3 order by 1, 2, 3""")
                .param(statement).query(StatementLedger::group).list();
    }

    /** News of letters that had left the account with the hand-over to the post before. */
    public List<Group> afterHandOver(StatementSpan span) {
        return bound("""
                select state_after as state, state_after as standing, null::text as print_class, count(*) as pieces, 0 as sheets, null::timestamptz as oldest
                  from audit.record
                 where agency = :agency and at >= :from and at < :until and state_before in ('HANDED_TO_POST', 'REGISTERED_AT_POST', 'NOT_COLLECTED')
                   and state_after is not null and state_after <> state_before and mode <> 'REHEARSAL'
                 group by state_after order by state_after""", span).query(StatementLedger::group).list();
    }

    /** Open letters, the oldest first. */
    public List<Letter> openLetters(UUID statement, int most) {
        return jdbc.sql("""
                select l.*, b.order_name from gateway.statement_letter l left join gateway.print_batch b on b.id = l.batch_id
                 where l.statement_id = ? and l.is_open order by l.since nulls first, l.sending_id limit ?""")
                .params(statement, most).query(StatementLedger::letter).list();
    }

    /** Letters of which something does not fit. */
    public List<Letter> unexplained(UUID statement, int most) {
        return jdbc.sql("""
                select l.statement_id, l.sending_id, l.reference, l.state, l.standing, l.since, l.print_class, l.sheets, b.order_name,
                       coalesce(l.finding, case when l.is_open::int <> l.found_open then 'STATE_DIFFERS' else 'SHEETS_DIFFER' end) as finding
                  from gateway.statement_letter l left join gateway.print_batch b on b.id = l.batch_id
                 where l.statement_id = ? and (l.finding is not null or l.is_open::int <> l.found_open
                       or (case when l.is_open then l.sheets else 0 end) <> l.sheets_found)
                 order by l.since nulls first, l.sending_id limit ?""")
                .params(statement, most).query(StatementLedger::letter).list();
    }

    /** What the supplier told otherwise and nobody had closed at the end, the oldest first; of a batch, to each agency with a piece in it. */
    public List<Difference> differences(StatementSpan span, int most) {
        return bound("""
                with waiting as (
                    select kind, subject, code, raised_at from gateway.print_alarm
                     where kind in ('SHEETS_DIFFER', 'STATUS_CONTRADICTS', 'COUNTS_DIFFER') and raised_at < :until and coalesce(over_at >= :until, true))
                select w.kind, w.code, w.raised_at, s.id as sending_id, s.message_reference, b.order_name
                  from waiting w join gateway.print_piece p on p.id = w.subject::uuid and w.kind <> 'COUNTS_DIFFER'
                  join gateway.sending s on s.id = p.sending_id and s.agency = :agency left join gateway.print_batch b on b.id = p.batch_id
                union all
                select w.kind, w.code, w.raised_at, null, null, b.order_name
                  from waiting w join gateway.print_batch b on b.id = w.subject::uuid and w.kind = 'COUNTS_DIFFER'
                 where exists (select 1 from gateway.print_piece p join gateway.sending s on s.id = p.sending_id where p.batch_id = b.id and s.agency = :agency)
                 order by raised_at, order_name, sending_id limit\040""" + most, span)
                .query((row, n) -> new Difference(row.getString("kind"), row.getString("code"), row.getTimestamp("raised_at").toInstant(),
                        Optional.ofNullable(row.getObject("sending_id", UUID.class)), Optional.ofNullable(row.getString("message_reference")),
                        Optional.ofNullable(row.getString("order_name"))))
                .list();
    }

    /** Sheets of the letters of this account, by the batch they are in; those with a difference first. */
    public List<BatchSheets> sheets(StatementSpan span, int most) {
        return bound("select * from (" + SHEETS + ") batches order by (told <> ours) desc, supplier, order_name limit " + most, span).query(StatementLedger::sheets).list();
    }

    /** All of {@link #sheets} together, by supplier and print class; {@code counts} is how many batches they are. */
    public List<BatchSheets> sheetsByClass(StatementSpan span) {
        return bound("select supplier, print_class as order_name, print_class, sum(pieces) as pieces, sum(sheets) as sheets, sum(pieces_told) as pieces_told, sum(ours) as ours,"
                + " sum(told) as told, count(*) as counts from (" + SHEETS + ") batches group by supplier, print_class order by supplier, print_class", span)
                .query(StatementLedger::sheets).list();
    }

    private static final String SHEETS = """
            select b.supplier, b.order_name, b.print_class, count(*) as pieces, sum(l.sheets_opening + l.sheets_in) as sheets, count(e.sheets) as pieces_told,
                   coalesce(sum(p.sheets) filter (where e.sheets is not null), 0) as ours, coalesce(sum(e.sheets), 0) as told,
                   coalesce((select case when r.agreed_at < :until then 'AGREED' else 'WAITS' end from gateway.print_reconciliation r
                              where r.batch_id = b.id and r.received_at < :until order by r.counted_until desc limit 1), 'NONE') as counts
              from gateway.statement_letter l join gateway.print_piece p on p.id = l.piece_id join gateway.print_batch b on b.id = l.batch_id
              left join lateral (select v.sheets from gateway.print_event v
                                  where v.piece_id = l.piece_id and v.sheets is not null and v.received_at < :until
                                  order by v.occurred_at desc, v.event_id limit 1) e on true
             where l.statement_id = :statement group by b.id, b.supplier, b.order_name, b.print_class""";

    /** Keeps what the next statement opens with, and forgets the other letters. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settle(UUID statement) {
        jdbc.sql("delete from gateway.statement_letter where statement_id = ? and not is_open").param(statement).update();
    }

    /** How many letters are kept of a statement, and their sheets. */
    public Amount kept(UUID statement) {
        return jdbc.sql("select count(*) as pieces, coalesce(sum(sheets), 0) as sheets from gateway.statement_letter where statement_id = ?").param(statement)
                .query((row, n) -> new Amount(row.getInt("pieces"), row.getInt("sheets"))).single();
    }

    /** Forgets the letters of statements of days before this one that are not the newest of their agency. @return how many letters */
    @Transactional(propagation = Propagation.MANDATORY)
    public int forget(java.time.LocalDate before) {
        return jdbc.sql("""
                delete from gateway.statement_letter l using audit.print_statement s
                 where s.id = l.statement_id and s.day < ?
                   and exists (select 1 from audit.print_statement n where n.agency = s.agency and n.complete and n.day > s.day)""")
                .param(java.sql.Date.valueOf(before)).update();
    }

    private static Group group(ResultSet row, int n) throws SQLException {
        return new Group(row.getString("state"), row.getString("standing"), Optional.ofNullable(row.getString("print_class")),
                new Amount(row.getInt("pieces"), row.getInt("sheets")), Optional.ofNullable(row.getTimestamp("oldest")).map(Timestamp::toInstant));
    }

    private static Letter letter(ResultSet row, int n) throws SQLException {
        return new Letter(row.getObject("sending_id", UUID.class), Optional.ofNullable(row.getString("reference")), row.getString("state"),
                Optional.ofNullable(row.getString("standing")), Optional.ofNullable(row.getTimestamp("since")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getString("print_class")), row.getInt("sheets"), Optional.ofNullable(row.getString("order_name")),
                Optional.ofNullable(row.getString("finding")));
    }

    private static BatchSheets sheets(ResultSet row, int n) throws SQLException {
        return new BatchSheets(row.getString("supplier"), row.getString("order_name"), row.getString("print_class"), row.getInt("pieces"), row.getInt("sheets"), row.getInt("pieces_told"),
                row.getInt("ours"), row.getInt("told"), row.getString("counts"));
    }
}
