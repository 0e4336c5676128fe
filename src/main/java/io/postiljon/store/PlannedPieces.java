package io.postiljon.store;

import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SupplierCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Pieces that are not with the supplier yet.
 *
 * @param handOverOn when their batch is to be with the post; empty while they are in none
 * @param queuedAt   of the oldest
 * @param held       pieces among them that an operator holds back
 */
public record PlannedPieces(SupplierCode supplier, PrintClass printClass, Optional<LocalDate> handOverOn, Instant queuedAt, int pieces, int sheets, int held) {}
