package io.postiljon.store;

import io.postiljon.sandbox.parts.EmbeddedPostgres;
import io.postiljon.sandbox.parts.Ports;
import io.postiljon.sandbox.parts.SandboxCa;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * A database of its own, seen through the login of the gateway and that of the owner. All rooms of a process are on one PostgreSQL,
 * which ends with it; tests that stop, kill or fill a server start their own.
 */
public final class StoreRoom implements AutoCloseable {
    private static final String MIGRATED = "migrated";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final EmbeddedPostgres server;
    private final String database = "room_" + COUNT.incrementAndGet();

    private StoreRoom(EmbeddedPostgres server, String template) {
        this.server = server;
        try {
            server.createDatabase(database, template);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** Without any table. */
    public static StoreRoom empty() {
        return new StoreRoom(Server.ONE, "template1");
    }

    /** With the schema of the gateway and no row. */
    public static StoreRoom migrated() {
        return new StoreRoom(MigratedServer.ONE, MIGRATED);
    }

    /** Started by the first room. */
    private static final class Server {
        static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                Path folder = Files.createDirectories(Path.of("target", "store-rooms", System.getProperty("it.fork", "unit")).toAbsolutePath());
                EmbeddedPostgres.endLeftOver(folder.resolve("postgres"));
                FileSystemUtils.deleteRecursively(folder.resolve("postgres"));      // rooms of an earlier process
                EmbeddedPostgres server = EmbeddedPostgres.start(folder.resolve("postgres"), Ports.free(), SandboxCa.create(folder, "ca"));
                Runtime.getRuntime().addShutdownHook(new Thread(server::close, "store-rooms"));
                return server;
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
    }

    /** Migrated by the first room that needs it; the others are copies. */
    private static final class MigratedServer {
        static final EmbeddedPostgres ONE = migrate(Server.ONE);

        private static EmbeddedPostgres migrate(EmbeddedPostgres server) {
            try {
                server.createDatabase(MIGRATED, "template1");
            } catch (SQLException refused) {
                throw new IllegalStateException(refused);
            }
            Flyway.configure().dataSource(server.jdbcUrl(MIGRATED), EmbeddedPostgres.OWNER, read(server.ownerPasswordFile()))
                    .defaultSchema("public").placeholders(Map.of("app_role", EmbeddedPostgres.APP, "print_supplier", "SUPPLIER")).load().migrate();
            return server;
        }
    }

    public String jdbcUrl() {
        return server.jdbcUrl(database);
    }

    public int port() {
        return server.port();
    }

    public Path ownerPasswordFile() {
        return server.ownerPasswordFile();
    }

    public Path appPasswordFile() {
        return server.appPasswordFile();
    }

    public JdbcClient asGateway() {
        return login(EmbeddedPostgres.APP, appPasswordFile());
    }

    public JdbcClient asOwner() {
        return login(EmbeddedPostgres.OWNER, ownerPasswordFile());
    }

    public Connection connectAsOwner() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), EmbeddedPostgres.OWNER, read(ownerPasswordFile()));
    }

    private JdbcClient login(String user, Path passwordFile) {
        return JdbcClient.create(new DriverManagerDataSource(jdbcUrl(), user, read(passwordFile)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override public void close() {
        try {
            server.dropDatabase(database);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
