package io.postiljon.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import io.postiljon.sending.SupplierCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What operators hold back. {@link Pieces} and {@link Batches} leave it out of what is due; nothing here changes a piece or a batch. */
public class PrintHolds {
    /** True for a piece {@code p} that nobody holds. */
    static final String FREE_PIECE = """
            not exists (select 1 from gateway.print_hold h join gateway.sending s on s.id = p.sending_id
                         where (h.kind = 'SUPPLIER' and h.subject = p.supplier) or (h.kind = 'AGENCY' and h.subject = s.agency)
                            or (h.kind = 'PRINT_CLASS' and h.subject = p.print_class))""";
    /** True for a batch {@code b} that nobody holds. What may be with the supplier already is followed to its end, held or not. */
    static final String FREE_BATCH = """
            (b.state = 'GO_PENDING' or not exists (select 1 from gateway.print_hold h
                         where (h.kind = 'SUPPLIER' and h.subject = b.supplier) or (h.kind = 'BATCH' and h.subject = b.id::text)
                            or (h.kind = 'PRINT_CLASS' and h.subject = b.print_class and b.cancels is null)))""";

    private final JdbcClient jdbc;
    private final Clock clock;

    PrintHolds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return false when it is held already */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hold(PrintHoldKind kind, String subject, String reason, String login) {
        return jdbc.sql("insert into gateway.print_hold (kind, subject, reason, held_by, held_at) values (?, ?, ?, ?, ?) on conflict do nothing")
                .params(kind.name(), subject, reason, login, Timestamp.from(clock.instant())).update() == 1;
    }

    /** @return false when it is not held */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean release(PrintHoldKind kind, String subject) {
        return jdbc.sql("delete from gateway.print_hold where kind = ? and subject = ?").params(kind.name(), subject).update() == 1;
    }

    /** Whether a batch that is not handed over must wait, by itself, its class or its supplier. */
    public boolean holds(BatchId batch) {
        return jdbc.sql("select not " + FREE_BATCH + " from gateway.print_batch b where b.id = ?").param(batch.value()).query(Boolean.class).single();
    }

    /** Suppliers that get nothing new now. */
    public Set<SupplierCode> suppliers() {
        return new HashSet<>(jdbc.sql("select subject from gateway.print_hold where kind = 'SUPPLIER'")
                .query((row, n) -> new SupplierCode(row.getString("subject"))).list());
    }

    /** The oldest first. */
    public List<PrintHold> all() {
        return jdbc.sql("select * from gateway.print_hold order by held_at, kind, subject").query(PrintHolds::read).list();
    }

    public int count() {
        return jdbc.sql("select count(*) from gateway.print_hold").query(Integer.class).single();
    }

    private static PrintHold read(ResultSet row, int n) throws SQLException {
        return new PrintHold(PrintHoldKind.valueOf(row.getString("kind")), row.getString("subject"), row.getString("reason"),
                row.getString("held_by"), row.getTimestamp("held_at").toInstant());
    }
}
