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
 */
public record Batch(BatchId id, SupplierCode supplier, String orderName, PrintClass printClass, int pieces, BatchState state, Instant closedAt,
        Instant cutOffAt, LocalDate handOverOn, int attempt, Optional<Built> built) {
    /** What building made. */
    public record Built(OrderFile file, BatchTotals totals) {}
}
