package io.postiljon.store;

import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stops a sending that has not left yet. Nothing has left while it waits for its channel, while the eBox was never called for it
 * (the key of the first call is stored before that call), and while its piece is in no batch that is built. Of a piece that the
 * supplier has, or is about to get, it notes the wish.
 *
 * <p>Lock order, as everywhere: batch, piece, sending.
 */
public class Cancellations {
    private static final String CODE = "CANCELLED";

    private final JdbcClient jdbc;
    private final Pieces pieces;
    private final Batches batches;
    private final CancelWishes wishes;
    private final Clock clock;

    Cancellations(JdbcClient jdbc, Pieces pieces, Batches batches, CancelWishes wishes, Clock clock) {
        this.jdbc = jdbc;
        this.pieces = pieces;
        this.batches = batches;
        this.wishes = wishes;
        this.clock = clock;
    }

    /**
     * Moves the sending to {@code CANCELLED} and takes its piece away, or changes nothing. Holds batches open until the caller's
     * transaction ends: who closes one sees the piece whole or not at all.
     *
     * @return the state that it had; empty when it can no longer be cancelled here
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<SendingState> cancel(SendingId id) {
        holdBatchesOpen();
        Optional<PieceStanding> piece = pieces.alive(id);
        lock(piece);
        Row row = lock(id);
        boolean stays = switch (row.state()) {
            case ACCEPTED -> true;
            case EBOX_CHOSEN -> !row.called();
            case PAPER_CHOSEN -> !row.copied();          // of a copy, the message lies in the eBox already
            case PRINT_QUEUED -> !row.copied() && piece.filter(this::takeBack).isPresent();
            case IN_DOUBT, AT_PRINTER, HANDED_TO_POST, REGISTERED_AT_POST, DELIVERED, REFUSED, NOT_COLLECTED, RETURNED, LOST,
                    PUBLISHED, PUBLISHED_NEVER_OPENED, READ, EXPIRED_UNREAD, WITHHELD, FAILED, CANCELLED -> false;
        };
        if (!stays) {
            return Optional.empty();
        }
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                update gateway.sending set state = 'CANCELLED', state_since = ?, touched_at = ?, leased_until = null, next_attempt_at = null
                 where id = ?""")
                .params(now, now, id.value()).update();
        return Optional.of(row.state());
    }

    /** What {@link #ask} found. */
    public sealed interface Asked {
        /** The wish stands, and is answered later. */
        record Stands(CancelWish wish, Repeat repeat) implements Asked {}

        /** It was printed, it is no letter on paper, or it is a copy of a message in the eBox. */
        record TooLate() implements Asked {}
    }

    public enum Repeat { FIRST, AGAIN }

    /** Notes that the agency wants its letter back, which {@link #cancel} could not stop. Same transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Asked ask(SendingId id) {
        Optional<PieceStanding> piece = pieces.alive(id).filter(found -> isAtPrinter(id));
        return piece.map(found -> ask(found.id(), CancelWish.Asker.AGENCY)).orElseGet(Asked.TooLate::new);
    }

    /** Notes that somebody wants a piece back that is, or is about to be, with the supplier. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Asked ask(PieceId id, CancelWish.Asker by) {
        Optional<Batch> batch = lock(pieces.find(id));
        PieceStanding piece = pieces.lock(id).orElseThrow();
        boolean possible = batch.filter(found -> found.state() == BatchState.BUILT || found.state().isWithSupplier()).isPresent()
                && (piece.state() == PieceState.BATCHED || piece.state() == PieceState.ACCEPTED) && !pieces.isPrintedBeforeItsResult(id);
        if (!possible) {
            return new Asked.TooLate();
        }
        Repeat repeat = wishes.note(id, by) ? Repeat.FIRST : Repeat.AGAIN;
        return wishes.open(id).<Asked>map(wish -> new Asked.Stands(wish, repeat)).orElseGet(Asked.TooLate::new);
    }

    /**
     * Takes a piece back that the supplier never got: from those that wait, from a batch that is not built, or from an order that was
     * refused. Its place in the batch closes; who builds that batch meanwhile starts anew.
     *
     * @return false when the supplier has it, or may get it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean takeBack(PieceId id) {
        holdBatchesOpen();
        lock(pieces.find(id));
        return pieces.lock(id).filter(this::takeBack).isPresent();
    }

    /** All that could change it is locked. */
    private boolean takeBack(PieceStanding piece) {
        if (piece.batch().isEmpty()) {
            return pieces.cancelWaiting(piece.id());
        }
        Batch batch = batches.find(piece.batch().get()).orElseThrow();
        if (batch.state() == BatchState.CLOSED && pieces.takeOut(batch.id(), piece.id(), PieceState.CANCELLED, CODE)) {
            pieces.closeGaps(batch.id());
            batches.noteSize(batch.id(), batch.pieces() - 1);
            batches.interrupt(batch.id());
            return true;
        }
        return batches.isRefusedForSure(batch.id()) && pieces.answered(piece.id(), PieceState.CANCELLED, CODE);
    }

    private void holdBatchesOpen() {
        jdbc.sql("select pg_advisory_xact_lock_shared(?)").param(Batches.CLOSER_LOCK).query(row -> { });
    }

    private Optional<Batch> lock(Optional<PieceStanding> piece) {
        return piece.flatMap(PieceStanding::batch).flatMap(batches::lock);
    }

    private record Row(SendingState state, boolean called, boolean copied) {}

    private Row lock(SendingId id) {
        return jdbc.sql("""
                select state, ebox_key is not null or coalesce(leased_until > ?, false) as called,
                       exists (select 1 from gateway.channel_decision where sending_id = s.id and rule like 'PAPER_COPY_%') as copied
                  from gateway.sending s where id = ? for update""")
                .params(Timestamp.from(clock.instant()), id.value())
                .query((found, n) -> new Row(SendingState.valueOf(found.getString("state")), found.getBoolean("called"), found.getBoolean("copied"))).single();
    }

    private boolean isAtPrinter(SendingId id) {
        Row row = lock(id);
        return !row.copied() && (row.state() == SendingState.PRINT_QUEUED || row.state() == SendingState.AT_PRINTER);
    }
}
