package io.postiljon.store;

import io.postiljon.sending.SupplierCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is late or differs at the print supplier, once for each subject. What ended by itself may come again; what a person closed is
 * not raised again, as it would be back at the next look.
 */
public class PrintAlarms {
    private static final String GATEWAY = "gateway";

    private final JdbcClient jdbc;
    private final Clock clock;

    PrintAlarms(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return false when it is raised already, or was closed by a person */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean raise(SupplierCode supplier, PrintAlarmKind kind, String subject, String code) {
        return jdbc.sql("""
                insert into gateway.print_alarm as a (supplier, kind, subject, code, raised_at) values (?, ?, ?, ?, ?)
                on conflict (kind, subject) do update set supplier = excluded.supplier, code = excluded.code, raised_at = excluded.raised_at, over_at = null, closed_by = null
                 where a.closed_by = ?""")
                .params(supplier.value(), kind.name(), subject, code, Timestamp.from(clock.instant()), GATEWAY).update() == 1;
    }

    /** It is over by itself. @return false when it was not raised */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean end(PrintAlarmKind kind, String subject) {
        return jdbc.sql("update gateway.print_alarm set over_at = ?, closed_by = ? where kind = ? and subject = ? and over_at is null")
                .params(Timestamp.from(clock.instant()), GATEWAY, kind.name(), subject).update() == 1;
    }

    /** A person looked after it. @return false when it is not open */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean close(PrintAlarmKind kind, String subject, String login, String note) {
        return jdbc.sql("update gateway.print_alarm set over_at = ?, closed_by = ?, note = ? where kind = ? and subject = ? and over_at is null")
                .params(Timestamp.from(clock.instant()), login, note, kind.name(), subject).update() == 1;
    }

    /** Subjects of the open ones of a kind about a supplier. */
    public List<String> open(SupplierCode supplier, PrintAlarmKind kind) {
        return jdbc.sql("select subject from gateway.print_alarm where supplier = ? and kind = ? and over_at is null")
                .params(supplier.value(), kind.name()).query(String.class).list();
    }

    /** Open ones, oldest first. */
    public List<PrintAlarm> oldest(int most) {
        return jdbc.sql("select supplier, kind, subject, code, raised_at from gateway.print_alarm where over_at is null order by raised_at, kind, subject limit ?")
                .param(most).query(PrintAlarms::read).list();
    }

    public int count(SupplierCode supplier, PrintAlarmKind kind) {
        return jdbc.sql("select count(*) from gateway.print_alarm where supplier = ? and kind = ? and over_at is null")
                .params(supplier.value(), kind.name()).query(Integer.class).single();
    }

    private static PrintAlarm read(ResultSet row, int n) throws SQLException {
        return new PrintAlarm(new SupplierCode(row.getString("supplier")), PrintAlarmKind.valueOf(row.getString("kind")), row.getString("subject"), row.getString("code"),
                row.getTimestamp("raised_at").toInstant());
    }
}
