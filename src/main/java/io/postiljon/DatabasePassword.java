package io.postiljon;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a new password of the database's login when its file changes: for connections from then on, as PostgreSQL asks only at a login. */
public class DatabasePassword {
    private static final Logger LOG = LoggerFactory.getLogger(DatabasePassword.class);
    private static final String SETTING = "database.password-file";

    private final HikariDataSource pool;
    private final Path file;

    DatabasePassword(HikariDataSource pool, Path file) {
        this.pool = pool;
        this.file = file;
    }

    /** A file that is half written or gone changes nothing; the next look sees it whole. */
    public void reload() {
        try {
            String found = SecretFile.read(SETTING, file);
            if (!found.equals(pool.getPassword())) {
                pool.setPassword(found);
                LOG.info("{}: a new password is in use for new connections", SETTING);
            }
        } catch (IllegalArgumentException | java.io.UncheckedIOException notNow) {
            LOG.warn("{} cannot be read; the password before stays in use", SETTING);
        }
    }
}
