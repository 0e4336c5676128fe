package io.postiljon.print;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.crypto.Randoms;
import io.postiljon.sending.PaperWishes;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchedPiece;
import io.postiljon.store.Batches;
import io.postiljon.store.DueBatch;
import io.postiljon.store.NewBatch;
import io.postiljon.store.Pieces;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/**
 * Closes a batch: number, pieces and evidence in one transaction, by one node at a time.
 */
public class BatchCloser {
    private static final Actor ROUTE = Actor.gateway("print-close-batch");

    private final Batches batches;
    private final Pieces pieces;
    private final Sendings sendings;
    private final PrintEvidence evidence;
    private final PrintSettings settings;
    private final String environment;
    private final Clock clock;

    BatchCloser(Batches batches, Pieces pieces, Sendings sendings, PrintEvidence evidence, PrintSettings settings, String environment,
            Clock clock) {
        this.batches = batches;
        this.pieces = pieces;
        this.sendings = sendings;
        this.evidence = evidence;
        this.settings = settings;
        this.environment = environment;
        this.clock = clock;
    }

    /** Closes the batch that is most due. @return how many pieces are in it; 0 when none is due or another node is the closer */
    @Transactional
    public int closeDue() {
        if (!batches.becomeCloser()) {
            return 0;
        }
        Optional<DueBatch> due = pieces.due(settings.batch().limits(), waitingSince(clock.instant()));
        return due.map(this::close).orElse(0);
    }

    /** A piece is due when it is old enough, or when it has been there since the last call of a working day. */
    private Instant waitingSince(Instant now) {
        Instant old = now.minus(settings.batch().age());
        Instant lastCall = WorkingDays.lastCutOff(now.plus(settings.batch().cutOffLead()), settings.batch().cutOff()).minus(settings.batch().cutOffLead());
        return old.isAfter(lastCall) ? old : lastCall;
    }

    private int close(DueBatch due) {
        Instant now = clock.instant();
        LocalDate day = LocalDate.ofInstant(now, WorkingDays.BRUSSELS);
        int sequence = batches.nextSequence(settings.senderCode(), environment, day);
        OrderName name = OrderName.of(settings.senderCode(), day, sequence, environment);
        Instant cutOff = WorkingDays.cutOff(now, settings.batch().cutOff());
        BatchId id = new BatchId(Randoms.uuidV7(now));
        batches.close(new NewBatch(id, settings.senderCode(), environment, day, sequence, name.text(), due.printClass(), cutOff,
                WorkingDays.after(cutOff, daysToPost(due.printClass().priority())), due.resendOf()));
        int count = pieces.stamp(id, due, settings.batch().limits());
        if (count == 0) {
            throw new IllegalStateException("a batch was due and no piece could be stamped");
        }
        batches.noteSize(id, count);
        record(id, name);
        return count;
    }

    private void record(BatchId id, OrderName name) {
        for (BatchedPiece piece : pieces.inBatch(id)) {
            Sending sending = sendings.get(piece.sending());
            evidence.append(evidence.about(sending, piece, AuditEvent.PIECE_BATCHED, AuditOutcome.DONE, ROUTE)
                    .withDetail(Map.of("piece", piece.id().toString(), "batch", id.toString(), "order", name.text(),
                            "seq", Integer.toString(piece.seq()))));
        }
    }

    /** Working days from the cut-off to the hand-over. */
    static int daysToPost(PaperWishes.Priority priority) {
        return switch (priority) {
            case PRIOR -> 1;
            case NON_PRIOR -> 2;
        };
    }
}
