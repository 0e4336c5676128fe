package io.postiljon.store;

import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SupplierCode;
import java.time.Instant;
import java.util.Optional;

/**
 * A piece without its documents: where it stands, since when by the supplier's clock, and whose it is.
 *
 * @param batch    empty while it waits, and for one that was taken out
 * @param statusAt when the event happened that brought it there; empty before the first one
 */
public record PieceStanding(PieceId id, SendingId sending, SupplierCode supplier, Optional<BatchId> batch, PieceState state, Optional<Instant> statusAt,
        PrintClass printClass, int sheets) {}
