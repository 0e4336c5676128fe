package io.postiljon.print;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.sending.ReturnReason;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.PieceEvent;
import io.postiljon.store.PieceState;
import io.postiljon.store.PrintCounts;
import io.postiljon.store.SupplierReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Names and contents of the supplier's own files: what the format says is read, and nothing else. */
class AnswerFormsTest {
    private static final String RETURNED = """
            {"events":[{"eventId":"0191d0c0-0000-7000-8000-0000000000e1","pieceId":"0191d0c0-0000-7000-8000-00000000000a","code":"RETURNED",\
            "occurredAt":"2026-11-24T10:00:00+01:00","reason":"MOVED","physicalHandling":"DESTROYED"}]}""";
    private static final String POSTED = """
            {"events":[{"eventId":"0191d0c0-0000-7000-8000-0000000000e2","pieceId":"0191d0c0-0000-7000-8000-00000000000a","code":"HANDED_TO_POST",\
            "occurredAt":"2026-11-24T10:00:00Z","sheets":2,"mailDate":"2026-11-24","registeredBarcode":"010000000000000000000000000001"}]}""";
    private static final String COUNTS = """
            {"day":"2026-11-24","countedUntil":"2026-11-24T20:00:00Z","batches":[{"batchId":"0191d0c0-0000-7000-8000-000000000001",\
            "orderFile":"PO.OVO002949.20261123.000042.T.zip.pgp","accepted":3,"rejected":1,"printed":3,"handedToPost":2,"returned":0,\
            "sheets":[{"priority":"PRIOR","registered":true,"returnReceipt":false,"sheets":7}]}]}""";

