package io.postiljon.print;

import io.postiljon.PrintConsoles;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.Decision;
import io.postiljon.sandbox.supplier.AnswerFault;
import io.postiljon.sandbox.supplier.ReceivedPiece;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.BatchState;
import io.postiljon.store.EvidenceFiles;
import io.postiljon.store.PieceEvidence;
import io.postiljon.store.PrintAlarm;
import io.postiljon.store.PrintHoldKind;
import io.postiljon.store.StoredDocument;
import io.postiljon.store.Vault;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What the supplier tells of a piece after it took it, with real parts. */
@Timeout(240)
class AfterThePrinterIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    private PrintHouse house;

    @BeforeEach void build(@TempDir Path folder) throws Exception {
        house = new PrintHouse(folder);
    }

    @AfterEach void close() {
        house.close();
    }

    @Test void a_letter_that_comes_back_says_why_and_its_paper_is_sealed_for_the_agency() throws Exception {
        SendingId sending = printed("Ann PROEF-BACK-MOVED");

        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.RETURNED);
        assertThat(house.find(sending).outcomeCode()).contains("MOVED");
        assertThat(house.history(sending)).filteredOn(entry -> entry.after().isPresent()).extracting(entry -> entry.after().get())
                .endsWith(SendingState.AT_PRINTER, SendingState.HANDED_TO_POST, SendingState.RETURNED);
        await().atMost(LONG_ENOUGH).until(() -> !papers(sending).isEmpty());
        PieceEvidence paper = papers(sending).getFirst();
        assertThat(paper.kind()).isEqualTo(PieceEvidence.Kind.RETURN);
        StoredDocument object = house.bean(EvidenceFiles.class).object(sending, paper.id()).orElseThrow();
        assertThat(object.owner().value()).isEqualTo("dienst-a");
        try (InputStream pdf = house.bean(Vault.class).open(object)) {
            assertThat(new String(pdf.readAllBytes(), US_ASCII)).startsWith("%PDF-").contains("RETURN");
        }
        assertThat(house.database().sql("select count(*) from gateway.vault_object where kind = 'EVIDENCE' and keep_until > now() + interval '10 years'")
                .query(Integer.class).single()).isEqualTo(1);
        assertThat(house.history(sending)).extracting(AuditEntry::event).contains(AuditEvent.EVIDENCE_RECEIVED);
        assertThat(quarantined()).isEmpty();
    }

    @Test void status_events_that_come_again_late_or_before_the_results_end_the_same() throws Exception {
        SendingId sending = house.sendingOnPaper("dienst-a", Mode.LIVE, "Ann Voorbeeld", Paper.pdf(1));
        house.open();
        house.deliver(sending);
        await().atMost(LONG_ENOUGH).until(() -> house.allBatchesAre(BatchState.UPLOADED));
        String piece = house.database().sql("select id::text from gateway.print_piece").query(String.class).single();
        String posted = event(piece, "HANDED_TO_POST", "2026-11-24T14:00:00Z", ",\"sheets\":2,\"mailDate\":\"2026-11-24\"");
        String lost = event(piece, "LOST", "2026-11-26T09:00:00Z", "");
        String printed = event(piece, "PRINTED", "2026-11-24T10:00:00Z", "");
        house.supplier().answerAfter(Duration.ofHours(2));
        house.supplier().tell("PS", file(posted));
        house.supplier().start();
        await().atMost(LONG_ENOUGH).until(() -> effects().equals(List.of("HANDED_TO_POST WAITS")));
        assertThat(house.find(sending).state()).isEqualTo(SendingState.PRINT_QUEUED);

        house.clock().advance(Duration.ofHours(3));
        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.HANDED_TO_POST);
        house.supplier().tell("PS", file(lost));
        house.supplier().tell("PS", file(printed, posted, lost));

        await().atMost(LONG_ENOUGH).until(() -> effects().containsAll(List.of("HANDED_TO_POST APPLIED", "LOST APPLIED", "PRINTED LATE")));
        assertThat(house.find(sending).state()).isEqualTo(SendingState.LOST);
        assertThat(house.history(sending)).filteredOn(entry -> entry.after().isPresent()).extracting(entry -> entry.after().get())
                .endsWith(SendingState.AT_PRINTER, SendingState.HANDED_TO_POST, SendingState.LOST);
        assertThat(quarantined()).isEmpty();
    }

    @Test void a_file_about_an_unknown_piece_or_an_end_that_cannot_be_changes_nothing() throws Exception {
        SendingId sending = printed("Ann PROEF-SIGNED-FOR");
        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.DELIVERED);
        String piece = house.supplier().pieces().getFirst().pieceId();
        house.bean(HoldDesk.class).hold(PrintHoldKind.AGENCY, "dienst-b", new Decision(Actor.operator("ops"), "its letter stays in the house"));
        String waiting = house.pieceOf(house.aPieceWaits("dienst-b", "Bert Proef")).toString();
        String counts = "{\"batchId\":\"%s\",\"orderFile\":\"" + house.orderName() + "\",\"accepted\":%d,\"rejected\":0,\"printed\":1,\"handedToPost\":1,\"returned\":0,\"sheets\":[]}";
        String ours = counts.formatted(house.supplier().pieces().getFirst().batch(), 1);

        house.supplier().tell("PS", file(event(waiting, "PRINTED", "2026-11-24T10:00:00Z", "")));
        house.supplier().tell("PR", report(counts.formatted(UUID.randomUUID(), 1)));
        house.supplier().tell("PR", report(ours, ours));
        house.supplier().tell("PR", report(counts.formatted(house.supplier().pieces().getFirst().batch(), 2)));
        house.supplier().tell("PS", file(event(piece, "LOST", "2040-01-01T00:00:00Z", ""), event(UUID.randomUUID().toString(), "PRINTED", "2026-11-24T10:00:00Z", "")));
        house.supplier().tell("PS", file(event(piece, "ENVELOPED", "2026-11-24T10:00:00Z", "")));
        house.supplier().tell("PS", file(event(piece, "ENVELOPED", "2026-11-24T10:00:01Z", "")));      // one id, two contents
        house.supplier().tell("PS", "{\"events\":[{}]}".getBytes(UTF_8));
        house.supplier().tell("PE", "no zip".getBytes(UTF_8));
        house.supplier().tell("PR", "{}".getBytes(UTF_8));
        SupplierAnswers answers = house.bean(SupplierAnswers.class);      // what no right simulator sends
        answers.take("DRUKKER", "PS.OVO000001.20261124.000001.T.json.pgp", new byte[] {1}, file(event(piece, "LOST", "2040-01-01T00:00:00Z", "")));
        answers.take("DRUKKER", "PS.OVO002949.20261124.000001.P.json.pgp", new byte[] {2}, file(event(piece, "LOST", "2040-01-01T00:00:00Z", "")));
        answers.take("DRUKKER", house.orderName().replace("PO.", "PP.").replace(".zip.pgp", ".json.pgp"), new byte[] {3}, """
                {"batchId":"%s","orderFile":"%s","checkedAt":"2026-11-24T10:00:00Z","counts":{"pieces":1,"accepted":0,"rejected":1},
                 "pieces":[{"pieceId":"%s","result":"REJECTED","codes":["PDF_FONT"]}]}""".formatted(UUID.randomUUID(), house.orderName(), piece).getBytes(UTF_8));
        await().atMost(LONG_ENOUGH).untilAsserted(() ->
                assertThat(quarantined()).containsExactlyInAnyOrder("PS not-for-us", "PS not-for-us", "PP unknown-batch", "PE not-the-form", "PR not-the-form", "PS event-differs", "PS not-the-form", "PS unknown-piece",
                        "PS piece-not-handed-over", "PR unknown-batch", "PR batch-twice", "PR counts-differ"));
        assertThat(effects()).as("nothing of a file that is kept aside").doesNotContain("LOST CONTRADICTS");
        house.supplier().tell("PS", file(event(piece, "LOST", "2040-01-01T00:00:00Z", "")));

        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(alarms()).containsExactly("STATUS_CONTRADICTS after-the-end"));
        assertThat(house.find(sending).state()).isEqualTo(SendingState.DELIVERED);
    }

    @Test void a_spoiled_piece_fails_and_its_documents_are_destroyed() throws Exception {
        SendingId sending = printed("Ann Voorbeeld");
        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.AT_PRINTER);

        house.supplier().tell("PS", file(event(house.supplier().pieces().getFirst().pieceId(), "PRINT_FAILED", house.clock().instant().toString(), "")));

        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.FAILED);
        assertThat(house.find(sending).outcomeCode()).contains("PRINT_FAILED");
        assertThat(house.database().sql("select count(*) from gateway.vault_object where sending_id = ? and wrapped_key is not null")
                .param(sending.value()).query(Integer.class).single()).isZero();
    }

    @Test void counts_that_agree_are_settled_and_those_that_differ_raise_one_alarm() throws Exception {
        printed("Ann PROEF-BACK-OTHER");
        await().atMost(LONG_ENOUGH).until(() -> effects().contains("RETURNED APPLIED"));
        house.supplier().count();
        await().atMost(LONG_ENOUGH).until(() -> settled() == 1);
        ReceivedPiece piece = house.supplier().pieces().getFirst();

        house.supplier().tell("PR", """
                {"day":"2040-01-01","countedUntil":"2040-01-01T00:00:00Z","batches":[{"batchId":"%s","orderFile":"%s","accepted":1,"rejected":0,"printed":1,\
                "handedToPost":1,"returned":1,"sheets":[{"priority":"NON_PRIOR","registered":false,"returnReceipt":false,"sheets":77}]}]}"""
                .formatted(piece.batch(), house.orderName()).getBytes(UTF_8));
        await().atMost(LONG_ENOUGH).until(() -> reports() == 2);
        assertThat(alarms()).as("status events may come behind it").isEmpty();
        house.clock().advance(Duration.ofMinutes(61));

        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(alarms()).containsExactly("COUNTS_DIFFER sheets"));
        assertThat(house.events()).filteredOn("PRINT_ALARM_RAISED"::equals).hasSize(1);
    }

    @Test void what_the_supplier_owes_is_told_once_and_ends_when_it_comes() throws Exception {
        house.supplier().answerWith(AnswerFault.SILENT);
        SendingId sending = printed("Ann Voorbeeld");
        await().atMost(LONG_ENOUGH).until(() -> house.allBatchesAre(BatchState.UPLOADED) && house.supplier().pieces().size() == 1);
        assertThat(alarms()).isEmpty();

        house.clock().advance(Duration.ofMinutes(61));
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(alarms()).containsExactly("RECEIPT_MISSING no-receipt"));
        house.clock().advance(Duration.ofHours(4));

        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(alarms()).containsExactly("RECEIPT_MISSING no-receipt", "RESULTS_MISSING no-results"));
        house.clock().advance(Duration.ofHours(1));
        assertThat(house.events()).filteredOn("PRINT_ALARM_RAISED"::equals).hasSize(2);
        assertThat(house.find(sending).state()).isEqualTo(SendingState.PRINT_QUEUED);
    }

    @Test void a_number_that_is_missing_after_a_while_is_an_alarm() throws Exception {
        SendingId sending = printed("Ann Voorbeeld");
        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.AT_PRINTER);
        String piece = house.supplier().pieces().getFirst().pieceId();
        Instant now = house.clock().instant();
        house.supplier().loseNumber("PS");
        house.supplier().tell("PS", file(event(piece, "PRINTED", now.toString(), "")));
        await().atMost(LONG_ENOUGH).until(() -> effects().contains("PRINTED APPLIED"));

        house.clock().advance(Duration.ofMinutes(16));

        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(alarms()).containsExactly("SEQUENCE_GAP number-missing"));
        String first = missingFile();
        assertThat(first).startsWith("DRUKKER.PS.OVO002949.").matches(".*\\.[0-9]{6}\\.T");

        try (PrintConsoles consoles = new PrintConsoles(house::bean)) {
            assertThat(consoles.lines("PrintAlarms", "list")).singleElement().satisfies(line -> assertThat(line).containsEntry("kind", "SEQUENCE_GAP")
                    .containsEntry("supplier", "DRUKKER").containsEntry("subject", first).containsEntry("code", "number-missing").containsKey("since"));
            assertThatThrownBy(() -> consoles.call("PrintAlarms", "close", "SEQUENCE", first, "no such file")).hasMessage("this is not a kind of alarm");
            assertThatThrownBy(() -> consoles.call("PrintAlarms", "close", "DAY_VOLUME", first, "no such file")).hasMessage("there is no open alarm of this kind and subject");
            assertThatThrownBy(() -> consoles.call("PrintAlarms", "close", "SEQUENCE_GAP", first, "")).hasMessageStartingWith("a reason is");
            consoles.call("PrintAlarms", "close", "SEQUENCE_GAP", " " + first, "the supplier made no such file");
            assertThat(house.database().sql("select actor_id || ' ' || (detail ->> 'subject') || ' ' || (detail ->> 'reason') from audit.record where event = 'PRINT_ALARM_OVER'")
                    .query(String.class).list()).containsExactly("mieke " + first + " the supplier made no such file");
        }
        house.supplier().loseNumber("PS");
        house.supplier().tell("PS", file(event(piece, "ENVELOPED", now.plusSeconds(60).toString(), "")));
        await().atMost(LONG_ENOUGH).until(() -> effects().contains("ENVELOPED APPLIED"));
        house.clock().advance(Duration.ofMinutes(16));

        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(missingFile()).isGreaterThan(first));
        assertThat(house.events()).filteredOn(event -> event.startsWith("PRINT_ALARM")).containsExactly("PRINT_ALARM_RAISED", "PRINT_ALARM_OVER", "PRINT_ALARM_RAISED");
    }

    /** Subject of the only open alarm. */
    private String missingFile() {
        List<PrintAlarm> open = house.bean(SupplierAlarms.class).open();
        assertThat(open).hasSize(1);
        return open.getFirst().subject();
    }

    @Test void a_batch_that_is_not_with_the_post_two_working_days_after_its_cut_off_is_late() throws Exception {
        SendingId sending = printed("Ann Voorbeeld");
        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.AT_PRINTER);
        house.supplier().stop();                 // it prints nothing more
        house.clock().advance(Duration.ofDays(2));
        assertThat(alarms()).noneMatch(alarm -> alarm.startsWith("HAND_OVER_LATE"));

        house.clock().advance(Duration.ofDays(8));

        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(alarms()).containsExactly("HAND_OVER_LATE pieces-1"));
        house.supplier().start();
        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.HANDED_TO_POST);
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(alarms()).isEmpty());
        assertThat(house.events()).endsWith("PRINT_ALARM_RAISED", "PRINT_ALARM_OVER");
    }

    private SendingId printed(String name) throws Exception {
        SendingId sending = house.sendingOnPaper("dienst-a", Mode.LIVE, name, Paper.pdf(1));
        house.open();
        house.deliver(sending);
        house.supplier().start();
        return sending;
    }

    static String event(String piece, String code, String at, String more) {
        return "{\"eventId\":\"%s\",\"pieceId\":\"%s\",\"code\":\"%s\",\"occurredAt\":\"%s\"%s}".formatted(
                UUID.nameUUIDFromBytes((piece + code).getBytes(UTF_8)), piece, code, at, more);
    }

    static byte[] file(String... events) {
        return ("{\"events\":[" + String.join(",", events) + "]}").getBytes(UTF_8);
    }

    private static byte[] report(String... batches) {
        return ("{\"day\":\"2026-11-24\",\"countedUntil\":\"2026-11-24T10:00:00Z\",\"batches\":[" + String.join(",", batches) + "]}").getBytes(UTF_8);
    }

    private List<String> effects() {
        return house.database().sql("select code || ' ' || effect from gateway.print_event order by occurred_at").query(String.class).list();
    }

    private List<String> alarms() {
        return house.bean(SupplierAlarms.class).open().stream().map((PrintAlarm alarm) -> alarm.kind() + " " + alarm.code()).sorted().toList();
    }

    private List<PieceEvidence> papers(SendingId sending) {
        return house.bean(EvidenceFiles.class).of(sending);
    }

    private int settled() {
        return house.database().sql("select count(*) from gateway.print_reconciliation where agreed_at is not null").query(Integer.class).single();
    }

    private int reports() {
        return house.database().sql("select count(*) from gateway.print_reconciliation").query(Integer.class).single();
    }

    private List<String> quarantined() {
        return house.database().sql("select left(file_name, 2) || ' ' || reason from gateway.print_quarantine").query(String.class).list();
    }
}
