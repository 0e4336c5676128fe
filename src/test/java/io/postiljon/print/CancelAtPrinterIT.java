package io.postiljon.print;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.postiljon.PrintConsoles;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.Decision;
import io.postiljon.sandbox.supplier.CancelRequest;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchState;
import io.postiljon.store.CancelWish;
import io.postiljon.store.CancelWishes;
import io.postiljon.store.Cancellations;
import io.postiljon.store.DocumentFate;
import io.postiljon.store.PieceId;
import io.postiljon.store.Sendings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A letter that is with the supplier is asked back: it is cancelled, or it was printed, and nobody is left in doubt. */
@Timeout(240)
class CancelAtPrinterIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);
    private static final Decision WHY = new Decision(Actor.operator("ops"), "wrong annex in all of them");

    private PrintHouse house;
    private PrintConsoles consoles;
    private SendingId withdrawn;
    private SendingId other;

    @BeforeEach void twoLettersWaitForOneBatch(@TempDir Path folder) throws Exception {
        house = new PrintHouse(folder, Map.of("print.resend-term", "10d"));
        consoles = new PrintConsoles(house::bean);
        withdrawn = house.aPieceWaits("dienst-a", "Ann Voorbeeld");
        other = house.aPieceWaits("dienst-b", "Bert Proef");
    }

    @AfterEach void close() {
        consoles.close();
        house.close();
    }

    @Test void asked_back_in_time_it_is_cancelled_by_an_event_and_the_others_are_printed() throws Exception {
        house.supplier().start();
        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.find(withdrawn).state() == SendingState.AT_PRINTER);

        Cancellations.Asked asked = house.askBack(withdrawn);

        assertThat(asked).isInstanceOfSatisfying(Cancellations.Asked.Stands.class, stands -> assertThat(stands.repeat()).isEqualTo(Cancellations.Repeat.FIRST));
        assertThat(house.askBack(withdrawn)).isInstanceOfSatisfying(Cancellations.Asked.Stands.class,
                stands -> assertThat(stands.repeat()).isEqualTo(Cancellations.Repeat.AGAIN));
        await().atMost(LONG_ENOUGH).until(() -> house.find(withdrawn).state() == SendingState.CANCELLED);
        assertThat(house.bean(Sendings.class).content(withdrawn)).isEmpty();
        assertThat(house.bean(Sendings.class).fates(withdrawn)).extracting(DocumentFate::destroyedAt).allMatch(Optional::isPresent);
        CancelRequest request = house.supplier().cancelRequests().getFirst();
        assertThat(request.pieceIds()).contains(List.of(house.pieceOf(withdrawn).toString()));
        assertThat(request.file()).as("a number of the orders' series").endsWith(".000002.T.json.pgp");
        assertThat(house.database().sql("select order_name || ' ' || state from gateway.print_batch where cancels is not null").query(String.class).list())
                .containsExactly(request.file() + " DONE");
        assertThat(house.tree().list("/in")).isEmpty();
        house.clock().advance(Duration.ofDays(8));
        await().atMost(LONG_ENOUGH).until(() -> house.find(other).state() == SendingState.HANDED_TO_POST);
        assertThat(house.find(withdrawn).state()).isEqualTo(SendingState.CANCELLED);
        house.supplier().count();
        await().atMost(LONG_ENOUGH).until(() -> house.database().sql("select count(*) from gateway.print_reconciliation where agreed_at is not null")
                .query(Integer.class).single() > 0);
        assertThat(wish(withdrawn).decided().orElseThrow().outcome()).isEqualTo(CancelWish.Outcome.CANCELLED);
        assertThat(house.supplier().cancelRequests()).as("asked once").hasSize(1);
        assertThat(house.supplier().refusedOrders()).isEmpty();
    }

    @Test void what_was_printed_meanwhile_wins_over_the_request() throws Exception {
        house.supplier().start();
        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.find(withdrawn).state() == SendingState.AT_PRINTER);
        house.supplier().stop();
        house.askBack(withdrawn);
        await().atMost(LONG_ENOUGH).until(() -> house.tree().list("/in").stream().anyMatch(name -> name.endsWith(".json.pgp.go")));

        house.clock().advance(Duration.ofHours(5));
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(alarms()).contains("CANCEL_UNANSWERED pieces-1"));
        house.supplier().start();

        await().atMost(LONG_ENOUGH).until(() -> wish(withdrawn).decided().isPresent());
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(alarms()).noneMatch(alarm -> alarm.startsWith("CANCEL_UNANSWERED")));
        assertThat(wish(withdrawn).decided().orElseThrow().outcome()).isEqualTo(CancelWish.Outcome.TOO_LATE);
        await().atMost(LONG_ENOUGH).until(() -> !house.supplier().cancelRequests().isEmpty());
        assertThat(house.find(withdrawn).state()).isEqualTo(SendingState.AT_PRINTER);
        assertThat(house.history(withdrawn)).extracting(AuditEntry::event).contains(AuditEvent.CANCEL_REFUSED).doesNotContain(AuditEvent.SENDING_CANCELLED);
        assertThat(house.askBack(withdrawn)).isInstanceOf(Cancellations.Asked.TooLate.class);
        house.clock().advance(Duration.ofDays(8));
        await().atMost(LONG_ENOUGH).until(() -> house.find(withdrawn).state() == SendingState.HANDED_TO_POST);
    }

    @Test void a_whole_order_is_asked_back_before_its_results_and_the_results_say_so() throws Exception {
        house.supplier().answerAfter(Duration.ofHours(2));
        house.supplier().start();
        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.supplier().pieces().size() == 2 && house.allBatchesAre(BatchState.UPLOADED));
        house.askBack(withdrawn);      // an agency's wish counts before an operator's

        assertThat(consoles.call("PrintPieces", "takeBackBatch", batch().toString(), WHY.reason())).isEqualTo(Map.of("ASKED", 2));
        assertThat(consoles.lines("PrintPieces", "list", batch().toString())).extracting(line -> line.get("sending") + " " + line.get("askedBackBy") + " " + line.get("askedBack"))
                .containsExactlyInAnyOrder(withdrawn + " AGENCY ASKED", other + " OPERATOR ASKED");

        await().atMost(LONG_ENOUGH).until(() -> house.supplier().cancelRequests().stream().mapToInt(one -> one.pieceIds().map(List::size).orElse(2)).sum() >= 2);
        house.clock().advance(Duration.ofHours(3));
        await().atMost(LONG_ENOUGH).until(() -> house.find(withdrawn).state() == SendingState.CANCELLED && house.find(other).state() == SendingState.FAILED);
        assertThat(house.find(other).outcomeCode()).contains("CANCELLED");
        assertThat(house.bean(Sendings.class).documents(other)).as("what an operator took back can be printed anew").hasSize(2);
        assertThat(house.history(other)).extracting(AuditEntry::event).endsWith(AuditEvent.CANCEL_ASKED, AuditEvent.PIECE_CANCELLED);
        assertThat(house.database().sql("select sending_id || ' ' || actor_id || ' ' || (detail ->> 'reason') from audit.record where event = 'CANCEL_ASKED' and actor_kind = 'OPERATOR'")
                .query(String.class).list()).containsExactly(other + " mieke " + WHY.reason());
        assertThat(alarms()).noneMatch(alarm -> alarm.startsWith("STATUS_CONTRADICTS"));
    }

    @Test void a_cancellation_that_nobody_asked_for_is_a_failure_and_an_alarm() throws Exception {
        house.supplier().start();
        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.find(other).state() == SendingState.AT_PRINTER);

        house.supplier().tell("PS", """
                {"events":[{"eventId":"%s","pieceId":"%s","code":"CANCELLED","occurredAt":"%s"}]}"""
                .formatted(UUID.randomUUID(), house.pieceOf(other), house.clock().instant()).getBytes(UTF_8));

        await().atMost(LONG_ENOUGH).until(() -> house.find(other).state() == SendingState.FAILED);
        assertThat(house.find(other).outcomeCode()).contains("CANCELLED");
        assertThat(alarms()).containsExactly("STATUS_CONTRADICTS cancelled-unasked");
    }

    /** Nothing leaves the house for it: the batch is built anew with what is left, whoever builds it already. */
    @Test void of_a_batch_that_is_not_built_a_piece_is_taken_out_under_the_hands_of_the_builder() throws Exception {
        await().atMost(LONG_ENOUGH).until(() -> house.bean(BatchCloser.class).closeDue() == 2);
        OrderBuild build = house.bean(OrderBuild.class);
        Batch closed = build.due().getFirst();
        OrderPlan withBoth = build.plan(closed);

        Optional<SendingState> before = house.cancel(withdrawn);

        assertThat(before).contains(SendingState.PRINT_QUEUED);
        assertThatIllegalStateException().isThrownBy(() -> build.built(withBoth, UUID.randomUUID() + " 10 " + "0".repeat(64))).withMessageContaining("noise");
        house.supplier().start();
        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.find(other).state() == SendingState.AT_PRINTER);
        assertThat(house.supplier().pieces()).singleElement().satisfies(piece -> assertThat(piece.pieceId()).isEqualTo(house.pieceOf(other).toString()));
        assertThat(house.supplier().cancelRequests()).isEmpty();
        assertThat(house.find(withdrawn).state()).isEqualTo(SendingState.CANCELLED);
    }

    @Test void a_batch_that_has_lost_its_last_piece_and_one_that_is_taken_back_before_its_marker_go_nowhere() throws Exception {
        await().atMost(LONG_ENOUGH).until(() -> house.bean(BatchCloser.class).closeDue() == 2);
        house.cancel(withdrawn);
        house.cancel(other);
        house.tree().stop();
        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.allBatchesAre(BatchState.STOPPED));
        SendingId third = house.sendingOnPaper("dienst-a", Mode.LIVE, "Cis Test", Paper.pdf(1));
        house.deliver(third);
        await().atMost(LONG_ENOUGH).until(() -> house.batchStates().contains("BUILT"));

        BatchId built = new BatchId(house.database().sql("select id from gateway.print_batch where state = 'BUILT'").query(UUID.class).single());
        assertThat(consoles.call("PrintPieces", "takeBackBatch", built.toString(), WHY.reason())).isEqualTo(Map.of("CANCELLED", 1));

        assertThat(house.database().sql("select outcome_code from gateway.print_batch where id = ?").param(built.value()).query(String.class).single()).isEqualTo("taken-back");
        assertThat(house.find(third).state()).isEqualTo(SendingState.FAILED);
        assertThat(consoles.call("PrintPieces", "takeBackPiece", house.pieceOf(third).toString(), WHY.reason())).isEqualTo("TOO_LATE");
        assertThatIllegalStateException().isThrownBy(() -> consoles.call("PrintPieces", "takeBackPiece", built.toString(), WHY.reason())).withMessage("there is no piece with this id");
        assertThatIllegalStateException().isThrownBy(() -> consoles.call("PrintPieces", "takeBackPiece", "90610199729", WHY.reason())).withMessage("this is not the id of a piece");
        assertThatIllegalStateException().isThrownBy(() -> consoles.call("PrintPieces", "takeBackBatch", "order 1", WHY.reason())).withMessage("this is not the id of a batch");
        assertThatIllegalStateException().isThrownBy(() -> consoles.call("PrintPieces", "takeBackBatch", built.toString(), "")).withMessageStartingWith("a reason is");
        house.tree().start();
        house.supplier().start();
        SendingId fourth = house.sendingOnPaper("dienst-a", Mode.LIVE, "Dis Test", Paper.pdf(1));
        house.deliver(fourth);
        await().atMost(LONG_ENOUGH).until(() -> house.find(fourth).state() == SendingState.AT_PRINTER);
        assertThat(house.supplier().pieces()).hasSize(1);
    }

    @Test void of_a_batch_that_an_operator_stops_the_agencys_letter_is_cancelled_and_the_others_can_be_printed_anew() throws Exception {
        house.tree().stop();
        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.batchStates().contains("BUILT"));
        house.askBack(withdrawn);

        assertThat(house.bean(TakeBackDesk.class).batch(batch(), WHY)).containsExactly(Map.entry(TakeBackDesk.TakenBack.CANCELLED, 2));

        assertThat(house.find(withdrawn).state()).isEqualTo(SendingState.CANCELLED);
        assertThat(wish(withdrawn).decided().orElseThrow().outcome()).isEqualTo(CancelWish.Outcome.CANCELLED);
        assertThat(house.find(other).state()).isEqualTo(SendingState.FAILED);
        assertThat(alarms()).isEmpty();
    }

    /** As an order: the stored bytes, however often it is tried. */
    @Test void a_request_is_built_once_and_survives_a_supplier_that_is_away() throws Exception {
        house.supplier().start();
        house.open();
        await().atMost(LONG_ENOUGH).until(() -> house.find(withdrawn).state() == SendingState.AT_PRINTER);
        house.tree().stop();
        house.askBack(withdrawn);
        await().atMost(LONG_ENOUGH).until(() -> house.database().sql("select count(*) from gateway.print_batch where cancels is not null and state = 'BUILT' and attempt > 2")
                .query(Integer.class).single() == 1);
        String digest = digest();
        house.shut();
        house.tree().start();
        house.open();

        await().atMost(LONG_ENOUGH).until(() -> house.find(withdrawn).state() == SendingState.CANCELLED);
        assertThat(digest()).isEqualTo(digest);
        assertThat(house.supplier().cancelRequests()).hasSize(1);
        assertThat(house.events()).filteredOn("BATCH_GO_PENDING"::equals).as("the order and the request").hasSize(2);
    }

    private String digest() {
        return house.database().sql("select encode(order_sha256, 'hex') from gateway.print_batch where cancels is not null").query(String.class).single();
    }

    private BatchId batch() {
        return new BatchId(house.database().sql("select id from gateway.print_batch where cancels is null").query(UUID.class).single());
    }

    private CancelWish wish(SendingId sending) {
        return house.bean(CancelWishes.class).ofAgency(sending).orElseThrow();
    }

    private List<String> alarms() {
        return house.database().sql("select kind || ' ' || code from gateway.print_alarm where over_at is null").query(String.class).list();
    }
}
