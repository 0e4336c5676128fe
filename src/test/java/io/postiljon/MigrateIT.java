package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.postiljon.sandbox.parts.EmbeddedPostgres;
import io.postiljon.store.StoreRoom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** The schema is migrated with the owner's login and used without it. */
class MigrateIT {
    private StoreRoom room;

    @ImportAutoConfiguration({FlywayAutoConfiguration.class, JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class})
    static class DatabaseAlone extends DatabaseConfiguration {}

    @BeforeEach void start() throws IOException {
        room = StoreRoom.empty();
    }

    @AfterEach void stop() {
        room.close();
    }

    @Test void after_the_command_the_gateway_starts_without_the_owners_password_and_cannot_change_evidence() {
        assertThat(migrate()).isZero();
        assertThat(migrate()).isZero();         // a second time changes nothing

        try (ConfigurableApplicationContext gateway = startGateway()) {
            JdbcClient login = gateway.getBean(JdbcClient.class);
            assertThat(login.sql("select count(*) from gateway.sending").query(Integer.class).single()).isZero();
            assertThatThrownBy(() -> login.sql("update audit.record_2026 set agency = null").update()).isInstanceOf(BadSqlGrammarException.class);
            assertThatThrownBy(() -> login.sql("delete from public.flyway_schema_history").update()).isInstanceOf(BadSqlGrammarException.class);
            assertThatThrownBy(() -> login.sql("create table public.mine (id int)").update()).isInstanceOf(BadSqlGrammarException.class);
        }
    }

    @Test void a_database_that_is_not_migrated_is_told_in_one_line() {
        Throwable refused = catchThrowable(this::startGateway);

        assertThat(refused).rootCause().isNotNull();
        assertThat(causes(refused)).filteredOn(SchemaNotReady.class::isInstance).singleElement()
                .satisfies(cause -> assertThat(cause.getMessage()).contains("java -jar postiljon.jar migrate").hasLineCount(1));
    }

    @Test void with_the_owners_password_the_start_migrates_by_itself() {
        try (ConfigurableApplicationContext gateway = startGateway("--database.owner-user=" + EmbeddedPostgres.OWNER,
                "--database.owner-password-file=" + room.ownerPasswordFile())) {
            assertThat(gateway.getBean(JdbcClient.class).sql("select count(*) from audit.record").query(Integer.class).single()).isZero();
        }
    }

    @Test void a_login_that_can_change_one_partition_or_the_traffic_log_is_refused() throws IOException {
        migrate();
        room.asOwner().sql("grant delete on audit.record_2027, audit.traffic to " + EmbeddedPostgres.APP).update();

        Throwable refused = catchThrowable(this::startGateway);

        assertThat(causes(refused).getLast()).hasMessageContaining("audit.record_2027, audit.traffic");
    }

    @Test void a_year_of_evidence_is_a_year_in_brussels() throws IOException {
        migrate();

        room.asGateway().sql("""
                insert into audit.record (at, event, outcome, actor_kind, actor_id, trace_id, digests, size_bytes, detail)
                values ('2026-12-31T23:30:00Z', 'SECURITY_EVENT', 'DONE', 'GATEWAY', 'test', 'trace', '{}', 0, '{}')""").update();

        assertThat(room.asOwner().sql("select count(*) from audit.record_2027").query(Integer.class).single()).isEqualTo(1);
    }

    private int migrate() {
        return new CommandLine(new MigrateCommand()).execute("--url", room.jdbcUrl(),
                "--owner-password-file", room.ownerPasswordFile().toString());
    }

    private ConfigurableApplicationContext startGateway(String... more) {
        List<String> settings = new ArrayList<>(List.of("--spring.config.location=optional:file:none", "--spring.main.web-application-type=none",
                "--database.url=" + room.jdbcUrl(), "--database.user=" + EmbeddedPostgres.APP,
                "--database.password-file=" + room.appPasswordFile()));
        settings.addAll(List.of(more));
        return new SpringApplicationBuilder(DatabaseAlone.class).run(settings.toArray(String[]::new));
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
