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

    /** State of the batch of this order. */
    String batchState(String order) {
        return rows("select state from gateway.print_batch where order_name = ?", row -> row.getString(1), order).getFirst();
    }

    /** A connection that is there before it is needed, to keep everybody else from changing a batch. */
    Holder holder() {
        try {
            Connection connection = database.connectAsOwner();
            connection.setAutoCommit(false);
            return new Holder(connection);
        } catch (SQLException unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }

    /** Holds one row until it is closed. */
    static final class Holder implements AutoCloseable {
        private final Connection connection;

        private Holder(Connection connection) {
            this.connection = connection;
        }

        /**
         * Order file of a batch that a worker has taken to write its marker, and has not recorded that yet; the batch is held from the
         * same moment.
         */
        Optional<String> holdOrderToMark() {
            try (PreparedStatement lock = connection.prepareStatement("""
                    select order_name from gateway.print_batch where state = 'GO_PENDING' and leased_until > now() limit 1 for update""");
                 ResultSet row = lock.executeQuery()) {
                if (row.next()) {
                    return Optional.of(row.getString(1));
                }
                connection.rollback();
                return Optional.empty();
            } catch (SQLException unlockable) {
                throw new IllegalStateException(unlockable);
            }
        }

        @Override public void close() throws SQLException {
            connection.close();
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
