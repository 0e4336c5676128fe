package io.postiljon.print;

import io.postiljon.sending.PrintClass;
import io.postiljon.sending.ReturnReason;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.BatchId;
import io.postiljon.store.PieceEvent;
import io.postiljon.store.PieceId;
import io.postiljon.store.PieceStanding;
import io.postiljon.store.PieceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class PieceStepTest {
    private static final PrintClass ORDINARY = PrintClass.parse("PRIOR.ORDINARY.DUPLEX");
    private static final PrintClass REGISTERED = PrintClass.parse("PRIOR.REGISTERED.DUPLEX");
    private static final Instant NOON = Instant.parse("2026-11-24T11:00:00Z");

    @ParameterizedTest
    @CsvSource({"ACCEPTED,PRINTED", "ACCEPTED,HANDED_TO_POST", "PRINTED,ENVELOPED", "ENVELOPED,HANDED_TO_POST", "ACCEPTED,RETURNED", "ENVELOPED,PRINT_FAILED",
            "HANDED_TO_POST,IN_DELIVERY", "HELD_FOR_PICKUP,NOT_COLLECTED", "NOT_COLLECTED,RETURNED", "IN_DELIVERY,LOST"})
    void a_registered_letter_goes_on(PieceState from, PieceState to) {
        assertThat(PieceStep.of(piece(from, REGISTERED, NOON), event(to, NOON.plusSeconds(1)))).isEqualTo(new PieceStep.Moves(to));
    }

    @ParameterizedTest
    @CsvSource({"RETURNED", "LOST", "DAMAGED", "DELIVERED", "REFUSED"})
    void an_ordinary_letter_is_done_with_the_hand_over_and_may_still_be_heard_of(PieceState to) {
        assertThat(PieceStep.of(piece(PieceState.HANDED_TO_POST, ORDINARY, NOON), event(to, NOON.plusSeconds(1)))).isEqualTo(new PieceStep.Moves(to));
        assertThat(PieceStep.of(piece(PieceState.HANDED_TO_POST, ORDINARY, NOON), event(to, NOON.minusSeconds(1)))).as("older").isEqualTo(new PieceStep.Late());
    }

    @ParameterizedTest
    @EnumSource(value = PieceState.class, names = {"PRINTED", "ENVELOPED", "HANDED_TO_POST", "IN_DELIVERY", "NOTICE_LEFT", "HELD_FOR_PICKUP"})
    void no_end_is_undone_by_a_stage_before_it(PieceState stage) {
        for (PieceState end : List.of(PieceState.DELIVERED, PieceState.REFUSED, PieceState.RETURNED, PieceState.LOST, PieceState.DAMAGED, PieceState.PRINT_FAILED)) {
            assertThat(PieceStep.of(piece(end, REGISTERED, NOON), event(stage, NOON.plusSeconds(60)))).as(end.name()).isEqualTo(new PieceStep.Late());
            assertThat(PieceStep.of(piece(end, REGISTERED, NOON), event(stage, NOON.minusSeconds(60)))).as(end.name()).isEqualTo(new PieceStep.Late());
        }
    }

    @Test void an_older_end_never_undoes_a_newer_one_and_a_newer_one_that_cannot_be_is_put_before_a_person() {
        PieceStanding delivered = piece(PieceState.DELIVERED, REGISTERED, NOON);

        assertThat(PieceStep.of(delivered, event(PieceState.REFUSED, NOON.minusSeconds(1)))).isEqualTo(new PieceStep.Late());
        assertThat(PieceStep.of(delivered, event(PieceState.REFUSED, NOON.plusSeconds(1)))).isEqualTo(new PieceStep.Contradicts("after-the-end"));
        assertThat(PieceStep.of(delivered, event(PieceState.DELIVERED, NOON.plusSeconds(1)))).as("said again").isEqualTo(new PieceStep.Late());
    }

    @Test void an_end_that_comes_before_what_led_to_it_counts_at_once() {
        assertThat(PieceStep.of(piece(PieceState.IN_DELIVERY, REGISTERED, NOON), event(PieceState.DELIVERED, NOON.minusSeconds(60))))
                .as("clocks of two scanners").isEqualTo(new PieceStep.Moves(PieceState.DELIVERED));
    }

    @Test void between_equal_stages_the_later_one_counts() {
        assertThat(PieceStep.of(piece(PieceState.NOTICE_LEFT, REGISTERED, NOON), event(PieceState.IN_DELIVERY, NOON.plusSeconds(1))))
                .isEqualTo(new PieceStep.Moves(PieceState.IN_DELIVERY));
        assertThat(PieceStep.of(piece(PieceState.NOTICE_LEFT, REGISTERED, NOON), event(PieceState.IN_DELIVERY, NOON.minusSeconds(1))))
                .isEqualTo(new PieceStep.Late());
    }

    @Test void what_failed_at_the_printer_was_not_with_the_post() {
        assertThat(PieceStep.of(piece(PieceState.IN_DELIVERY, REGISTERED, NOON), event(PieceState.PRINT_FAILED, NOON.plusSeconds(1))))
                .isEqualTo(new PieceStep.Contradicts("failed-after-hand-over"));
        assertThat(PieceStep.of(piece(PieceState.HANDED_TO_POST, ORDINARY, NOON), event(PieceState.CANCELLED, NOON.plusSeconds(1))))
                .isEqualTo(new PieceStep.Contradicts("after-the-end"));
    }

    @Test void paper_and_a_cancellation_exclude_each_other_whatever_the_clocks_say() {
        assertThat(PieceStep.of(piece(PieceState.ACCEPTED, ORDINARY, null), event(PieceState.CANCELLED, NOON))).isEqualTo(new PieceStep.Moves(PieceState.CANCELLED));
        for (long seconds : new long[] {-60, 60}) {
            assertThat(PieceStep.of(piece(PieceState.PRINTED, ORDINARY, NOON), event(PieceState.CANCELLED, NOON.plusSeconds(seconds))))
                    .isEqualTo(new PieceStep.Contradicts("cancelled-after-print"));
            assertThat(PieceStep.of(piece(PieceState.CANCELLED, ORDINARY, NOON), event(PieceState.PRINTED, NOON.plusSeconds(seconds))))
                    .isEqualTo(new PieceStep.Contradicts("printed-after-cancel"));
        }
        assertThat(PieceStep.of(piece(PieceState.CANCELLED, ORDINARY, NOON), event(PieceState.CANCELLED, NOON.plusSeconds(60)))).isEqualTo(new PieceStep.Late());
    }

    @Test void a_piece_without_its_result_waits_and_one_that_was_rejected_has_no_life() {
        assertThat(PieceStep.of(piece(PieceState.BATCHED, ORDINARY, NOON), event(PieceState.PRINTED, NOON))).isEqualTo(new PieceStep.Waits());
        assertThat(PieceStep.of(piece(PieceState.REJECTED, ORDINARY, NOON), event(PieceState.PRINTED, NOON)))
                .isEqualTo(new PieceStep.Contradicts("piece-not-accepted"));
    }

    @Test void the_way_to_a_signature_says_nothing_of_an_ordinary_letter() {
        assertThat(PieceStep.of(piece(PieceState.ENVELOPED, ORDINARY, NOON), event(PieceState.IN_DELIVERY, NOON.plusSeconds(1)))).isEqualTo(new PieceStep.Late());
    }

    @Test void in_any_order_and_with_repeats_a_letter_ends_the_same() {
        List<PieceEvent> story = List.of(event(PieceState.PRINTED, NOON), event(PieceState.ENVELOPED, NOON.plusSeconds(1)),
                event(PieceState.HANDED_TO_POST, NOON.plusSeconds(2)), event(PieceState.IN_DELIVERY, NOON.plusSeconds(3)),
                event(PieceState.NOTICE_LEFT, NOON.plusSeconds(4)), event(PieceState.HELD_FOR_PICKUP, NOON.plusSeconds(5)),
                event(PieceState.NOT_COLLECTED, NOON.plusSeconds(6)), event(PieceState.RETURNED, NOON.plusSeconds(7)));
        Random orders = new Random(2026);
        for (int i = 0; i < 500; i++) {
            List<PieceEvent> mixed = new ArrayList<>(story);
            mixed.addAll(story.subList(0, orders.nextInt(story.size())));
            Collections.shuffle(mixed, orders);

            PieceStanding piece = piece(PieceState.ACCEPTED, REGISTERED, null);
            for (PieceEvent event : mixed) {
                if (PieceStep.of(piece, event) instanceof PieceStep.Moves moves) {
                    piece = piece(moves.to(), REGISTERED, event.occurredAt());
                }
            }

            assertThat(piece.state()).isEqualTo(PieceState.RETURNED);
        }
    }

    @Test void a_sending_hears_what_an_agency_can_act_on() {
        assertThat(PieceStep.sendingState(PieceState.PRINTED, ORDINARY)).isEmpty();
        assertThat(PieceStep.sendingState(PieceState.HANDED_TO_POST, ORDINARY)).contains(SendingState.HANDED_TO_POST);
        assertThat(PieceStep.sendingState(PieceState.HANDED_TO_POST, REGISTERED)).contains(SendingState.REGISTERED_AT_POST);
        assertThat(PieceStep.sendingState(PieceState.DAMAGED, ORDINARY)).contains(SendingState.LOST);
        assertThat(PieceStep.sendingState(PieceState.PRINT_FAILED, ORDINARY)).contains(SendingState.FAILED);
    }

    private static PieceStanding piece(PieceState state, PrintClass printClass, Instant since) {
        return new PieceStanding(new PieceId(new UUID(0, 1)), new SendingId(new UUID(0, 2)), new SupplierCode("DRUKKER"), Optional.of(new BatchId(new UUID(0, 3))), state,
                Optional.ofNullable(since), printClass, 3);
    }

    private static PieceEvent event(PieceState code, Instant at) {
        Optional<ReturnReason> reason = code == PieceState.RETURNED ? Optional.of(ReturnReason.MOVED) : Optional.empty();
        return new PieceEvent(UUID.randomUUID(), new PieceId(new UUID(0, 1)), code, at, reason, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }
}
