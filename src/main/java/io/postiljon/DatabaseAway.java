package io.postiljon;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a database that is away, or cannot commit now, from a fault of ours. */
final class DatabaseAway {
    /** Classes of SQLSTATE: connection, no resources, stopped by an operator. Source: PostgreSQL, appendix A. */
    private static final Set<String> STATE_CLASSES = Set.of("08", "53", "57");
    /** A standby that is not the primary yet. */
    private static final String READ_ONLY = "25006";

    private DatabaseAway() {}

    static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            if (saysSo(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysSo(Throwable cause) {
        return switch (cause) {
            case CannotCreateTransactionException noTransaction -> true;
            case CannotGetJdbcConnectionException noConnection -> true;
            case DataAccessResourceFailureException broken -> true;
            case RecoverableDataAccessException broken -> true;
            case SQLTransientConnectionException none -> true;
            case SQLNonTransientConnectionException none -> true;
            case SQLRecoverableException broken -> true;
            case SQLException other -> other.getSQLState() != null && other.getSQLState().length() == 5
                    && (STATE_CLASSES.contains(other.getSQLState().substring(0, 2)) || other.getSQLState().equals(READ_ONLY));
            default -> false;
        };
    }
}
