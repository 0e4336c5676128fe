package io.postiljon.audit;

import io.postiljon.sending.AgencyCode;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Adds and reads statements. The gateway's login can change none, as it can change no evidence. */
public class PrintStatements {
    private static final String HEAD = """
            id, agency, number, day, counted_from, counted_until, complete, replaces, made_at, opening_pieces, accepted_pieces, closed_pieces,
            found_pieces, opening_sheets, accepted_sheets, closed_sheets, found_sheets, unexplained, file_name\040""";

    private final JdbcClient jdbc;

    PrintStatements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void add(PrintStatement statement, PrintStatement.File json, PrintStatement.File pdf) {
        jdbc.sql("insert into audit.print_statement (" + HEAD + ", content, content_signature, paper, paper_signature)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(Arrays.asList(statement.id(), statement.agency().value(), statement.number(), Date.valueOf(statement.day()),
                        Timestamp.from(statement.from()), Timestamp.from(statement.until()), statement.complete(), statement.replaces().orElse(null),
                        Timestamp.from(statement.madeAt()), statement.pieces().opening(), statement.pieces().accepted(), statement.pieces().closed(),
                        statement.pieces().found(), statement.sheets().opening(), statement.sheets().accepted(), statement.sheets().closed(),
                        statement.sheets().found(), statement.unexplained(), statement.fileName(), json.content(), json.signature(), pdf.content(), pdf.signature()))
                .update();
    }

    /** The number that the next one of an agency gets. */
    public int nextNumber(AgencyCode agency) {
        return jdbc.sql("select coalesce(max(number), 0) + 1 from audit.print_statement where agency = ?").param(agency.value()).query(Integer.class).single();
    }

    public Optional<PrintStatement> find(UUID id) {
        return jdbc.sql("select " + HEAD + "from audit.print_statement where id = ?").param(id).query(PrintStatements::read).optional();
    }

    /** The newest one of a day: the one that counts. */
    public Optional<PrintStatement> ofDay(AgencyCode agency, LocalDate day) {
        return jdbc.sql("select " + HEAD + "from audit.print_statement where agency = ? and day = ? order by number desc limit 1")
                .params(agency.value(), Date.valueOf(day)).query(PrintStatements::read).optional();
    }

    /** The last day that was counted as a whole. */
    public Optional<LocalDate> lastDay(AgencyCode agency) {
        return jdbc.sql("select day from audit.print_statement where agency = ? and complete order by day desc limit 1").param(agency.value())
                .query((row, n) -> row.getDate("day").toLocalDate()).optional();
    }

    /** Statements of an agency with a lower number, the newest first. */
    public List<PrintStatement> before(AgencyCode agency, int number, int most) {
        return jdbc.sql("select " + HEAD + "from audit.print_statement where agency = ? and number < ? order by number desc limit ?")
                .params(agency.value(), number, most).query(PrintStatements::read).list();
    }

    /** The newest one of each agency. */
    public List<PrintStatement> newest() {
        return jdbc.sql("select distinct on (agency) " + HEAD + "from audit.print_statement order by agency, number desc").query(PrintStatements::read).list();
    }

    public PrintStatement.File json(UUID id) {
        return file("select content, content_signature from audit.print_statement where id = ?", id);
    }

    public PrintStatement.File pdf(UUID id) {
        return file("select paper, paper_signature from audit.print_statement where id = ?", id);
    }

    private PrintStatement.File file(String sql, UUID id) {
        return jdbc.sql(sql).param(id).query((row, n) -> new PrintStatement.File(row.getBytes(1), row.getString(2))).single();
    }

    private static PrintStatement read(ResultSet row, int n) throws SQLException {
        return new PrintStatement(row.getObject("id", UUID.class), new AgencyCode(row.getString("agency")), row.getInt("number"),
                row.getDate("day").toLocalDate(), row.getTimestamp("counted_from").toInstant(), row.getTimestamp("counted_until").toInstant(),
                row.getBoolean("complete"), Optional.ofNullable(row.getObject("replaces", UUID.class)), row.getTimestamp("made_at").toInstant(),
                new PrintStatement.Totals(row.getInt("opening_pieces"), row.getInt("accepted_pieces"), row.getInt("closed_pieces"), row.getInt("found_pieces")),
                new PrintStatement.Totals(row.getInt("opening_sheets"), row.getInt("accepted_sheets"), row.getInt("closed_sheets"), row.getInt("found_sheets")),
                row.getInt("unexplained"), row.getString("file_name"));
    }
}
