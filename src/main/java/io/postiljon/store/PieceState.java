package io.postiljon.store;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a piece stands. Uploaded and acknowledged is its batch, not the piece ({@link BatchState}). {@code TAKEN_OUT}: out of its batch
 * before that was built, because it cannot be printed any more. {@code CANCELLED}: taken back before it was printed, here or by the
 * supplier. From {@code PRINTED} on it is what the supplier told last by its status events, in the words of its contract. Source: PBX
 * 1.0, answers and piece life.
 *
 * <pre>
 * WAITING ── BATCHED ── ACCEPTED ── PRINTED ── ENVELOPED ── HANDED_TO_POST ── IN_DELIVERY ... ── DELIVERED, REFUSED, NOT_COLLECTED, RETURNED, LOST, DAMAGED
 *    │          ├─ TAKEN_OUT │          └──────────┴─ PRINT_FAILED
 *    │          ├─ REJECTED  │
 *    └──────────┴────────────┴─ CANCELLED
 * </pre>
 *
 * {@code REJECTED}, {@code CANCELLED}, {@code PRINT_FAILED}, {@code LOST} and {@code DAMAGED} may have one successor: a new piece that is printed in its place.
 */
public enum PieceState {
    WAITING, BATCHED, ACCEPTED, REJECTED, TAKEN_OUT,
    PRINTED, ENVELOPED, HANDED_TO_POST,
    IN_DELIVERY, NOTICE_LEFT, HELD_FOR_PICKUP,
    DELIVERED, REFUSED, NOT_COLLECTED, RETURNED, LOST, DAMAGED,
    PRINT_FAILED, CANCELLED;

    private static final Set<PieceState> NEVER_TAKEN = EnumSet.of(WAITING, BATCHED, REJECTED, TAKEN_OUT);

    /** Whether the supplier took it to print, whatever became of it later. */
    public boolean wasAccepted() {
        return !NEVER_TAKEN.contains(this);
    }
}
