package io.postiljon.tracking;

import static io.postiljon.tracking.TrackingHouse.A;
import static io.postiljon.tracking.TrackingHouse.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postiljon.audit.PrintStatement;
import io.postiljon.audit.PrintStatements;
import io.postiljon.sending.AgencyCode;
import io.postiljon.store.StatementDeliveries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agency gets its statements, by SFTP and by asking, and nobody else's. */
@Timeout(120)
class StatementFilesIT {
    private static final String OUT = "/agencies/a-account/out/";

    @TempDir static Path folder;
    private static TrackingHouse house;

    @BeforeAll static void open() throws Exception {
        house = new TrackingHouse(folder);
    }

    @AfterAll static void close() {
        house.close();
    }

    @Test void both_files_are_laid_down_each_with_its_signature_and_again_after_a_crash_between_them() throws Exception {
        PrintStatement statement = made(A, 1);
        StatementUploads uploads = house.bean(StatementUploads.class);
        assertThat(uploads.pending()).extracting(StatementUpload::part).containsExactly(StatementUpload.Part.values());
        StatementUpload json = uploads.pending().getFirst();
        uploads.uploaded(json);                             // and here the process died
        assertThat(uploads.pending()).as("only the last file ends it").hasSize(4);

        house.open();

        await().atMost(Duration.ofSeconds(15)).until(() -> uploads.pending().isEmpty());
        assertThat(house.tree().list(OUT.replaceFirst("/$", ""))).contains(statement.jsonName(), statement.jsonName() + ".jws", statement.pdfName(), statement.pdfName() + ".jws");
        assertThat(house.tree().read(OUT + statement.pdfName())).isEqualTo("pdf-1".getBytes(StandardCharsets.US_ASCII));
        assertThat(house.tree().read(OUT + statement.pdfName() + ".jws")).isEqualTo("pdf-jws-1".getBytes(StandardCharsets.US_ASCII));
        house.shut();
    }

    @Test void an_agency_lists_and_reads_its_own_and_each_reading_is_on_record() {
        List<PrintStatement> made = List.of(made(B, 1), made(B, 2), made(B, 3));
        StatementReader reader = house.bean(StatementReader.class);

        StatementReader.Page first = reader.list(house.asker(B), 100_000, 2);
        StatementReader.Page second = reader.list(house.asker(B), first.next().orElseThrow(), 2);

        assertThat(first.statements()).extracting(PrintStatement::number).containsExactly(3, 2);
        assertThat(second.statements()).extracting(PrintStatement::number).containsExactly(1);
        assertThat(second.next()).isEmpty();
        assertThat(reader.find(house.asker(B), made.getFirst().id(), "JSON")).isEqualTo(made.getFirst());
        assertThatThrownBy(() -> reader.find(house.asker(A), made.getFirst().id(), "JSON")).isInstanceOf(UnknownMessage.class);
        assertThat(house.database().sql("select agency || ' ' || (detail ->> 'form') from audit.record where event = 'STATEMENT_CONSULTED'").query(String.class).list())
                .containsExactly("dienst-b JSON");
    }

    private static PrintStatement made(AgencyCode agency, int number) {
        Instant now = Instant.parse("2026-11-26T06:00:00Z");
        PrintStatement.Totals none = new PrintStatement.Totals(0, 0, 0, 0);
        PrintStatement statement = new PrintStatement(UUID.randomUUID(), agency, number, LocalDate.of(2026, 11, number), now.minusSeconds(100_000), now, true,
                Optional.empty(), now, none, none, 0, "%s.202611%02d.%05d.T.statement".formatted(agency.equals(A) ? "0999990024" : "0999990123", number, number));
        return house.inTransaction(() -> {
            house.bean(PrintStatements.class).add(statement, file("json", number), file("pdf", number));
            if (agency.equals(A)) {
                house.bean(StatementDeliveries.class).add(statement.id(), agency);
            }
            return statement;
        });
    }

    private static PrintStatement.File file(String kind, int number) {
        return new PrintStatement.File((kind + "-" + number).getBytes(StandardCharsets.US_ASCII), kind + "-jws-" + number);
    }
}
