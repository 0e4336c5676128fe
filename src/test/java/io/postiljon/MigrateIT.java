package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.postiljon.sandbox.parts.EmbeddedPostgres;
import io.postiljon.store.StoreRoom;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
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

    @Test void what_was_printed_before_there_could_be_two_suppliers_belongs_to_the_one_that_the_command_names() throws IOException {
        Migrations.configure(Flyway.configure(), EmbeddedPostgres.APP, "unused").target("16")
                .dataSource(room.jdbcUrl(), EmbeddedPostgres.OWNER, Files.readString(room.ownerPasswordFile()).strip()).load().migrate();
        JdbcClient owner = room.asOwner();
        owner.sql("insert into gateway.print_sequence (sender, environment, day, last) values ('OVO002949', 'T', '2026-11-23', 1)").update();
        owner.sql("""
                insert into gateway.print_batch (id, sender, environment, day, sequence, order_name, print_class, pieces, state, state_since, closed_at, cut_off_at, hand_over_on)
                values (gen_random_uuid(), 'OVO002949', 'T', '2026-11-23', 1, 'PO.OVO002949.20261123.000001.T.zip.pgp', 'any', 1, 'BUILT', now(), now(), now(), '2026-11-24')""").update();
        owner.sql("insert into gateway.print_answer_number (kind, sender, environment, day, sequence, received_at) values ('PS', 'OVO002949', 'T', '2026-11-23', 2, now())").update();
        owner.sql("insert into gateway.print_alarm (kind, subject, code, raised_at) values ('DAY_VOLUME', '2026-11-30', 'pieces-20001', now())").update();

        assertThat(migrate("--print-supplier", "DRUKKER")).isZero();

        for (String table : List.of("print_sequence", "print_batch", "print_answer_number", "print_alarm")) {
            assertThat(owner.sql("select supplier from gateway." + table).query(String.class).list()).as(table).containsExactly("DRUKKER");
        }
        assertThat(owner.sql("select subject from gateway.print_alarm").query(String.class).single()).isEqualTo("DRUKKER.2026-11-30");
    }

    private int migrate(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--url", room.jdbcUrl(), "--owner-password-file", room.ownerPasswordFile().toString()));
        arguments.addAll(List.of(more));
        return new CommandLine(new MigrateCommand()).execute(arguments.toArray(String[]::new));
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
