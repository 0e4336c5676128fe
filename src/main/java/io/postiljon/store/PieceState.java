package io.postiljon.store;

/**
 * Where a piece stands. What happens to it after the printer took it is told by status events. {@code TAKEN_OUT}: out of its batch
 * before that was built, because it cannot be printed any more.
 */
public enum PieceState {
    WAITING, BATCHED, ACCEPTED, REJECTED, TAKEN_OUT
}
