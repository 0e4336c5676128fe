package io.postiljon.store;

import java.time.Instant;
import java.util.Optional;

/**
 * That somebody wants a piece back which the print supplier may have.
 *
 * @param request the request (PC) that asks the supplier; empty until one is made
 */
public record CancelWish(PieceId piece, Asker askedBy, Instant askedAt, Optional<BatchId> request, Optional<Decided> decided) {
    /** Whose wish it is: what an agency withdraws never goes out, what an operator takes back may be printed anew. */
    public enum Asker { AGENCY, OPERATOR }

    public enum Outcome { CANCELLED, TOO_LATE }

    /** What became of it. */
    public record Decided(Outcome outcome, Instant at) {}
}
