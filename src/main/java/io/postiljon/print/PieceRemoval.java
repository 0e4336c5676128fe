package io.postiljon.print;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.sending.SendingState;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchState;
import io.postiljon.store.BatchedPiece;
import io.postiljon.store.Batches;
import io.postiljon.store.Pieces;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes pieces out of a batch that is closed and not yet built. Their sendings fail, the pieces behind them move up, and the totals
 * are made of what is left. A built batch never changes.
 */
public class PieceRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(PieceRemoval.class);
    private static final Actor ROUTE = Actor.gateway("print-seal-order");
    private static final String NOTHING_LEFT = "no-piece-left";

    private final Batches batches;
    private final Pieces pieces;
    private final Sendings sendings;
    private final PieceOutcomes outcomes;
    private final PrintEvidence evidence;
    private final MeterRegistry meters;

    PieceRemoval(Batches batches, Pieces pieces, Sendings sendings, PieceOutcomes outcomes, PrintEvidence evidence, MeterRegistry meters) {
        this.batches = batches;
        this.pieces = pieces;
        this.sendings = sendings;
        this.outcomes = outcomes;
        this.evidence = evidence;
        this.meters = meters;
    }

    /** @param broken pieces of the batch, each with a stable code. @return the batch as it now is, under the same lease */
    @Transactional
    public Batch takeOut(Batch batch, Map<BatchedPiece, String> broken) {
        batches.lock(batch.id()).filter(now -> now.state() == BatchState.CLOSED && now.attempt() == batch.attempt())
                .orElseThrow(() -> new IllegalStateException("batch " + batch.id() + " is no longer ours to change"));
        broken.forEach((piece, code) -> takeOut(batch, piece, code));
        int left = batch.pieces() - broken.size();
        pieces.closeGaps(batch.id());
        batches.noteSize(batch.id(), left);
        if (left == 0) {
            stop(batch);
        }
        return batches.find(batch.id()).orElseThrow();
    }

    /** A batch that has lost its last piece, because it was broken or cancelled. */
    @Transactional
    public void stop(Batch batch) {
        if (batches.advance(batch, BatchState.STOPPED)) {
            batches.noteOutcome(batch.id(), NOTHING_LEFT);
            evidence.batch(batch, AuditEvent.BATCH_BUILT, AuditOutcome.REFUSED, ROUTE, Map.of("code", NOTHING_LEFT));
            LOG.error("print batch {} stopped: no piece is left in it", batch.id());
        }
    }

    private void takeOut(Batch batch, BatchedPiece piece, String code) {
        if (!pieces.takeOut(batch.id(), piece.id(), code)) {
            throw new IllegalStateException("piece " + piece.id() + " is not in batch " + batch.id());
        }
        Sending sending = sendings.get(piece.sending());
        if (sending.state() == SendingState.PRINT_QUEUED) {
            outcomes.fail(sending, AuditEvent.PIECE_TAKEN_OUT, ROUTE,
                    Map.of("piece", piece.id().toString(), "batch", batch.id().toString(), "seq", Integer.toString(piece.seq()), "code", code));
        }
        PrintGauges.takenOut(batch.supplier(), meters).increment();
        LOG.error("piece {} of sending {} taken out of batch {}: {}", piece.id(), sending.id(), batch.id(), code);
    }
}
