package io.postiljon.sandbox.faults;

import io.postiljon.sandbox.parts.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the database holds, read behind the gateway's back and not over its line. Not for several threads at once. */
final class Register implements AutoCloseable {
    /** A sending as it is stored. */
    record Row(String id, String reference, String state, Optional<String> eboxKey) {}

    /** A line of evidence that moved a sending, or another one. */
    record Line(String sending, String event, Optional<String> before, Optional<String> after) {}

    private final EmbeddedPostgres database;
    private Connection connection;

    Register(EmbeddedPostgres database) {
        this.database = database;
    }

    List<Row> sendings() {
        return rows("select id, message_reference, state, ebox_key from gateway.sending order by accepted_at",
                row -> new Row(row.getString(1), row.getString(2), row.getString(3), Optional.ofNullable(row.getString(4))));
    }

    /** In the order in which they were written. */
    List<Line> evidence() {
        return rows("select sending_id, event, state_before, state_after from audit.record where sending_id is not null order by id",
                row -> new Line(row.getString(1), row.getString(2), Optional.ofNullable(row.getString(3)), Optional.ofNullable(row.getString(4))));
    }

    /** State of the sending with this reference; empty as long as there is none. */
    Optional<String> state(Errand errand) {
        return rows("select state from gateway.sending where message_reference = ?", row -> row.getString(1), errand.reference())
                .stream().findFirst();
    }

    /** How often a worker took it. */
    int attempts(Errand errand) {
        return rows("select attempt from gateway.sending where message_reference = ?", row -> row.getInt(1), errand.reference())
                .stream().findFirst().orElse(0);
    }

    /** Order file of the letter's batch, once a worker has taken that batch to write its marker, and until it has recorded that. */
    Optional<String> orderToMark(Errand errand) {
        return rows("""
                select b.order_name from gateway.print_batch b join gateway.print_piece p on p.batch_id = b.id
                  join gateway.sending s on s.id = p.sending_id
                 where s.message_reference = ? and b.state = 'GO_PENDING' and b.leased_until is not null""",
                row -> row.getString(1), errand.reference()).stream().findFirst();
    }

    /** Keeps everybody else from changing the batch of this order until it is closed. */
    AutoCloseable hold(String order) {
        try {
            Connection holder = database.connectAsOwner();
            holder.setAutoCommit(false);
            try (PreparedStatement lock = holder.prepareStatement("select id from gateway.print_batch where order_name = ? for update")) {
                lock.setString(1, order);
                lock.executeQuery();
            }
            return holder;
        } catch (SQLException unlockable) {
            throw new IllegalStateException(unlockable);
        }
    }

    long count(String sql) {
        return rows(sql, row -> row.getLong(1)).getFirst();
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(String sql, Reading<T> reading, String... values) {
        try (PreparedStatement statement = open().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reading.of(rows));
                }
            }
            return found;
        } catch (SQLException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private Connection open() throws SQLException {
        if (connection == null || connection.isClosed()) {
            connection = database.connectAsOwner();
        }
        return connection;
    }

    @Override public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException alreadyGone) {
            throw new IllegalStateException(alreadyGone);
        }
    }
}
