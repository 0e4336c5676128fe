package io.postiljon.store;

import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SupplierCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One batch.
 *
 * @param supplier  whose it is, for ever
 * @param orderName name of the order file; another supplier may have one of the same name
 * @param attempt   fencing token: a worker that lost its lease can no longer write
 * @param built     file and totals, from {@link BatchState#BUILT} on
 * @param cancels   of a request to cancel (PC): the batch whose pieces it asks back; {@code pieces} says how many
 * @param resendOf  the batch whose pieces it prints anew
 */
public record Batch(BatchId id, SupplierCode supplier, String orderName, PrintClass printClass, int pieces, BatchState state, Instant closedAt,
        Instant cutOffAt, LocalDate handOverOn, int attempt, Optional<Built> built, Optional<BatchId> cancels, Optional<BatchId> resendOf) {
    /** An order for pieces that are printed for the first time. */
    public Batch(BatchId id, SupplierCode supplier, String orderName, PrintClass printClass, int pieces, BatchState state, Instant closedAt, Instant cutOffAt,
            LocalDate handOverOn, int attempt, Optional<Built> built) {
        this(id, supplier, orderName, printClass, pieces, state, closedAt, cutOffAt, handOverOn, attempt, built, Optional.empty(), Optional.empty());
    }

    /** What building made. */
    public record Built(OrderFile file, BatchTotals totals) {}
}
