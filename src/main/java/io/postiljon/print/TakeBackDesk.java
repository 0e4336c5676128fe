package io.postiljon.print;

import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.Decision;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchState;
import io.postiljon.store.Batches;
import io.postiljon.store.CancelWish;
import io.postiljon.store.Cancellations;
import io.postiljon.store.PieceId;
import io.postiljon.store.PieceStanding;
import io.postiljon.store.PieceState;
import io.postiljon.store.Pieces;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.annotation.Transactional;

/**
 * Operators take back what must not be printed. What the supplier never got is cancelled at once; for the rest it is asked (PC). Such a
 * letter failed, and can be printed anew ({@link ResendDesk}). Each use is on record.
 */
public class TakeBackDesk {
    private static final Logger LOG = LoggerFactory.getLogger(TakeBackDesk.class);
    private static final String CODE = PieceState.CANCELLED.name();

    private final Batches batches;
    private final Pieces pieces;
    private final Sendings sendings;
    private final Cancellations cancellations;
    private final CancelAnswers cancels;
    private final PieceOutcomes outcomes;
    private final PrintEvidence evidence;

    TakeBackDesk(Batches batches, Pieces pieces, Sendings sendings, Cancellations cancellations, CancelAnswers cancels,
            PieceOutcomes outcomes, PrintEvidence evidence) {
        this.batches = batches;
        this.pieces = pieces;
        this.sendings = sendings;
        this.cancellations = cancellations;
        this.cancels = cancels;
        this.outcomes = outcomes;
        this.evidence = evidence;
    }

    /** What became of the order of an operator. {@code TOO_LATE}: it is printed, or ended before. */
    public enum TakenBack { CANCELLED, ASKED, TOO_LATE }

    /** @throws IllegalArgumentException when there is no such piece */
    @Transactional
    public TakenBack piece(PieceId id, Decision decision) {
        pieces.find(id).orElseThrow(() -> new IllegalArgumentException("there is no piece with this id"));
        return takeBack(id, decision);
    }

    /**
     * All that can still be taken back of a batch. One that is not handed over is stopped as a whole.
     *
     * @return how many pieces came to which end
     * @throws IllegalArgumentException when there is no such batch
     */
    @Transactional
    public Map<TakenBack, Integer> batch(BatchId id, Decision decision) {
        Batch batch = batches.lock(id).filter(found -> found.cancels().isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("there is no batch with this id"));
        Map<TakenBack, Integer> counts = new TreeMap<>();
        if (batch.state() == BatchState.BUILT) {
            stop(batch, decision);
        }
        for (PieceId piece : pieces.of(id)) {
            counts.merge(batch.state() == BatchState.BUILT ? cancelStopped(piece, decision) : takeBack(piece, decision), 1, Integer::sum);
        }
        LOG.warn("print batch {} taken back: {}", id, counts);
        return counts;
    }

    /** Its file is made, and may lie at the supplier without its marker: nobody reads it. */
    private void stop(Batch batch, Decision decision) {
        if (!batches.advance(batch, BatchState.STOPPED)) {
            throw new IllegalStateException("batch " + batch.id() + " changed although it is locked");
        }
        batches.noteOutcome(batch.id(), "taken-back");
        batches.destroyOrder(batch.id());
        evidence.batch(batch, AuditEvent.BATCH_UPLOADED, AuditOutcome.REFUSED, decision.actor(), Map.of("code", "taken-back", "reason", decision.reason()));
    }

    /** What its agency had asked back before is its agency's to end. */
    private TakenBack cancelStopped(PieceId piece, Decision decision) {
        if (cancels.fulfil(piece, decision.actor(), Map.of("reason", decision.reason()))) {
            return TakenBack.CANCELLED;
        }
        if (!pieces.answered(piece, PieceState.CANCELLED, CODE)) {
            return TakenBack.TOO_LATE;
        }
        cancelled(piece, decision);
        return TakenBack.CANCELLED;
    }

    private TakenBack takeBack(PieceId id, Decision decision) {
        if (cancellations.takeBack(id)) {
            cancelled(id, decision);
            return TakenBack.CANCELLED;
        }
        return switch (cancellations.ask(id, CancelWish.Asker.OPERATOR)) {
            case Cancellations.Asked.TooLate late -> TakenBack.TOO_LATE;
            case Cancellations.Asked.Stands stands -> {
                if (stands.repeat() == Cancellations.Repeat.FIRST) {
                    evidence.append(evidence.about(sending(id), AuditEvent.CANCEL_ASKED, AuditOutcome.DONE, decision.actor()).withDetail(detail(id, decision)));
                }
                yield TakenBack.ASKED;
            }
        };
    }

    private void cancelled(PieceId id, Decision decision) {
        Map<String, String> detail = detail(id, decision);
        detail.put("code", CODE);
        Sending sending = sendings.lock(sending(id).id());
        outcomes.failAtPrinter(sending, AuditEvent.PIECE_CANCELLED, decision.actor(), detail);
    }

    private static Map<String, String> detail(PieceId id, Decision decision) {
        return new HashMap<>(Map.of("piece", id.toString(), "reason", decision.reason()));
    }

    private Sending sending(PieceId id) {
        return sendings.get(pieces.find(id).map(PieceStanding::sending).orElseThrow());
    }
}
