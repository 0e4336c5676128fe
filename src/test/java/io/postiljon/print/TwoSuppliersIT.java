package io.postiljon.print;

import io.postiljon.PrintConsoles;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.Decision;
import io.postiljon.sandbox.supplier.ReceivedPiece;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.PrintAlarmKind;
import io.postiljon.store.PrintHoldKind;
import io.postiljon.store.WaitingPiece;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Two print suppliers with keys, servers and envelopes of their own: each letter is printed once, by the one that the rules and the operators choose. */
@Timeout(240)
class TwoSuppliersIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);
    private static final String REASON = "the machines stand still";
    private static final Decision WHY = new Decision(Actor.operator("ops"), REASON);
    private static final SupplierCode SECOND = new SupplierCode("TWEEDE");
    private static final Map<String, String> THE_FIRST_UNLESS_HELD = Map.of("print.rules[0].shares.DRUKKER", "100", "print.rules[0].shares.TWEEDE", "0");

    private PrintHouse house;
    private PrintConsoles consoles;

    private void open(Path folder, Map<String, String> rules) throws Exception {
        house = new PrintHouse(folder, rules);
        house.supplier().start();
        house.secondSupplier().start();
        consoles = new PrintConsoles(house::bean);
    }

    @AfterEach void close() {
        consoles.close();
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
        assertThat(refusal(batchesOf("DRUKKER").getFirst(), "TWEEDE", REASON)).isEqualTo("print.rules or countries do not let TWEEDE print letters of this batch");
        assertThat(house.batchStates()).containsExactly("CLOSED");
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
        String batch = batchesOf("DRUKKER").getFirst();
        house.askBack(withdrawn);

        Object moved = consoles.call("PrintHolds", "moveBatch", " " + batch + " ", "TWEEDE", REASON);

        assertThat(moved).as("without the letter that its agency wants back").isEqualTo(1);
        assertThat(house.find(withdrawn).state()).isEqualTo(SendingState.CANCELLED);
        await().atMost(LONG_ENOUGH).until(() -> house.find(letter).state() == SendingState.AT_PRINTER);
        house.tree().start();

        assertThat(house.supplier().pieces()).isEmpty();
        assertThat(house.secondSupplier().pieces()).hasSize(1);
        assertThat(house.batchStates()).containsExactlyInAnyOrder("MOVED", "DONE");
        assertThat(house.events()).containsSubsequence("BATCH_BUILT", "BATCH_MOVED", "ORDER_DESTROYED", "BATCH_BUILT", "BATCH_UPLOADED");
        assertThat(house.history(letter)).extracting(AuditEntry::event).containsSubsequence(AuditEvent.PIECE_BATCHED, AuditEvent.PIECE_MOVED, AuditEvent.PIECE_BATCHED);
        assertThat(house.database().sql("""
                select event || ' ' || (detail ->> 'batch') || ' ' || coalesce(detail ->> 'reason', '-') || ' ' || coalesce(detail ->> 'to', detail ->> 'supplier', '-')
                  from audit.record where actor_kind = 'OPERATOR' and actor_id = ? order by id""").param(PrintConsoles.LOGIN).query(String.class).list())
                .contains("BATCH_MOVED " + batch + " " + REASON + " TWEEDE", "ORDER_DESTROYED " + batch + " - DRUKKER", "PIECE_MOVED " + batch + " - TWEEDE");
        assertThat(house.history(letter)).filteredOn(entry -> entry.event() == AuditEvent.PIECE_MOVED).singleElement()
                .satisfies(entry -> assertThat(entry.detail()).as("envelopes of the second have the window on the right").containsEntry("sheet", "drawn-anew"));
        assertThat(house.history(withdrawn)).filteredOn(entry -> entry.event() == AuditEvent.SENDING_CANCELLED).singleElement()
                .satisfies(entry -> assertThat(entry.actor()).isEqualTo(Actor.Kind.OPERATOR));
        assertThat(refusal(batch, "TWEEDE", REASON)).isEqualTo("the supplier may have this batch: it is MOVED");
        assertThat(refusal(batchesOf("TWEEDE").getFirst(), "DRUKKER", REASON)).as("whose letters are destroyed").isEqualTo("the supplier may have this batch: it is DONE");
    }

    @Test void a_batch_that_cannot_be_moved_stays_whole_where_it_is(@TempDir Path folder) throws Exception {
        open(folder, THE_FIRST_UNLESS_HELD);
        house.aPieceWaits("dienst-a", "Ann Voorbeeld");
        house.aPieceWaits("dienst-b", "Bert Proef");
        await().atMost(LONG_ENOUGH).until(() -> house.bean(BatchCloser.class).closeDue() == 2);
        String batch = batchesOf("DRUKKER").getFirst();
        house.agreementIsRemoved("dienst-b");
        List<String> before = everything();

        assertThat(refusal("order 1", "TWEEDE", REASON)).isEqualTo("this is not the id of a batch");
        assertThat(refusal(UUID.randomUUID().toString(), "TWEEDE", REASON)).isEqualTo("there is no batch with this id");
        assertThat(refusal(batch, "DRUKKER", REASON)).isEqualTo("there is no other supplier with this code");
        assertThat(refusal(batch, "DERDE", REASON)).isEqualTo("there is no other supplier with this code");
        assertThat(refusal(batch, "no code!", REASON)).contains("the code of a print supplier");
        assertThat(refusal(batch, "TWEEDE", " ")).contains("a reason is");
        assertThat(refusal(batch, "TWEEDE", "for 90610199729")).contains("no number of a person");
        assertThat(refusal(batch, "TWEEDE", REASON)).isEqualTo("a cover sheet cannot be drawn for the other supplier: agreement-missing");

        assertThat(everything()).isEqualTo(before);
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

    /** The sentence that an operator reads who moves a batch. */
    private String refusal(String batch, String supplier, String reason) {
        return catchThrowableOfType(IllegalStateException.class, () -> consoles.call("PrintHolds", "moveBatch", batch, supplier, reason)).getMessage();
    }

    /** What a refused move must not touch: batches, pieces, the number of records, and the files of the vault, without a sheet that nobody needs. */
    private List<String> everything() throws IOException {
        List<String> all = new ArrayList<>(house.database().sql("""
                select b::text from gateway.print_batch b union all select p::text from gateway.print_piece p
                union all select d::text from gateway.print_piece_document d union all select count(*)::text from audit.record order by 1""").query(String.class).list());
        try (Stream<Path> files = Files.walk(Path.of(house.settings().get("store.vault-folder")))) {
            files.filter(Files::isRegularFile).map(Path::toString).sorted().forEach(all::add);
        }
        return all;
    }

    private List<String> batchesOf(String supplier) {
        return house.database().sql("select id::text from gateway.print_batch where supplier = ? order by sequence").param(supplier).query(String.class).list();
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
