package io.postiljon.store;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a batch stands.
 *
 * <pre>
 * CLOSED ── BUILT ── GO_PENDING ── UPLOADED ── ACKED ── DONE
 *      ├─ STOPPED ├─ STOPPED   └────────┴── REFUSED (by the supplier as a whole)
 *      └─ MOVED   └─ MOVED
 *
 * a request to cancel:  CLOSED ── BUILT ── GO_PENDING ── DONE
 * </pre>
 *
 * {@code BUILT}: the order file is stored, its bytes never change again. {@code GO_PENDING}: the marker may or may not be written.
 * {@code STOPPED}: something at the supplier contradicts what we know, an operator took it back, or no piece is left to build.
 * {@code MOVED}: an operator gave its pieces to another supplier. An answer can overtake our own
 * bookkeeping, and PP can overtake PA, so {@code ACKED} and {@code DONE} follow from several states.
 */
public enum BatchState {
    CLOSED, BUILT, GO_PENDING, UPLOADED, ACKED, DONE, REFUSED, STOPPED, MOVED;

    public boolean mayBecome(BatchState next) {
        return nexts().contains(next);
    }

    /** Whether the supplier has it, or may have it, and did not refuse it. */
    public boolean isWithSupplier() {
        return switch (this) {
            case GO_PENDING, UPLOADED, ACKED, DONE -> true;
            case CLOSED, BUILT, REFUSED, STOPPED, MOVED -> false;
        };
    }

    private Set<BatchState> nexts() {
        return switch (this) {
            case CLOSED -> EnumSet.of(BUILT, STOPPED, MOVED);
            case BUILT -> EnumSet.of(GO_PENDING, STOPPED, MOVED);
            case GO_PENDING -> EnumSet.of(UPLOADED, ACKED, DONE, REFUSED, STOPPED);
            case UPLOADED -> EnumSet.of(ACKED, DONE, REFUSED);
            case ACKED -> EnumSet.of(DONE);
            case DONE, REFUSED, STOPPED, MOVED -> EnumSet.noneOf(BatchState.class);
        };
    }
}
