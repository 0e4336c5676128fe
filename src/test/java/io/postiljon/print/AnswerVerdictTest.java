package io.postiljon.print;

import io.postiljon.sending.DocumentId;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.Sha256;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchState;
import io.postiljon.store.BatchTotals;
import io.postiljon.store.BatchedPiece;
import io.postiljon.store.OrderFile;
import io.postiljon.store.PieceId;
import io.postiljon.store.PieceState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerVerdictTest {
    private static final UUID BATCH = UUID.fromString("0191d0c0-0000-7000-8000-000000000001");
    private static final PieceId FIRST = PieceId.parse("0191d0c0-0000-7000-8000-00000000000a");
    private static final PieceId SECOND = PieceId.parse("0191d0c0-0000-7000-8000-00000000000b");
    private static final String FILE_HASH = "ab".repeat(32);
    private static final String HASH_TOTAL = "cd".repeat(32);

    @ParameterizedTest
    @CsvSource({"GO_PENDING,OrderAccepted", "UPLOADED,OrderAccepted", "ACKED,OrderAccepted", "DONE,OrderAccepted", "REFUSED,accepted-after-refusal",
            "BUILT,order-not-handed-over", "STOPPED,order-not-handed-over", "MOVED,order-not-handed-over"})
    void an_acceptance_fits_every_state_but_a_refusal(BatchState state, String verdict) {
        assertThat(word(AnswerVerdict.of(receipt(receiptJson("ACCEPTED")), batch(state)))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"GO_PENDING,OrderRefused", "UPLOADED,OrderRefused", "REFUSED,Repeated", "ACKED,refused-after-acceptance", "DONE,refused-after-acceptance",
            "BUILT,order-not-handed-over", "STOPPED,order-not-handed-over", "MOVED,order-not-handed-over"})
    void a_refusal_never_undoes_an_acceptance(BatchState state, String verdict) {
        assertThat(word(AnswerVerdict.of(receipt(receiptJson("REJECTED")), batch(state)))).isEqualTo(verdict);
    }

    private static String word(AnswerVerdict verdict) {
        return verdict instanceof AnswerVerdict.Contradicts contradiction ? contradiction.reason() : verdict.getClass().getSimpleName();
    }

    @Test void a_receipt_for_other_bytes_is_not_ours() {
        assertThat(AnswerVerdict.of(receipt(receiptJson("ACCEPTED").replace(FILE_HASH, "ef".repeat(32))), batch(BatchState.UPLOADED)))
                .isEqualTo(new AnswerVerdict.Contradicts("other-file"));
        assertThat(AnswerVerdict.of(receipt(receiptJson("ACCEPTED").replace("\"bytes\":1000,\"sha", "\"bytes\":1001,\"sha")), batch(BatchState.UPLOADED)))
                .isEqualTo(new AnswerVerdict.Contradicts("other-file"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"pieces\":2", "\"documents\":4", "\"pages\":8", "\"sheets\":6", "\"bytes\":500"})
    void an_acceptance_with_other_totals_is_not_applied(String total) {
        String changed = receiptJson("ACCEPTED").replace(total, total.replaceAll("[0-9]+", "77"));

        assertThat(AnswerVerdict.of(receipt(changed), batch(BatchState.UPLOADED))).isEqualTo(new AnswerVerdict.Contradicts("totals-differ"));
    }

    @Test void results_of_all_pieces_are_applied() {
        AnswerVerdict verdict = AnswerVerdict.of(results(1, 1, FIRST, "ACCEPTED", SECOND, "REJECTED"), batch(BatchState.ACKED), pieces(PieceState.BATCHED));

        assertThat(verdict).isInstanceOfSatisfying(AnswerVerdict.PiecesJudged.class, judged -> assertThat(judged.results()).hasSize(2));
    }

    @Test void counts_that_do_not_add_up_are_not_applied() {
        assertThat(AnswerVerdict.of(results(2, 0, FIRST, "ACCEPTED", SECOND, "REJECTED"), batch(BatchState.ACKED), pieces(PieceState.BATCHED)))
                .isEqualTo(new AnswerVerdict.Contradicts("counts-differ"));
    }

    @Test void the_same_piece_twice_or_a_foreign_piece_is_not_applied() {
        assertThat(AnswerVerdict.of(results(2, 0, FIRST, "ACCEPTED", FIRST, "ACCEPTED"), batch(BatchState.ACKED), pieces(PieceState.BATCHED)))
                .isEqualTo(new AnswerVerdict.Contradicts("piece-twice"));
        assertThat(AnswerVerdict.of(results(2, 0, FIRST, "ACCEPTED", new PieceId(BATCH), "ACCEPTED"), batch(BatchState.ACKED), pieces(PieceState.BATCHED)))
                .isEqualTo(new AnswerVerdict.Contradicts("piece-missing"));
    }

    @Test void results_that_come_again_must_be_the_same() {
        assertThat(AnswerVerdict.of(results(2, 0, FIRST, "ACCEPTED", SECOND, "ACCEPTED"), batch(BatchState.DONE), pieces(PieceState.ACCEPTED)))
                .isEqualTo(new AnswerVerdict.Repeated());
        assertThat(AnswerVerdict.of(results(1, 1, FIRST, "ACCEPTED", SECOND, "REJECTED"), batch(BatchState.DONE), pieces(PieceState.ACCEPTED)))
                .isEqualTo(new AnswerVerdict.Contradicts("other-result-than-before"));
    }

    @ParameterizedTest @EnumSource(value = BatchState.class, names = {"BUILT", "STOPPED", "MOVED", "REFUSED"})
    void results_for_an_order_that_was_never_handed_over_are_not_applied(BatchState state) {
        assertThat(AnswerVerdict.of(results(2, 0, FIRST, "ACCEPTED", SECOND, "ACCEPTED"), batch(state), pieces(PieceState.BATCHED)))
                .isEqualTo(new AnswerVerdict.Contradicts("order-not-handed-over"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "", "{\"batchId\":null}", "not json"})
    void what_is_not_the_form_is_not_read(String json) {
        assertThat(new AnswerReader().read(AnswerName.Kind.PA, json.getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(new AnswerReader().read(AnswerName.Kind.PP, json.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test void a_member_that_is_unknown_double_or_of_another_type_is_not_read() {
        String good = receiptJson("ACCEPTED");

        assertThat(read(good)).isPresent();
        assertThat(read(good.replace("{\"batchId\"", "{\"more\":1,\"batchId\""))).isEmpty();
        assertThat(read(good.replace("{\"batchId\"", "{\"bytes\":1000,\"batchId\""))).isEmpty();
        assertThat(read(good.replace("\"bytes\":1000", "\"bytes\":\"1000\""))).isEmpty();
        assertThat(read(good + "{}")).isEmpty();
    }

    @Test void a_code_that_the_format_does_not_know_is_shown_as_other() {
        SupplierAnswer.Receipt receipt = receipt(receiptJson("REJECTED").replace("\"errors\":[]",
                "\"errors\":[{\"code\":\"Jan Peeters\",\"detail\":\"x\"},{\"code\":\"PGP_DECRYPT\",\"detail\":\"x\"}]"));

        assertThat(receipt.codes()).containsExactly("OTHER", "PGP_DECRYPT");
    }

    private static Optional<SupplierAnswer> read(String json) {
        return new AnswerReader().read(AnswerName.Kind.PA, json.getBytes(StandardCharsets.UTF_8));
    }

    private static SupplierAnswer.Receipt receipt(String json) {
        return (SupplierAnswer.Receipt) read(json).orElseThrow();
    }

    private static String receiptJson(String result) {
        return """
                {"batchId":"%s","orderFile":"PO.OVO002949.20261123.000042.T.zip.pgp","receivedAt":"2026-11-23T10:00:00Z","bytes":1000,\
                "sha256OfPgpFile":"%s","result":"%s","errors":[],\
                "totalsSeen":{"pieces":2,"documents":4,"pages":8,"sheets":6,"bytes":500,"hashTotal":"%s"}}""".formatted(BATCH, FILE_HASH, result, HASH_TOTAL);
    }

    private static SupplierAnswer.PieceResults results(int accepted, int rejected, PieceId one, String oneResult, PieceId two, String twoResult) {
        String json = """
                {"batchId":"%s","orderFile":"PO.OVO002949.20261123.000042.T.zip.pgp","checkedAt":"2026-11-23T10:00:00Z",
                 "counts":{"pieces":2,"accepted":%d,"rejected":%d},
                 "pieces":[{"pieceId":"%s","result":"%s","codes":[]},{"pieceId":"%s","result":"%s","codes":["PDF_FONT"]}]}"""
                .formatted(BATCH, accepted, rejected, one, oneResult, two, twoResult);
        return (SupplierAnswer.PieceResults) new AnswerReader().read(AnswerName.Kind.PP, json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static Batch batch(BatchState state) {
        return new Batch(new BatchId(BATCH), new SupplierCode("DRUKKER"), "PO.OVO002949.20261123.000042.T.zip.pgp", PrintClass.parse("PRIOR.ORDINARY.DUPLEX"), 2, state,
                Instant.EPOCH, Instant.EPOCH, LocalDate.EPOCH, 1, Optional.of(new Batch.Built(
                        new OrderFile(new DocumentId(BATCH), 1000, new Sha256(FILE_HASH)), new BatchTotals(2, 4, 8, 6, 500, new Sha256(HASH_TOTAL)))));
    }

    private static List<BatchedPiece> pieces(PieceState state) {
        return List.of(new BatchedPiece(FIRST, new SendingId(UUID.randomUUID()), 1, 4, 3, state, Paper.TERMS, List.of()),
                new BatchedPiece(SECOND, new SendingId(UUID.randomUUID()), 2, 4, 3, state, Paper.TERMS, List.of()));
    }
}
