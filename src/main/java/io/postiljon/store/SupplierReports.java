package io.postiljon.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.sending.SupplierCode;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the supplier reports besides answers to orders: numbers of its own files, counts of batches; and what of ours is to be compared. */
public class SupplierReports {
    private static final int MOST_MISSING = 1_000;
    private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    SupplierReports(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A series of files whose numbers have no gap: one kind of one supplier, sender, environment and day. */
    public record Series(SupplierCode supplier, String kind, String sender, String environment, LocalDate day) {}

    @Transactional(propagation = Propagation.MANDATORY)
    public void noteNumber(Series series, int sequence) {
        jdbc.sql("""
                insert into gateway.print_answer_number (supplier, kind, sender, environment, day, sequence, received_at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing""")
                .params(series.supplier().value(), series.kind(), series.sender(), series.environment(), Date.valueOf(series.day()), sequence, Timestamp.from(clock.instant())).update();
    }

    /** A file that never came, though one with a higher number did. */
    public record MissingFile(Series series, int sequence) {
        /** As the file is called, without its extension, behind the supplier. */
        @Override public String toString() {
            return "%s.%s.%s.%s.%06d.%s".formatted(series.supplier(), series.kind(), series.sender(), series.day().toString().replace("-", ""), sequence,
                    series.environment());
        }
    }

    /**
     * Files of a supplier that are missing below one that came, at most {@value #MOST_MISSING}.
     *
     * @param from   nothing that came earlier is looked at
     * @param before a number below one that came before this moment must be there: what comes together may be read in any order
     */
    public List<MissingFile> missing(SupplierCode supplier, Instant from, Instant before) {
        return jdbc.sql("""
                with top as (
                    select kind, sender, environment, day, max(sequence) as last from gateway.print_answer_number
                     where supplier = ? and received_at >= ? and received_at < ? group by kind, sender, environment, day)
                select t.kind, t.sender, t.environment, t.day, s.sequence from top t cross join lateral generate_series(1, t.last) as s(sequence)
                 where not exists (select 1 from gateway.print_answer_number n
                                    where n.supplier = ? and n.kind = t.kind and n.sender = t.sender and n.environment = t.environment and n.day = t.day
                                      and n.sequence = s.sequence)
                 limit ?""")
                .params(supplier.value(), Timestamp.from(from), Timestamp.from(before), supplier.value(), MOST_MISSING)
                .query((row, n) -> new MissingFile(new Series(supplier, row.getString("kind"), row.getString("sender"), row.getString("environment"),
                        row.getObject("day", LocalDate.class)), row.getInt("sequence")))
                .list();
    }

    /** Keeps what the supplier counted, to be compared. The same report again changes nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(BatchId batch, Instant until, PrintCounts counts, String fileName) {
        jdbc.sql("""
                insert into gateway.print_reconciliation (batch_id, counted_until, file_name, accepted, rejected, printed, handed, returned,
                    sheets, received_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?) on conflict do nothing""")
                .params(batch.value(), Timestamp.from(until), fileName, counts.accepted(), counts.rejected(), counts.printed(),
                        counts.handedToPost(), counts.returned(), write(counts.sheets()), Timestamp.from(clock.instant()))
                .update();
    }

    /** The newest report of each batch of a supplier, when it does not agree yet; a newer one takes the place of those before it. */
    public List<PrintReconciliation> open(SupplierCode supplier) {
        return jdbc.sql("""
                select * from gateway.print_reconciliation r where agreed_at is null
                   and exists (select 1 from gateway.print_batch b where b.id = r.batch_id and b.supplier = ?)
                   and not exists (select 1 from gateway.print_reconciliation n where n.batch_id = r.batch_id and n.counted_until > r.counted_until)
                 order by received_at""")
                .param(supplier.value()).query(this::report).list();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void agreed(PrintReconciliation report) {
        jdbc.sql("update gateway.print_reconciliation set agreed_at = ? where batch_id = ? and counted_until <= ? and agreed_at is null")
                .params(Timestamp.from(clock.instant()), report.batch().value(), Timestamp.from(report.until())).update();
    }

    /** Pieces of a batch that the supplier never took, because they were asked back before. */
    public int cancelledInResults(BatchId batch) {
        return jdbc.sql("select count(*) from gateway.print_piece where batch_id = ? and state = 'CANCELLED' and status_at is null")
                .param(batch.value()).query(Integer.class).single();
    }

    /** The same counts, by our own rows. */
    public PrintCounts ours(BatchId batch, Instant until) {
        Timestamp moment = Timestamp.from(until);
        Map<String, Integer> sheets = new HashMap<>();
        jdbc.sql("""
                select split_part(p.print_class, '.', 1) || '.' || split_part(p.print_class, '.', 2) as product, sum(p.sheets) as sheets
                  from gateway.print_piece p
                 where p.batch_id = ? and exists (select 1 from gateway.print_event e
                                                   where e.piece_id = p.id and e.code = 'PRINTED' and e.occurred_at <= ?)
                 group by product""")
                .params(batch.value(), moment).query(row -> {
                    sheets.put(row.getString("product"), row.getInt("sheets"));
                });
        return jdbc.sql("""
                select count(*) filter (where p.state not in ('BATCHED', 'REJECTED') and not (p.state = 'CANCELLED' and p.status_at is null)) as accepted, count(*) filter (where p.state = 'REJECTED') as rejected,
                       count(*) filter (where e.printed) as printed, count(*) filter (where e.handed) as handed, count(*) filter (where e.returned) as returned
                  from gateway.print_piece p cross join lateral (
                      select coalesce(bool_or(v.code = 'PRINTED'), false) as printed, coalesce(bool_or(v.code = 'HANDED_TO_POST'), false) as handed,
                             coalesce(bool_or(v.code = 'RETURNED'), false) as returned
                        from gateway.print_event v where v.piece_id = p.id and v.occurred_at <= ?) e
                 where p.batch_id = ?""")
                .params(moment, batch.value())
                .query((row, n) -> new PrintCounts(row.getInt("accepted"), row.getInt("rejected"), row.getInt("printed"), row.getInt("handed"),
                        row.getInt("returned"), sheets))
                .single();
    }

    /** A batch with pieces that the printer took and the post did not. */
    public record NotPosted(BatchId batch, Instant cutOffAt, int pieces) {}

    /** @param cutOffBefore batches with a later cut-off have time */
    public List<NotPosted> notPosted(SupplierCode supplier, Instant cutOffBefore) {
        return jdbc.sql("""
                select b.id, b.cut_off_at, count(*) as pieces from gateway.print_batch b
                  join gateway.print_piece p on p.batch_id = b.id and p.state in ('ACCEPTED', 'PRINTED', 'ENVELOPED')
                 where b.supplier = ? and b.cut_off_at < ? group by b.id, b.cut_off_at""")
                .params(supplier.value(), Timestamp.from(cutOffBefore))
                .query((row, n) -> new NotPosted(new BatchId(row.getObject("id", UUID.class)), row.getTimestamp("cut_off_at").toInstant(), row.getInt("pieces")))
                .list();
    }

    private PrintReconciliation report(ResultSet row, int n) throws SQLException {
        return new PrintReconciliation(new BatchId(row.getObject("batch_id", UUID.class)), row.getTimestamp("counted_until").toInstant(),
                new PrintCounts(row.getInt("accepted"), row.getInt("rejected"), row.getInt("printed"), row.getInt("handed"), row.getInt("returned"),
                        read(row.getString("sheets"))),
                row.getTimestamp("received_at").toInstant());
    }

    private String write(Map<String, Integer> counts) {
        try {
            return json.writeValueAsString(counts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of numbers could not be written as JSON", impossible);
        }
    }

    private Map<String, Integer> read(String counts) {
        try {
            return json.readValue(counts, COUNTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored counts are not readable", broken);
        }
    }
}
