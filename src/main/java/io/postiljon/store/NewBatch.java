package io.postiljon.store;

import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SupplierCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A batch about to close.
 *
 * @param day        of the sequence, in Brussels
 * @param cutOffAt   upload before it to be handed to the post on {@code handOverOn}
 * @param resendOf   the batch whose pieces it prints anew
 */
public record NewBatch(BatchId id, SupplierCode supplier, String sender, String environment, LocalDate day, int sequence, String orderName,
        PrintClass printClass, Instant cutOffAt, LocalDate handOverOn, Optional<BatchId> resendOf) {
    /** Of pieces that are printed for the first time. */
    public NewBatch(BatchId id, SupplierCode supplier, String sender, String environment, LocalDate day, int sequence, String orderName, PrintClass printClass,
            Instant cutOffAt, LocalDate handOverOn) {
        this(id, supplier, sender, environment, day, sequence, orderName, printClass, cutOffAt, handOverOn, Optional.empty());
    }
}
