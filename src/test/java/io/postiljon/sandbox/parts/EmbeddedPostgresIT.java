package io.postiljon.sandbox.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class EmbeddedPostgresIT {
    @TempDir Path folder;
    private SandboxCa ca;
    private EmbeddedPostgres postgres;

    @BeforeEach void starts() {
        ca = SandboxCa.create(folder.resolve("pki"), "ca");
        postgres = EmbeddedPostgres.start(folder.resolve("postgres"), Ports.free(), ca);
    }

    @AfterEach void stops() {
        postgres.close();
    }

    @ParameterizedTest @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes", "ssl"})
    void what_makes_a_commit_durable_and_a_connection_private_is_on(String setting) throws SQLException {
        try (Connection app = postgres.connectAsApp(); var answer = app.createStatement().executeQuery("SHOW " + setting)) {
            answer.next();

            assertThat(answer.getString(1)).isEqualTo("on");
        }
    }

    @ParameterizedTest @ValueSource(strings = {"postgres", EmbeddedPostgres.OWNER, EmbeddedPostgres.APP})
    void no_role_gets_in_without_its_password(String role) {
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), role, ""))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), role, "wrong"))
                .isInstanceOf(SQLException.class).hasMessageContaining("password authentication failed");
    }

    @Test void a_connection_without_tls_is_refused() throws Exception {
        String plain = "jdbc:postgresql://localhost:" + postgres.port() + "/" + EmbeddedPostgres.DATABASE + "?sslmode=disable";
        String password = Files.readString(postgres.appPasswordFile());

        assertThatThrownBy(() -> DriverManager.getConnection(plain, EmbeddedPostgres.APP, password))
                .isInstanceOf(SQLException.class).hasMessageContaining("no pg_hba.conf entry");
    }

    @Test void the_owner_makes_tables_and_the_application_may_not() throws SQLException {
        try (Connection owner = postgres.connectAsOwner(); Statement sql = owner.createStatement()) {
            sql.execute("CREATE TABLE letters (id int)");
        }

        try (Connection app = postgres.connectAsApp(); Statement sql = app.createStatement()) {
            assertThatThrownBy(() -> sql.execute("CREATE TABLE public.others (id int)")).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> sql.execute("SELECT * FROM public.letters")).hasMessageContaining("permission denied");
        }
    }

    @Test void passwords_are_for_the_owner_of_the_files_only() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(postgres.appPasswordFile())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(postgres.ownerPasswordFile())))
                .isEqualTo("rw-------");
    }

    @Test void a_stop_leaves_no_process_and_a_start_finds_the_same_data_on_the_same_port() throws SQLException {
        writeOneRow();
        ProcessHandle server = ProcessHandle.of(postgres.processId().orElseThrow()).orElseThrow();

        postgres.stop();

        assertThat(server.isAlive()).isFalse();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), postgres.port()))
                .isInstanceOf(ConnectException.class);
        postgres.start();
        assertThat(rows()).isEqualTo(1);
    }

    @Test void a_commit_survives_a_crash() throws SQLException {
        writeOneRow();

        postgres.crash();
        postgres.start();

        assertThat(rows()).isEqualTo(1);
    }

    @Test void a_server_that_a_killed_jvm_left_behind_is_replaced_and_its_data_kept() throws Exception {
        writeOneRow();
        long leftBehind = postgres.processId().orElseThrow();
        Files.delete(folder.resolve("postgres/data/epg-lock"));     // the lock would have died with the JVM

        EmbeddedPostgres replaced = EmbeddedPostgres.start(folder.resolve("postgres"), postgres.port(), ca);

        assertThat(ProcessHandle.of(leftBehind)).isNotPresent();
        assertThat(replaced.processId()).isPresent();
        assertThat(rows()).isEqualTo(1);
        replaced.close();
    }

    @Test void a_server_that_was_left_behind_is_ended_before_its_folder_goes() {
        ProcessHandle leftBehind = ProcessHandle.of(postgres.processId().orElseThrow()).orElseThrow();

        EmbeddedPostgres.endLeftOver(folder.resolve("postgres"));

        assertThat(leftBehind.isAlive()).isFalse();
        EmbeddedPostgres.endLeftOver(folder.resolve("never-used"));
    }

    private void writeOneRow() throws SQLException {
        try (Connection owner = postgres.connectAsOwner(); Statement sql = owner.createStatement()) {
            sql.execute("CREATE TABLE letters (id int)");
            sql.execute("INSERT INTO letters VALUES (1)");
        }
    }

    private int rows() throws SQLException {
        try (Connection owner = postgres.connectAsOwner();
             var answer = owner.createStatement().executeQuery("SELECT count(*) FROM letters")) {
            answer.next();
            return answer.getInt(1);
        }
    }
}
