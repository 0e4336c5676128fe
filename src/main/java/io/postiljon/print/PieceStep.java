package io.postiljon.print;

import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SendingState;
import io.postiljon.store.PieceEvent;
import io.postiljon.store.PieceStanding;
import io.postiljon.store.PieceState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a status event of the supplier means for a piece, judged before anything is changed. Events come in any order: one that tells
 * of an earlier stage, or happened before the end that is known, changes nothing. Source: PBX 1.0, status events.
 */
sealed interface PieceStep {
    /** The piece comes to this state. */
    record Moves(PieceState to) implements PieceStep {}

    /** It was overtaken by what is known already, or tells of a way that an ordinary letter does not have. */
    record Late() implements PieceStep {}

    /** The supplier has not said yet that it takes the piece: judged again when it does. */
    record Waits() implements PieceStep {}

    /** It cannot be, after what the supplier told before. {@code reason} is a stable code. */
    record Contradicts(String reason) implements PieceStep {}

    Set<PieceState> BY_POST = EnumSet.of(PieceState.DELIVERED, PieceState.REFUSED, PieceState.NOT_COLLECTED, PieceState.RETURNED, PieceState.LOST,
            PieceState.DAMAGED);
    /** Ends without a letter. What is on paper is not cancelled any more: a request to cancel that comes too late has lost. */
    Set<PieceState> BY_PRINTER = EnumSet.of(PieceState.PRINT_FAILED, PieceState.CANCELLED);

    static PieceStep of(PieceStanding piece, PieceEvent event) {
        PieceState now = piece.state();
        if (!now.wasAccepted()) {
            return now == PieceState.BATCHED ? new Waits() : new Contradicts("piece-not-accepted");
        }
        if (now == PieceState.CANCELLED && event.code() != now && event.code() != PieceState.PRINT_FAILED) {
            return new Contradicts("printed-after-cancel");
        }
        if (isEnd(now, piece.printClass())) {
            return afterTheEnd(piece, event);
        }
        if (event.code() == PieceState.CANCELLED && stage(now) >= stage(PieceState.PRINTED)) {
            return new Contradicts("cancelled-after-print");
        }
        if (stage(event.code()) == stage(PieceState.IN_DELIVERY) && !isRegistered(piece.printClass())) {
            return new Late();
        }
        if (BY_PRINTER.contains(event.code()) && stage(now) >= stage(PieceState.HANDED_TO_POST)) {
            return new Contradicts("failed-after-hand-over");
        }
        if (isEnd(event.code(), piece.printClass()) || stage(event.code()) > stage(now)) {
            return new Moves(event.code());
        }
        boolean newer = stage(event.code()) == stage(now) && event.code() != now && event.occurredAt().isAfter(since(piece));
        return newer ? new Moves(event.code()) : new Late();
    }

    /** The state that its sending comes to with it; empty when that stays where it is. */
    static Optional<SendingState> sendingState(PieceState piece, PrintClass printClass) {
        return switch (piece) {
            case HANDED_TO_POST -> Optional.of(isRegistered(printClass) ? SendingState.REGISTERED_AT_POST : SendingState.HANDED_TO_POST);
            case IN_DELIVERY, NOTICE_LEFT, HELD_FOR_PICKUP -> Optional.of(SendingState.REGISTERED_AT_POST);
            case DELIVERED -> Optional.of(SendingState.DELIVERED);
            case REFUSED -> Optional.of(SendingState.REFUSED);
            case NOT_COLLECTED -> Optional.of(SendingState.NOT_COLLECTED);
            case RETURNED -> Optional.of(SendingState.RETURNED);
            case LOST, DAMAGED -> Optional.of(SendingState.LOST);
            case PRINT_FAILED, CANCELLED, REJECTED -> Optional.of(SendingState.FAILED);
            case WAITING, BATCHED, ACCEPTED, TAKEN_OUT, PRINTED, ENVELOPED -> Optional.empty();
        };
    }

    private static PieceStep afterTheEnd(PieceStanding piece, PieceEvent event) {
        boolean older = event.occurredAt().isBefore(since(piece));
        if (older || event.code() == piece.state() || !isEnd(event.code(), piece.printClass())) {
            return new Late();
        }
        return mayFollow(piece.state(), event.code()) ? new Moves(event.code()) : new Contradicts("after-the-end");
    }

    /** An ordinary letter is done with the hand-over, and may still come back; who did not collect a letter gets it returned. */
    private static boolean mayFollow(PieceState end, PieceState next) {
        return end == PieceState.HANDED_TO_POST && BY_POST.contains(next) || end == PieceState.NOT_COLLECTED && next == PieceState.RETURNED;
    }

    private static boolean isEnd(PieceState state, PrintClass printClass) {
        return BY_POST.contains(state) || BY_PRINTER.contains(state) || state == PieceState.HANDED_TO_POST && !isRegistered(printClass);
    }

    private static boolean isRegistered(PrintClass printClass) {
        return printClass.handling() != PrintClass.Handling.ORDINARY;
    }

    private static Instant since(PieceStanding piece) {
        return piece.statusAt().orElse(Instant.MIN);
    }

    private static int stage(PieceState state) {
        return switch (state) {
            case WAITING, BATCHED, REJECTED, TAKEN_OUT, ACCEPTED -> 0;
            case PRINTED -> 1;
            case ENVELOPED -> 2;
            case HANDED_TO_POST -> 3;
            case IN_DELIVERY, NOTICE_LEFT, HELD_FOR_PICKUP -> 4;
            case DELIVERED, REFUSED, NOT_COLLECTED, RETURNED, LOST, DAMAGED, PRINT_FAILED, CANCELLED -> 5;
        };
    }
}
