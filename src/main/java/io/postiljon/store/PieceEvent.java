package io.postiljon.store;

import io.postiljon.sending.ReturnReason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What the supplier said of one piece, as it said it.
 *
 * @param id       the supplier's own, unique for ever
 * @param code     the state that the piece has come to
 * @param reason   of a return
 * @param handling of a returned letter
 * @param sheets   as the supplier counted them
 */
public record PieceEvent(UUID id, PieceId piece, PieceState code, Instant occurredAt, Optional<ReturnReason> reason, Optional<Handling> handling,
        Optional<Integer> sheets, Optional<LocalDate> mailDate, Optional<String> postalProduct, Optional<String> barcode,
        Optional<String> envelope) {
    /** What became of the paper of a letter that came back. */
    public enum Handling { DESTROYED, FORWARDED_TO_SENDER }

    /** What it changed. {@code WAITS}: the supplier has not said yet that it takes the piece. {@code LATE}: something newer is known. */
    public enum Effect { WAITS, APPLIED, LATE, CONTRADICTS }
}