    @Test void each_kind_has_its_name() {
        assertThat(AnswerName.parse("PS.OVO002949.20261124.000001.T.json.pgp").map(AnswerName::kind)).contains(AnswerName.Kind.PS);
        assertThat(AnswerName.parse("PE.OVO002949.20261124.000001.T.zip.pgp").map(AnswerName::kind)).contains(AnswerName.Kind.PE);
        assertThat(AnswerName.parse("PR.OVO002949.20261124.000042.T.json.pgp")).hasValueSatisfying(name -> {
            assertThat(name.sequence()).isEqualTo(42);
            assertThat(name.series(new SupplierCode("DRUKKER"))).contains(
                    new SupplierReports.Series(new SupplierCode("DRUKKER"), "PR", "OVO002949", "T", LocalDate.of(2026, 11, 24)));
        });
        assertThat(AnswerName.parse("PS.OVO002949.20261399.000001.T.json.pgp").flatMap(name -> name.series(new SupplierCode("DRUKKER")))).as("no such day").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PE.OVO002949.20261124.000001.T.json.pgp", "PS.OVO002949.20261124.000001.T.zip.pgp", "PS.OVO002949.20261124.000001.T.json",
            "PX.OVO002949.20261124.000001.T.json.pgp", "../PS.OVO002949.20261124.000001.T.json.pgp", "PS.OVO002949.20261124.1.T.json.pgp"})
    void another_name_is_none(String name) {
        assertThat(AnswerName.parse(name)).isEmpty();
    }

    @Test void a_status_event_is_read_with_all_it_says() {
        SupplierAnswer.StatusEvents returned = (SupplierAnswer.StatusEvents) read(AnswerName.Kind.PS, RETURNED).orElseThrow();
        SupplierAnswer.StatusEvents posted = (SupplierAnswer.StatusEvents) read(AnswerName.Kind.PS, POSTED).orElseThrow();

        PieceEvent back = returned.events().getFirst().event();
        assertThat(back.code()).isEqualTo(PieceState.RETURNED);
        assertThat(back.reason()).contains(ReturnReason.MOVED);
        assertThat(back.handling()).contains(PieceEvent.Handling.DESTROYED);
        assertThat(back.occurredAt()).isEqualTo(Instant.parse("2026-11-24T09:00:00Z"));
        PieceEvent gone = posted.events().getFirst().event();
        assertThat(gone.sheets()).contains(2);
        assertThat(gone.mailDate()).contains(LocalDate.of(2026, 11, 24));
        assertThat(gone.barcode()).isPresent();
        assertThat(gone.reason()).isEmpty();
    }

    @ParameterizedTest @EnumSource(ReturnReason.class)
    void every_return_reason_is_one_of_the_format(ReturnReason reason) {
        assertThat(read(AnswerName.Kind.PS, RETURNED.replace("MOVED", reason.name()))).isPresent();
    }

    @Test void a_status_event_that_the_format_does_not_allow_is_not_read() {
        assertThat(read(AnswerName.Kind.PS, RETURNED.replace("\"reason\":\"MOVED\",", ""))).as("a return without reason").isEmpty();
        assertThat(read(AnswerName.Kind.PS, RETURNED.replace("\"code\":\"RETURNED\"", "\"code\":\"LOST\""))).as("a reason without return").isEmpty();
        assertThat(read(AnswerName.Kind.PS, RETURNED.replace("RETURNED", "WAITING"))).as("a word of ours").isEmpty();
        assertThat(read(AnswerName.Kind.PS, RETURNED.replace("MOVED", "GONE"))).isEmpty();
        assertThat(read(AnswerName.Kind.PS, RETURNED.replace("2026-11-24T10:00:00+01:00", "yesterday"))).isEmpty();
        assertThat(read(AnswerName.Kind.PS, RETURNED.replace("+01:00", "+01*00"))).as("its schema takes it").isEmpty();
        assertThat(read(AnswerName.Kind.PS, RETURNED.replace("\"events\"", "\"more\":1,\"events\""))).isEmpty();
        assertThat(read(AnswerName.Kind.PS, RETURNED.replace("\"reason\":\"MOVED\"", "\"reason\":\"MOVED\",\"reason\":\"MOVED\""))).as("twice").isEmpty();
        assertThat(read(AnswerName.Kind.PS, POSTED.replace("\"sheets\":2,", ""))).as("posted without sheets").isEmpty();
        assertThat(read(AnswerName.Kind.PS, POSTED.replace("\"sheets\":2", "\"sheets\":\"2\""))).isEmpty();
        assertThat(read(AnswerName.Kind.PS, POSTED.replace("010000000000000000000000000001", "Jan Peeters"))).isEmpty();
        assertThat(read(AnswerName.Kind.PS, "{\"events\":[]}")).isEmpty();
        assertThat(read(AnswerName.Kind.PS, POSTED + "{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0191d0c0-0000-7000-8000-00000000000a", "0191d0c0-0000-7000-8000-0000000000e2", "010000000000000000000000000001"})
    void a_line_end_behind_a_word_is_not_the_end_of_the_word(String word) {
        assertThat(read(AnswerName.Kind.PS, POSTED.replace(word, word + "\\n"))).isEmpty();
    }

    @Test void counts_are_read_by_product() {
        SupplierAnswer.Report report = (SupplierAnswer.Report) read(AnswerName.Kind.PR, COUNTS).orElseThrow();

        assertThat(report.until()).isEqualTo(Instant.parse("2026-11-24T20:00:00Z"));
        assertThat(report.batches().getFirst().counts()).isEqualTo(new PrintCounts(3, 1, 3, 2, 0, Map.of("PRIOR.REGISTERED", 7)));
        assertThat(read(AnswerName.Kind.PR, COUNTS.replace("\"printed\":3", "\"printed\":-3"))).isEmpty();
        assertThat(read(AnswerName.Kind.PR, COUNTS.replace("\"returned\":0,", ""))).isEmpty();
        assertThat(read(AnswerName.Kind.PR, COUNTS.replace("20:00:00Z", "20:00:00+01*00"))).as("its schema takes it").isEmpty();
    }

    @Test void each_count_that_differs_is_named() {
        PrintCounts ours = new PrintCounts(3, 1, 3, 2, 0, Map.of("PRIOR.REGISTERED", 7));

        assertThat(CountsVerdict.of(new PrintCounts(3, 1, 3, 2, 0, Map.of("PRIOR.REGISTERED", 7, "PRIOR.ORDINARY", 0)), ours).agrees()).isTrue();
        assertThat(CountsVerdict.of(new PrintCounts(2, 2, 4, 1, 1, Map.of("PRIOR.REGISTERED", 8)), ours).code())
                .isEqualTo("accepted,rejected,printed,handed-to-post,returned,sheets");
        assertThat(CountsVerdict.of(new PrintCounts(3, 1, 3, 2, 0, Map.of()), ours).code()).isEqualTo("sheets");
    }

    @ParameterizedTest @EnumSource(Format.class)
    void gateway_and_supplier_read_the_same_format(Format format) throws IOException {
        String name = format.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".schema.json";
        ObjectMapper json = new ObjectMapper();

        assertThat(json.readTree(Files.readString(Path.of("src/main/resources/schemas/pbx", name))))
                .isEqualTo(json.readTree(Files.readString(Path.of("src/test/resources/pbx", name))));
    }

    private static Optional<SupplierAnswer> read(AnswerName.Kind kind, String json) {
        return new AnswerReader().read(kind, json.getBytes(StandardCharsets.UTF_8));
    }
}
