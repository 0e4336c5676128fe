package io.postiljon.store;

/** Where a piece stands. What happens to it after the printer took it is told by status events. */
public enum PieceState {
    WAITING, BATCHED, ACCEPTED, REJECTED
}
