package io.postiljon.sandbox.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A PostgreSQL server under this JVM that keeps what it has committed: fsync, synchronous commit and full page writes are
 * on and are asked back at every start, because the library underneath starts servers with {@code -F} (not durable).
 *
 * <p>Loopback TCP only, TLS only, scram passwords only, no Unix socket. Just the first start of a new data folder
 * has a moment in which the superuser needs no password: the passwords must be set before they can be asked. No other
 * role exists by then.
 *
 * <p>Roles: {@value #OWNER} owns database and schema {@code public} and runs migrations; {@value #APP} logs in for the
 * gateway and may only connect: what it may read or write is granted by the migrations. Passwords lie in files, 0600.
 *
 * <p>Data folder and port belong together and survive {@link #stop} and {@link #crash}. Not for use by several threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    public static final String DATABASE = "postiljon";
    public static final String OWNER = "postiljon_owner";
    public static final String APP = "postiljon_app";

    private static final String SUPERUSER = "postgres";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final String ACCESS_BY_PASSWORD = """
            # written by the sandbox: loopback, TLS and password for everybody
            hostssl all all 127.0.0.1/32 scram-sha-256
            hostssl all all ::1/128      scram-sha-256
            """;
    private static final String ACCESS_OF_FIRST_START = """
            # written by the sandbox for the first start, until the passwords are set
            hostssl all postgres 127.0.0.1/32 trust
            hostssl all postgres ::1/128      trust
            """;
    private static final Map<String, String> DURABLE = Map.of(
            "fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    private final Path folder;
    private final int port;
    private final Path caFile;
    private final Identity server;
    private io.zonky.test.db.postgres.embedded.EmbeddedPostgres running;    // null while stopped

    private EmbeddedPostgres(Path folder, int port, SandboxCa ca) {
        this.folder = folder;
        this.port = port;
        this.caFile = ca.certificateFile();
        this.server = ca.server("postgres");
    }

    /**
     * Starts a server on data in {@code folder/data}, made if it is not there; passwords are in {@code folder} too.
     * A server that an earlier, killed JVM left behind on this folder is ended first ({@link #endLeftOver}).
     */
    public static EmbeddedPostgres start(Path folder, int port, SandboxCa ca) {
        var postgres = new EmbeddedPostgres(folder.toAbsolutePath(), port, ca);
        postgres.start();
        return postgres;
    }

    public int port() {
        return port;
    }

    /** Without user and password; checks the server's certificate. */
    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** As above, of a database that {@link #createDatabase} made. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database + tlsOptions();
    }

    public Path ownerPasswordFile() {
        return passwordFile(OWNER);
    }

    public Path appPasswordFile() {
        return passwordFile(APP);
    }

    /** A connection as {@value #OWNER}, for tests that look behind the gateway. */
    public Connection connectAsOwner() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), OWNER, SecretFile.password(ownerPasswordFile()));
    }

    /** A connection with exactly the gateway's rights. */
    public Connection connectAsApp() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), APP, SecretFile.password(appPasswordFile()));
    }

    /** Starts again on the same port and data. */
    public void start() {
        if (running != null) {
            throw new IllegalStateException("PostgreSQL runs already on port " + port);
        }
        try {
            endLeftOver(folder);
            boolean fresh = !Files.exists(data().resolve("PG_VERSION"));
            running = launch(fresh);
            if (fresh) {
                createRoles();
            }
            requireDurable();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            stop();
            throw new IllegalStateException("PostgreSQL started but does not do what was asked", e);
        }
    }

    /** Ends the server in order ({@code fast}: clients are cut off, data is written); returns when no process is left. */
    public void stop() {
        if (running == null) {
            return;
        }
        List<ProcessHandle> processes = processes();
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            running = null;
        }
        awaitEnd(processes);
    }

    /** Kills the server as a power cut would (SIGKILL); the next {@link #start} recovers from the write-ahead log. */
    public void crash() {
        List<ProcessHandle> processes = processes();
        processes.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(processes);
        stop();                                 // frees the library's lock on the data folder
    }

    /** Id of the server process, as long as there is one. */
    public Optional<Long> processId() {
        return postmaster(data()).map(ProcessHandle::pid);
    }

    @Override public void close() {
        stop();
    }

    private io.zonky.test.db.postgres.embedded.EmbeddedPostgres launch(boolean fresh) throws IOException {
        var builder = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                .setDataDirectory(data()).setCleanDataDirectory(false)
                .setPort(port).setPGStartupWait(START_LIMIT)
                .setRegisterShutdownHook(false)     // it would end the server while the gateway still stops
                .setLocaleConfig("locale-provider", "builtin").setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")     // sorts alike on each machine
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("password_encryption", "scram-sha-256")
                .setServerConfig("max_connections", "200")
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", server.certificateFile().toAbsolutePath().toString())
                .setServerConfig("ssl_key_file", server.keyFile().toAbsolutePath().toString())
                .setDataDirectoryCustomizer(directory -> writeAccess(fresh ? ACCESS_OF_FIRST_START : ACCESS_BY_PASSWORD))
                .setConnectConfig("sslmode", "verify-full")
                .setConnectConfig("sslrootcert", caFile.toAbsolutePath().toString())
                .setConnectConfig("password", SecretFile.password(passwordFile(SUPERUSER)));
        DURABLE.forEach(builder::setServerConfig);
        return builder.start();
    }

    private void writeAccess(String rules) {
        try {
            Files.writeString(data().resolve("pg_hba.conf"), rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createRoles() throws SQLException {
        try (Connection connection = running.getPostgresDatabase().getConnection();
             Statement sql = connection.createStatement()) {
            sql.execute("ALTER ROLE " + SUPERUSER + " PASSWORD '" + SecretFile.password(passwordFile(SUPERUSER)) + "'");
            sql.execute("CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + SecretFile.password(ownerPasswordFile()) + "'");
            sql.execute("CREATE ROLE " + APP + " LOGIN PASSWORD '" + SecretFile.password(appPasswordFile()) + "'");
            writeAccess(ACCESS_BY_PASSWORD);
            sql.execute("SELECT pg_reload_conf()");
        }
        createDatabase(DATABASE, "template1");
    }

    /** One more database for both roles. @param template what it is a copy of; nobody may be connected to that */
    public void createDatabase(String name, String template) throws SQLException {
        try (Connection connection = running.getPostgresDatabase().getConnection();
             Statement sql = connection.createStatement()) {
            sql.execute("CREATE DATABASE " + name + " OWNER " + OWNER + " TEMPLATE " + template);
            sql.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
            sql.execute("GRANT CONNECT ON DATABASE " + name + " TO " + APP);
        }
        try (Connection connection = running.getDatabase(SUPERUSER, name).getConnection();
             Statement sql = connection.createStatement()) {
            sql.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
            sql.execute("ALTER SCHEMA public OWNER TO " + OWNER);
        }
    }

    /** Its clients are cut off. */
    public void dropDatabase(String name) throws SQLException {
        try (Connection connection = running.getPostgresDatabase().getConnection();
             Statement sql = connection.createStatement()) {
            sql.execute("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }

    private void requireDurable() throws SQLException {
        try (Connection connection = connectAsApp(); Statement sql = connection.createStatement()) {
            for (var setting : DURABLE.entrySet()) {
                try (var answer = sql.executeQuery("SHOW " + setting.getKey())) {
                    answer.next();
                    if (!answer.getString(1).equals(setting.getValue())) {
                        throw new SQLException(setting.getKey() + " is " + answer.getString(1));
                    }
                }
            }
        }
    }

    /**
     * After kill -9 of a JVM its server stays, and a second one would attach to it or fail. Only a process that is
     * PostgreSQL on exactly this folder is ended; the number in the file may belong to something else by now.
     */
    public static void endLeftOver(Path folder) {
        List<ProcessHandle> processes = processes(folder.toAbsolutePath().resolve("data"));
        processes.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(processes);
    }

    private List<ProcessHandle> processes() {
        return processes(data());
    }

    private static List<ProcessHandle> processes(Path data) {
        return postmaster(data).map(parent -> Stream.concat(Stream.of(parent), parent.descendants()).toList()).orElse(List.of());
    }

    private static Optional<ProcessHandle> postmaster(Path data) {
        try {
            Path file = data.resolve("postmaster.pid");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip())).filter(process -> serves(process, data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean serves(ProcessHandle process, Path data) {
        return process.isAlive() && process.info().commandLine()
                .filter(line -> line.contains("postgres") && line.contains(data.toString())).isPresent();
    }

    /** {@link ProcessHandle#onExit} of a process that is no child looks at ever longer intervals. */
    private static void awaitEnd(List<ProcessHandle> processes) {
        Awaitility.await("PostgreSQL ends").atMost(START_LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10))
                .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    private String tlsOptions() {
        return "?sslmode=verify-full&sslrootcert=" + caFile.toAbsolutePath();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path passwordFile(String role) {
        return folder.resolve(role + ".password");
    }
}
