package io.postiljon.store;

import io.postiljon.sandbox.parts.EmbeddedPostgres;
import io.postiljon.sandbox.parts.Ports;
import io.postiljon.sandbox.parts.SandboxCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A migrated PostgreSQL, seen through the login of the gateway and that of the owner. */
public final class StoreRoom implements AutoCloseable {
    private final EmbeddedPostgres postgres;

    public StoreRoom(Path folder) throws IOException {
        postgres = EmbeddedPostgres.start(folder.resolve("postgres"), Ports.free(), SandboxCa.create(folder.resolve("pki"), "ca"));
    }

    public StoreRoom migrated() throws IOException {
        Flyway.configure().dataSource(postgres.jdbcUrl(), EmbeddedPostgres.OWNER, Files.readString(postgres.ownerPasswordFile()).strip())
                .defaultSchema("public").placeholders(Map.of("app_role", EmbeddedPostgres.APP)).load().migrate();
        return this;
    }

    public EmbeddedPostgres postgres() {
        return postgres;
    }

    public JdbcClient asGateway() throws IOException {
        return login(EmbeddedPostgres.APP, postgres.appPasswordFile());
    }

    public JdbcClient asOwner() throws IOException {
        return login(EmbeddedPostgres.OWNER, postgres.ownerPasswordFile());
    }

    private JdbcClient login(String user, Path passwordFile) throws IOException {
        return JdbcClient.create(new DriverManagerDataSource(postgres.jdbcUrl(), user, Files.readString(passwordFile).strip()));
    }

    @Override public void close() {
        postgres.close();
    }
}
