package io.postiljon.print;

import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.sandbox.supplier.ReceivedPiece;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.BatchState;
import io.postiljon.store.Sendings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(240)
class PrintIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    private PrintHouse house;

    @BeforeEach void build(@TempDir Path folder) throws Exception {
        house = new PrintHouse(folder);
    }

    @AfterEach void close() {
        house.close();
    }

    @Test void four_letters_reach_the_printer_once_in_two_batches_with_the_bytes_that_came_in() throws Exception {
        house.supplier().start();
        List<SendingId> sendings = List.of(
                letterTo("Ann Voorbeeld"), letterTo("Bert Proef"), letterTo("Cis Test"), letterTo("Dirk Staal"));
        house.open();

        sendings.forEach(house::deliver);
        sendings.forEach(house::deliver); // a message that comes again changes nothing

        await().atMost(LONG_ENOUGH).untilAsserted(() -> {
            assertThat(sendings).allMatch(id -> house.find(id).state() == SendingState.AT_PRINTER);
            assertThat(house.batchStates()).containsExactly("DONE", "DONE");
            assertThat(house.tree().list("/out/ack")).isEmpty();
            assertThat(house.tree().list("/out/piece")).isEmpty();
        });
        assertThat(house.supplier().refusedOrders()).isEmpty();
        assertThat(house.supplier().pieces()).hasSize(4).allMatch(piece -> piece.timesSeen() == 1);
        assertThat(house.supplier().batches()).allMatch(batch -> batch.warnings().isEmpty());
        List<String> digests = house.database().sql("select encode(sha256, 'hex') from gateway.vault_object where kind in ('DOCUMENT', 'COVER')")
                .query(String.class).list();
        assertThat(house.supplier().pieces()).flatMap(ReceivedPiece::documents).extracting(ReceivedPiece.SeenDocument::sha256)
                .containsExactlyInAnyOrderElementsOf(digests);
        assertThat(house.history(sendings.get(0))).extracting(AuditEntry::event)
                .containsExactly(AuditEvent.PIECE_QUEUED, AuditEvent.PIECE_BATCHED, AuditEvent.PIECE_ACCEPTED);
        assertThat(house.events()).containsExactlyInAnyOrder("BATCH_BUILT", "BATCH_GO_PENDING", "BATCH_UPLOADED", "BATCH_ANSWERED", "BATCH_ANSWERED", "ORDER_DESTROYED",
                "BATCH_BUILT", "BATCH_GO_PENDING", "BATCH_UPLOADED", "BATCH_ANSWERED", "BATCH_ANSWERED", "ORDER_DESTROYED");
        assertThat(house.database().sql("""
                select distinct event from audit.record where sending_id is not null
                   and (subject_kind <> 'CITIZEN' or subject_tag is null or cardinality(digests) <> 3 or size_bytes = 0 or service <> 'PRINT')""").query(String.class).list())
                .as("records without documents or category of the person").isEmpty();
        assertThat(house.database().sql("select count(*) from audit.record where event = 'ORDER_DESTROYED' and cardinality(digests) = 1 and size_bytes > 0")
                .query(Integer.class).single()).isEqualTo(2);
        assertThat(house.database().sql("select count(*) from gateway.vault_object where kind = 'ORDER' and destroyed_at is null")
                .query(Integer.class).single()).isZero();
        assertThat(house.database().sql("select count(*) from gateway.vault_object where kind in ('DOCUMENT', 'COVER') and keep_until is null")
                .query(Integer.class).single()).isZero();
        assertThat(house.database().sql("select count(*) from gateway.sending where content_sealed is not null or content_key is not null")
                .query(Integer.class).single()).as("contents with an address").isZero();
        assertThat(house.database().sql("select count(*) from gateway.vault_object where kind in ('DOCUMENT', 'COVER') and wrapped_key is null")
                .query(Integer.class).single()).as("documents destroyed").isZero();
        assertThat(house.tree().list("/in")).isEmpty();
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(house.database().sql("select distinct hop from audit.traffic").query(String.class).list())
                .containsExactlyInAnyOrder("print-queue-piece", "print-send-order", "print-collect-receipts-DRUKKER", "print-collect-results-DRUKKER"));
        assertThat(house.database().sql("select count(*) from audit.traffic where hop = 'print-send-order' and detail ->> 'batch' in (select id::text from gateway.print_batch)")
                .query(Integer.class).single()).isPositive();
    }

    @Test void a_piece_that_the_printer_rejects_fails_with_its_code_and_its_documents_are_destroyed() throws Exception {
        house.supplier().start();
        SendingId good = letterTo("Ann Voorbeeld");
        SendingId bad = letterTo("WEIGER Proef");
        house.open();

        house.deliver(good);
        house.deliver(bad);

        await().atMost(LONG_ENOUGH).until(() -> house.find(bad).state() == SendingState.FAILED);
        assertThat(house.find(bad).outcomeCode()).contains("ADDRESS_INCOMPLETE");
        assertThat(house.find(good).state()).isEqualTo(SendingState.AT_PRINTER);
        assertThat(house.database().sql("select count(*) from gateway.vault_object where sending_id = ? and wrapped_key is not null")
                .param(bad.value()).query(Integer.class).single()).isZero();
        assertThat(house.history(bad)).extracting(AuditEntry::event).containsExactly(
                AuditEvent.PIECE_QUEUED, AuditEvent.PIECE_BATCHED, AuditEvent.PIECE_REJECTED, AuditEvent.DOCUMENTS_DESTROYED);
        assertThat(house.database().sql("select cardinality(digests) from audit.record where event in ('PIECE_REJECTED', 'DOCUMENTS_DESTROYED')")
                .query(Integer.class).list()).containsExactly(3, 3);
    }

    @Test void a_rehearsal_is_checked_and_never_leaves_the_house() throws Exception {
        house.supplier().start();
        SendingId rehearsal = house.sendingOnPaper("dienst-r", Mode.REHEARSAL, "Ann Voorbeeld", Paper.pdf(1));
        house.open();

        house.deliver(rehearsal);

        await().atMost(LONG_ENOUGH).until(() -> house.find(rehearsal).state() == SendingState.AT_PRINTER);
        assertThat(house.database().sql("select count(*) from gateway.print_piece").query(Integer.class).single()).isZero();
        assertThat(house.history(rehearsal)).extracting(AuditEntry::event).containsExactly(AuditEvent.PIECE_ACCEPTED);
        assertThat(house.supplier().pieces()).isEmpty();
        assertThat(house.bean(Sendings.class).content(rehearsal)).isEmpty();
    }

    @Test void a_document_that_is_no_pdf_fails_before_it_is_printed() throws Exception {
        SendingId sending = house.sendingOnPaper("dienst-a", Mode.LIVE, "Ann Voorbeeld", "geen pdf".getBytes(StandardCharsets.UTF_8));
        house.open();

        house.deliver(sending);

        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.FAILED);
        assertThat(house.find(sending).outcomeCode()).contains("pdf-unreadable");
        assertThat(house.batchStates()).isEmpty();
    }

    @Test void a_letter_above_the_limit_of_a_piece_fails_and_reaches_no_batch() throws Exception {
        SendingId sending = house.sendingOnPaper("dienst-a", Mode.LIVE, "Ann Voorbeeld", Paper.pdfOf(1024 * 1024));
        house.open();

        house.deliver(sending);

        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.FAILED);
        assertThat(house.find(sending).outcomeCode()).contains("too-large");
        assertThat(house.database().sql("select count(*) from gateway.print_piece").query(Integer.class).single()).isZero();
    }

    @Test void an_address_that_breaks_a_rule_of_the_post_is_refused_again_when_it_is_drawn() throws Exception {
        SendingId sending = house.sendingOnPaper("dienst-a", Mode.LIVE, "(Ann) Voorbeeld", Paper.pdf(1));
        house.open();

        house.deliver(sending);

        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.FAILED);
        assertThat(house.find(sending).outcomeCode()).contains("address-punctuation");
    }

    @Test void a_letter_of_an_agency_without_agreement_is_withheld_and_its_documents_are_destroyed() throws Exception {
        SendingId sending = house.sendingOnPaper("dienst-b", Mode.LIVE, "Bert Proef", Paper.pdf(1));
        house.agreementIsRemoved("dienst-b");
        house.open();

        house.deliver(sending);

        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.WITHHELD);
        assertThat(house.find(sending).outcomeCode()).contains("agency-terminated");
        assertThat(house.history(sending)).extracting(AuditEntry::event).containsExactly(AuditEvent.SENDING_WITHHELD, AuditEvent.DOCUMENTS_DESTROYED);
        assertThat(house.database().sql("select count(*) from gateway.vault_object where sending_id = ? and wrapped_key is not null")
                .param(sending.value()).query(Integer.class).single()).isZero();
    }

    @Test void documents_of_magda_online_outlive_a_failure_and_only_their_cover_goes() throws Exception {
        house.supplier().start();
        SendingId bad = house.sendingOnPaper("dienst-a", Mode.LIVE, Entrance.ONLINE, "WEIGER Proef", Paper.pdf(1));
        house.open();

        house.deliver(bad);

        await().atMost(LONG_ENOUGH).until(() -> house.find(bad).state() == SendingState.FAILED);
        assertThat(house.database().sql("select kind from gateway.vault_object where sending_id = ? and wrapped_key is not null")
                .param(bad.value()).query(String.class).list()).containsExactly("DOCUMENT");
        assertThat(house.database().sql("select extract(year from keep_until at time zone 'Europe/Brussels') - extract(year from created_at at time zone 'Europe/Brussels')"
                + " from gateway.vault_object where sending_id = ? and kind = 'DOCUMENT'").param(bad.value()).query(Integer.class).single()).isEqualTo(11);
        assertThat(house.bean(Sendings.class).content(bad)).isEmpty();
    }

    @Test void a_supplier_that_is_away_is_tried_again_until_it_is_back() throws Exception {
        house.tree().stop();
        SendingId sending = letterTo("Ann Voorbeeld");
        house.open();
        house.deliver(sending);
        await().atMost(LONG_ENOUGH).until(() -> house.allBatchesAre(BatchState.BUILT) && house.attempts() > 2);

        house.tree().start();
        house.supplier().start();

        await().atMost(LONG_ENOUGH).until(() -> house.find(sending).state() == SendingState.AT_PRINTER);
        assertThat(house.supplier().pieces()).hasSize(1).allMatch(piece -> piece.timesSeen() == 1);
    }

    private SendingId letterTo(String name) throws Exception {
        return house.sendingOnPaper("dienst-a", Mode.LIVE, name, Paper.pdf(3), Paper.pdf(1));
    }
}
