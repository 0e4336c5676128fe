package io.postiljon.print;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.BatchState;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A batch holds letters of many agencies: what happens to one of them must not hold up the others. */
class BrokenPieceIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    private PrintHouse house;

    @BeforeEach void build(@TempDir Path folder) throws Exception {
        house = new PrintHouse(folder);
        house.supplier().start();
    }

    @AfterEach void close() {
        house.close();
    }

    @Test void an_agency_whose_agreement_is_removed_does_not_hold_up_the_batch_with_its_letter() throws Exception {
        SendingId leaving = house.aPieceWaits("dienst-b", "Bert Proef");
        SendingId staying = house.aPieceWaits("dienst-a", "Ann Voorbeeld");
        house.agreementIsRemoved("dienst-b");

        house.open();

        await().atMost(LONG_ENOUGH).until(() -> house.find(staying).state() == SendingState.AT_PRINTER);
        assertThat(house.find(leaving).state()).isEqualTo(SendingState.AT_PRINTER);
        assertThat(house.supplier().refusedOrders()).isEmpty();
        assertThat(house.supplier().pieces()).hasSize(2);
    }

    @Test void pieces_that_lost_something_are_taken_out_and_the_others_are_printed() throws Exception {
        SendingId first = house.aPieceWaits("dienst-a", "Ann Voorbeeld");
        SendingId destroyed = house.aPieceWaits("dienst-b", "Bert Proef");
        SendingId last = house.aPieceWaits("dienst-a", "Cis Test");
        house.bean(BatchCloser.class).closeDue();
        house.database().sql("update gateway.vault_object set wrapped_key = null, destroyed_at = now() where sending_id = ? and kind = 'DOCUMENT' and ordinal = 1")
                .param(destroyed.value()).update();

        house.open();

        await().atMost(LONG_ENOUGH).until(() -> house.find(first).state() == SendingState.AT_PRINTER);
        assertThat(house.find(last).state()).isEqualTo(SendingState.AT_PRINTER);
        assertThat(house.supplier().pieces()).hasSize(2);
        assertThat(house.supplier().refusedOrders()).isEmpty();
        assertThat(house.database().sql("select seq from gateway.print_piece where batch_id is not null order by seq").query(Integer.class).list()).containsExactly(1, 2);
        assertThat(house.database().sql("select state || ' ' || outcome_code from gateway.print_piece where batch_id is null").query(String.class).list())
                .containsExactly("TAKEN_OUT document-destroyed");
        assertThat(house.find(destroyed).state()).isEqualTo(SendingState.FAILED);
        assertThat(house.find(destroyed).outcomeCode()).contains("document-destroyed");
        assertThat(house.history(destroyed)).extracting(AuditEntry::event).containsExactly(
                AuditEvent.PIECE_QUEUED, AuditEvent.PIECE_BATCHED, AuditEvent.PIECE_TAKEN_OUT, AuditEvent.DOCUMENTS_DESTROYED);
        assertThat(house.bean(MeterRegistry.class).counter("postiljon.print.pieces.taken.out", "supplier", "DRUKKER").count()).isEqualTo(1);
    }

    @Test void a_file_that_is_gone_or_damaged_takes_its_piece_out_but_a_vault_that_shows_none_makes_the_batch_wait() throws Exception {
        SendingId first = house.aPieceWaits("dienst-a", "Ann Voorbeeld");
        SendingId second = house.aPieceWaits("dienst-b", "Bert Proef");
        SendingId third = house.aPieceWaits("dienst-a", "Cis Test");
        house.bean(BatchCloser.class).closeDue();
        house.removeFile(second);
        house.damageFile(third);
        house.moveVault(PrintHouse.Move.AWAY);

        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.attempts() > 2);

        assertThat(house.batchStates()).containsExactly("CLOSED");
        assertThat(house.bean(MeterRegistry.class).get("postiljon.print.oldest.batch").tag("state", "CLOSED").gauge().value()).isPositive();
        assertThat(house.find(second).state()).isEqualTo(SendingState.PRINT_QUEUED);

        house.moveVault(PrintHouse.Move.BACK);
        await().atMost(LONG_ENOUGH).until(() -> house.find(first).state() == SendingState.AT_PRINTER);

        assertThat(house.find(second).outcomeCode()).contains("document-file-missing");
        assertThat(house.find(third).outcomeCode()).contains("seal-broken");
        assertThat(house.supplier().pieces()).hasSize(1);
    }

    @Test void a_batch_without_any_piece_left_stops_and_sends_nothing() throws Exception {
        SendingId only = house.aPieceWaits("dienst-a", "Ann Voorbeeld");
        house.database().sql("update gateway.sending set content_sealed = null, content_key = null").update();

        house.open();

        await().atMost(LONG_ENOUGH).until(() -> house.allBatchesAre(BatchState.STOPPED));
        assertThat(house.database().sql("select outcome_code from gateway.print_batch").query(String.class).list()).containsExactly("no-piece-left");
        assertThat(house.find(only).outcomeCode()).contains("content-missing");
        assertThat(house.tree().list("/in")).isEmpty();
        assertThat(house.supplier().batches()).isEmpty();
        assertThat(house.bean(MeterRegistry.class).get("postiljon.print.batches").tag("state", "STOPPED").gauge().value()).isEqualTo(1);
        assertThat(house.bean(MeterRegistry.class).get("postiljon.print.batches").tag("state", "CLOSED").gauge().value()).isZero();
    }
}
