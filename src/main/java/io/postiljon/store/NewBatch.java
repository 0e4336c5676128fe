package io.postiljon.store;

import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SupplierCode;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A batch about to close.
 *
 * @param day        of the sequence, in Brussels
 * @param cutOffAt   upload before it to be handed to the post on {@code handOverOn}
 */
public record NewBatch(BatchId id, SupplierCode supplier, String sender, String environment, LocalDate day, int sequence, String orderName,
        PrintClass printClass, Instant cutOffAt, LocalDate handOverOn) {}
