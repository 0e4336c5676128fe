package io.postiljon.print;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.postiljon.PrintConsoles;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.Decision;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchState;
import io.postiljon.store.Batches;
import io.postiljon.store.PieceId;
import io.postiljon.store.PieceState;
import io.postiljon.store.Pieces;
import io.postiljon.store.Sendings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DuplicateKeyException;

/** A letter that ended without paper is printed anew: once, as a new piece, and never while the old one may still be printed. */
@Timeout(240)
class ResendIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);
    private static final Decision WHY = new Decision(Actor.operator("ops"), "spoiled by the folding machine");

    private PrintHouse house;
    private ResendDesk desk;
    private PrintConsoles consoles;

    @BeforeEach void build(@TempDir Path folder) throws Exception {
        house = new PrintHouse(folder, Map.of("print.resend-term", "10d"));
        desk = house.bean(ResendDesk.class);
        consoles = new PrintConsoles(house::bean);
    }

    @AfterEach void close() {
        consoles.close();
        house.close();
    }

    @Test void a_spoiled_letter_is_printed_anew_in_a_batch_of_its_own_and_only_once() throws Exception {
        SendingId sending = atPrinter("Ann Voorbeeld");
        PieceId old = house.pieceOf(sending);
        assertThatIllegalStateException().isThrownBy(() -> desk.piece(old, WHY)).withMessageStartingWith("not-resendable");
        tell(old, "PRINT_FAILED");
        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.FAILED);
        house.bean(OriginalsTerm.class).end(sending);       // the old cover goes, and nothing else

        PieceId anew = PieceId.parse((String) consoles.call("PrintPieces", "resendPiece", old.toString(), WHY.reason()));
        SendingId other = house.aPieceWaits("dienst-a", "Bert Proef");

        assertThat(house.find(sending).state()).isEqualTo(SendingState.PRINT_QUEUED);
        assertThat(house.find(sending).outcomeCode()).isEmpty();
        house.bean(OriginalsTerm.class).end(sending);       // the new cover waits for its print
        assertThatIllegalStateException().isThrownBy(() -> desk.piece(old, WHY)).withMessageStartingWith("resent-already");
        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.AT_PRINTER && house.find(other).state() == SendingState.AT_PRINTER);
        BatchId oldBatch = house.bean(Pieces.class).find(old).orElseThrow().batch().orElseThrow();
        BatchId newBatch = house.bean(Pieces.class).find(anew).orElseThrow().batch().orElseThrow();
        assertThat(house.bean(Batches.class).find(newBatch)).map(Batch::resendOf).contains(java.util.Optional.of(oldBatch));
        assertThat(house.bean(Batches.class).find(newBatch)).map(Batch::pieces).as("not mixed with others").contains(1);
        assertThat(house.supplier().batches()).filteredOn(batch -> batch.batchId().equals(newBatch.toString()))
                .singleElement().satisfies(batch -> assertThat(batch.resendOf()).isEqualTo(oldBatch.toString()));
        assertThat(house.history(sending)).extracting(AuditEntry::event).containsSubsequence(AuditEvent.PIECE_STATUS, AuditEvent.PIECE_RESENT, AuditEvent.PIECE_BATCHED, AuditEvent.PIECE_ACCEPTED);
        assertThat(house.history(sending)).filteredOn(entry -> entry.event() == AuditEvent.PIECE_RESENT).singleElement()
                .satisfies(entry -> assertThat(entry.detail()).as("by them the statement counts the new piece").containsKeys("piece", "class", "sheets"));
        assertThat(house.database().sql("select actor_id || ' ' || (detail ->> 'reason') from audit.record where event = 'PIECE_RESENT'").query(String.class).list())
                .containsExactly("mieke " + WHY.reason());
        assertThat(consoles.lines("PrintPieces", "list", oldBatch.toString())).singleElement().satisfies(line -> assertThat(line)
                .containsEntry("piece", old.toString()).containsEntry("state", "PRINT_FAILED").containsEntry("printedAnewAs", anew.toString()));
        tell(old, "PRINTED");      // what is still told of the old one moves nothing
        house.clock().advance(Duration.ofDays(8));
        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.HANDED_TO_POST);
        assertThat(house.supplier().pieces()).hasSize(3);
    }

    @Test void an_order_that_was_refused_is_printed_anew_and_one_that_was_taken_twice_is_not() throws Exception {
        SendingId first = house.aPieceWaits("dienst-a", "Ann Voorbeeld");
        SendingId second = house.aPieceWaits("dienst-b", "Bert Proef");
        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.allBatchesAre(BatchState.UPLOADED));
        house.tree().list("/in").forEach(name -> house.tree().delete("/in/" + name));      // the supplier took it
        BatchId refused = new BatchId(house.database().sql("select id from gateway.print_batch").query(UUID.class).single());
        refuse("DUPLICATE_BATCH");
        assertThat(desk.batch(refused, WHY).values()).allMatch(why -> why.startsWith("not-resendable"));
        refuse("CMS_SIGNATURE");

        @SuppressWarnings("unchecked") Map<String, String> results = (Map<String, String>) consoles.call("PrintPieces", "resendBatch", refused.toString(), WHY.reason());

        assertThat(results.values()).noneMatch(result -> result.contains(":"));
        assertThat(results.keySet()).allMatch(old -> house.bean(Pieces.class).find(PieceId.parse(old)).orElseThrow().state() == PieceState.REJECTED);
        house.supplier().start();
        await().atMost(LONG_ENOUGH).until(() -> house.find(first).state() == SendingState.AT_PRINTER && house.find(second).state() == SendingState.AT_PRINTER);
        assertThat(house.supplier().batches()).singleElement().satisfies(batch -> assertThat(batch.pieceIds()).containsExactlyInAnyOrderElementsOf(results.values()));
    }

    @Test void documents_and_address_of_a_rejected_letter_wait_for_a_mend_and_then_go() throws Exception {
        SendingId sending = house.aPieceWaits("dienst-a", "Ann WEIGER");
        house.supplier().start();
        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.FAILED);
        PieceId old = house.pieceOf(sending);
        house.bean(OriginalsTerm.class).end(sending);
        assertThat(house.bean(Sendings.class).documents(sending)).hasSize(2);
        assertThat(house.bean(Sendings.class).content(sending)).isPresent();

        house.clock().advance(Duration.ofDays(11));
        OriginalsTerm term = house.bean(OriginalsTerm.class);
        assertThat(term.due()).contains(sending);
        term.end(sending);

        assertThat(house.bean(Sendings.class).content(sending)).isEmpty();
        assertThat(house.history(sending)).extracting(AuditEntry::event).contains(AuditEvent.ADDRESS_DESTROYED);
        assertThatIllegalStateException().isThrownBy(() -> desk.piece(old, WHY)).withMessageStartingWith("documents-destroyed");
    }

    @Test void the_database_allows_one_living_piece_of_a_sending_and_one_successor_of_a_piece() throws Exception {
        SendingId sending = house.aPieceWaits("dienst-a", "Ann Voorbeeld");
        UUID piece = house.pieceOf(sending).value();

        assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> copy(piece, "WAITING", null)).withMessageContaining("print_piece_one_alive");
        copy(piece, "LOST", piece);
        assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> copy(piece, "LOST", piece)).withMessageContaining("print_piece_replaced_once");
    }

    private void copy(UUID piece, String state, UUID replaces) {
        house.database().sql("""
                insert into gateway.print_piece (id, sending_id, supplier, print_class, pages, sheets, bytes, state, state_since, queued_at, customer, document_type, replaces)
                select gen_random_uuid(), sending_id, supplier, print_class, pages, sheets, bytes, ?, state_since, queued_at, customer, document_type, cast(? as uuid)
                  from gateway.print_piece where id = ?""").params(java.util.Arrays.asList(state, replaces, piece)).update();
    }

    private void refuse(String code) {
        house.database().sql("update gateway.print_batch set state = 'REFUSED', outcome_code = ?").param(code).update();
    }

    private void tell(PieceId piece, String code) {
        house.supplier().tell("PS", """
                {"events":[{"eventId":"%s","pieceId":"%s","code":"%s","occurredAt":"%s"}]}"""
                .formatted(UUID.randomUUID(), piece, code, house.clock().instant()).getBytes(UTF_8));
    }

    private SendingId atPrinter(String name) throws Exception {
        SendingId sending = house.sendingOnPaper("dienst-a", Mode.LIVE, name, Paper.pdf(1));
        house.supplier().start();
        house.open();
        house.deliver(sending);
        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.AT_PRINTER);
        return sending;
    }
}
