package io.postiljon.print;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.Decision;
import io.postiljon.sandbox.supplier.ReceivedPiece;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.BatchId;
import io.postiljon.store.PrintAlarmKind;
import io.postiljon.store.PrintHoldKind;
import io.postiljon.store.WaitingPiece;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Two print suppliers with keys, servers and envelopes of their own: each letter is printed once, by the one that the rules and the operators choose. */
@Timeout(240)
class TwoSuppliersIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);
    private static final Decision WHY = new Decision(Actor.operator("ops"), "the machines stand still");
    private static final SupplierCode SECOND = new SupplierCode("TWEEDE");
    private static final Map<String, String> THE_FIRST_UNLESS_HELD = Map.of("print.rules[0].shares.DRUKKER", "100", "print.rules[0].shares.TWEEDE", "0");

    private PrintHouse house;

    private void open(Path folder, Map<String, String> rules) throws Exception {
        house = new PrintHouse(folder, rules);
        house.supplier().start();
        house.secondSupplier().start();
    }

    @AfterEach void close() {
        house.close();
    }

    @Test void both_print_at_once_each_with_numbers_of_its_own_and_a_share_of_the_letters(@TempDir Path folder) throws Exception {
        open(folder, Map.of("print.rules[0].shares.DRUKKER", "50", "print.rules[0].shares.TWEEDE", "50"));
        List<SendingId> letters = new ArrayList<>();
        while (letters.size() < 4 || suppliersOfPieces().size() < 2) {
            letters.add(house.aPieceWaits("dienst-b", "Bert Proef"));
        }

        house.open();
        await().atMost(LONG_ENOUGH).until(() -> letters.stream().allMatch(letter -> house.find(letter).state() == SendingState.AT_PRINTER));

        assertThat(house.supplier().pieces().size() + house.secondSupplier().pieces().size()).isEqualTo(letters.size());
        assertThat(house.supplier().pieces()).extracting(ReceivedPiece::pieceId).containsExactlyInAnyOrderElementsOf(piecesOf("DRUKKER"));
        assertThat(house.secondSupplier().pieces()).extracting(ReceivedPiece::pieceId).containsExactlyInAnyOrderElementsOf(piecesOf("TWEEDE"));
        assertThat(house.database().sql("select min(sequence) from gateway.print_batch group by supplier").query(Integer.class).list()).containsExactly(1, 1);
        assertThat(house.supplier().refusedOrders()).isEmpty();
        assertThat(house.secondSupplier().refusedOrders()).isEmpty();
        assertThat(queued(letters.getFirst()).detail()).containsEntry("rule", "1").containsEntry("failedOver", "false").containsKey("supplier");
    }

    @Test void letters_that_wait_for_a_held_supplier_go_to_the_other_one_with_a_sheet_of_its_own(@TempDir Path folder) throws Exception {
        open(folder, THE_FIRST_UNLESS_HELD);
        SendingId waiting = house.aPieceWaits("dienst-b", "Bert Proef");
        String sheet = cover(waiting);
        String code = codeTag(waiting);
        house.bean(HoldDesk.class).hold(PrintHoldKind.SUPPLIER, "DRUKKER", WHY);
        SendingId later = house.aPieceWaits("dienst-b", "Cis Test");

        house.open();
        await().atMost(LONG_ENOUGH).until(() -> List.of(waiting, later).stream().allMatch(letter -> house.find(letter).state() == SendingState.AT_PRINTER));

        assertThat(house.supplier().pieces()).isEmpty();
        assertThat(house.secondSupplier().pieces()).hasSize(2).allMatch(piece -> piece.coverText().contains("Proef") || piece.coverText().contains("Test"));
        assertThat(cover(waiting)).isNotEqualTo(sheet);
        assertThat(codeTag(waiting)).as("of the sheet that was printed").isNotEqualTo(code);
        assertThat(house.history(waiting)).extracting(AuditEntry::event).containsSubsequence(AuditEvent.PIECE_QUEUED, AuditEvent.PIECE_MOVED, AuditEvent.PIECE_BATCHED);
        assertThat(queued(later).detail()).containsEntry("supplier", "TWEEDE").containsEntry("failedOver", "true");
        house.bean(HoldDesk.class).release(PrintHoldKind.SUPPLIER, "DRUKKER", WHY);
        SendingId afterwards = house.aPieceWaits("dienst-b", "Dirk Proef");
        await().atMost(LONG_ENOUGH).until(() -> house.find(afterwards).state() == SendingState.AT_PRINTER);
        assertThat(house.supplier().pieces()).hasSize(1);
    }

    @Test void a_letter_that_only_the_held_supplier_may_print_waits_for_it_and_batches_stay(@TempDir Path folder) throws Exception {
        open(folder, Map.of("print.rules[0].registered", "true", "print.rules[0].shares.TWEEDE", "100", "print.rules[1].shares.DRUKKER", "100"));
        house.aPieceWaits("dienst-b", "Bert Proef");
        await().atMost(LONG_ENOUGH).until(() -> house.bean(BatchCloser.class).closeDue() > 0);
        SendingId waiting = house.aPieceWaits("dienst-b", "Cis Test");
        house.bean(HoldDesk.class).hold(PrintHoldKind.SUPPLIER, "DRUKKER", WHY);

        List<WaitingPiece> due = house.bean(FailOver.class).due();
        for (WaitingPiece piece : due) {
            house.bean(FailOver.class).move(piece);
        }

        assertThat(due).extracting(WaitingPiece::sending).containsExactly(waiting);
        assertThat(suppliersOfPieces()).containsExactly("DRUKKER");
        assertThat(house.history(waiting)).extracting(AuditEntry::event).containsExactly(AuditEvent.PIECE_QUEUED);
    }

    @Test void an_operator_moves_a_built_batch_to_the_other_supplier_as_a_new_one(@TempDir Path folder) throws Exception {
        open(folder, THE_FIRST_UNLESS_HELD);
        SendingId letter = house.aPieceWaits("dienst-b", "Bert Proef");
        SendingId withdrawn = house.aPieceWaits("dienst-b", "Ann Voorbeeld");
        house.tree().stop();
        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.batchStates().equals(List.of("BUILT")));
        BatchId batch = new BatchId(house.database().sql("select id from gateway.print_batch").query(UUID.class).single());
        BatchMoveDesk desk = house.bean(BatchMoveDesk.class);
        assertThatThrownBy(() -> desk.move(batch, new SupplierCode("DRUKKER"), WHY)).isInstanceOf(IllegalArgumentException.class);

        house.askBack(withdrawn);

        assertThat(desk.move(batch, SECOND, WHY)).as("without the letter that its agency wants back").isEqualTo(1);
        assertThat(house.find(withdrawn).state()).isEqualTo(SendingState.CANCELLED);
        await().atMost(LONG_ENOUGH).until(() -> house.find(letter).state() == SendingState.AT_PRINTER);
        house.tree().start();

        assertThat(house.supplier().pieces()).isEmpty();
        assertThat(house.secondSupplier().pieces()).hasSize(1);
        assertThat(house.batchStates()).containsExactlyInAnyOrder("MOVED", "DONE");
        assertThat(house.events()).containsSubsequence("BATCH_BUILT", "BATCH_MOVED", "ORDER_DESTROYED", "BATCH_BUILT", "BATCH_UPLOADED");
        assertThat(house.history(letter)).extracting(AuditEntry::event).containsSubsequence(AuditEvent.PIECE_BATCHED, AuditEvent.PIECE_MOVED, AuditEvent.PIECE_BATCHED);
        assertThatThrownBy(() -> desk.move(batch, SECOND, WHY)).isInstanceOf(IllegalStateException.class);
    }

    @Test void what_a_supplier_says_about_letters_of_the_other_is_kept_aside_with_an_alarm(@TempDir Path folder) throws Exception {
        open(folder, THE_FIRST_UNLESS_HELD);
        SendingId letter = house.aPieceWaits("dienst-b", "Bert Proef");
        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.find(letter).state() == SendingState.AT_PRINTER);
        String piece = piecesOf("DRUKKER").getFirst();
        String batch = house.database().sql("select id::text from gateway.print_batch").query(String.class).single();

        house.secondSupplier().tell("PS", ("{\"events\":[{\"eventId\":\"" + UUID.randomUUID() + "\",\"pieceId\":\"" + piece
                + "\",\"code\":\"LOST\",\"occurredAt\":\"2026-11-26T10:00:00Z\"}]}").getBytes(StandardCharsets.UTF_8));
        house.secondSupplier().tell("PR", ("{\"day\":\"2026-11-26\",\"countedUntil\":\"2026-11-26T10:00:00Z\",\"batches\":[{\"batchId\":\"" + batch + "\",\"orderFile\":\""
                + house.orderName() + "\",\"accepted\":1,\"rejected\":0,\"printed\":0,\"handedToPost\":0,\"returned\":0,\"sheets\":[]}]}").getBytes(StandardCharsets.UTF_8));

        await().atMost(LONG_ENOUGH).until(() -> house.database().sql("select supplier || ' ' || reason from gateway.print_quarantine").query(String.class).list()
                .equals(List.of("TWEEDE other-supplier", "TWEEDE other-supplier")));
        assertThat(house.bean(SupplierAlarms.class).open()).filteredOn(alarm -> alarm.kind() == PrintAlarmKind.OTHER_SUPPLIER).hasSize(2)
                .allMatch(alarm -> alarm.supplier().equals(SECOND));
        assertThat(house.find(letter).state()).isEqualTo(SendingState.AT_PRINTER);
        assertThat(house.database().sql("select count(*) from gateway.print_reconciliation").query(Integer.class).single()).isZero();
    }

    private List<String> suppliersOfPieces() {
        return house.database().sql("select distinct supplier from gateway.print_piece order by supplier").query(String.class).list();
    }

    private List<String> piecesOf(String supplier) {
        return house.database().sql("select id::text from gateway.print_piece where supplier = ?").param(supplier).query(String.class).list();
    }

    private String cover(SendingId letter) {
        return house.database().sql("""
                select d.object_id::text from gateway.print_piece_document d join gateway.print_piece p on p.id = d.piece_id
                 where p.sending_id = ? and d.role = 'COVER'""").param(letter.value()).query(String.class).single();
    }

    private String codeTag(SendingId letter) {
        return house.database().sql("select encode(o.code_tag, 'hex') from gateway.paper_original o join gateway.print_piece p on p.id = o.piece_id where p.sending_id = ?")
                .param(letter.value()).query(String.class).single();
    }

    private AuditEntry queued(SendingId letter) {
        return house.history(letter).stream().filter(entry -> entry.event() == AuditEvent.PIECE_QUEUED).findFirst().orElseThrow();
    }
}
