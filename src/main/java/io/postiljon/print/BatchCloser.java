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
    private final PrintSuppliers suppliers;
    private final PrintSettings settings;
    private final String environment;
    private final Clock clock;

    BatchCloser(Batches batches, Pieces pieces, Sendings sendings, PrintEvidence evidence, PrintSuppliers suppliers,
            PrintSettings settings, String environment, Clock clock) {
        this.batches = batches;
        this.pieces = pieces;
        this.sendings = sendings;
        this.evidence = evidence;
        this.suppliers = suppliers;
        this.settings = settings;
        this.environment = environment;
        this.clock = clock;
    }

    /** Closes the batch that is most due of each supplier. @return how many pieces are in them; 0 when none is due or another node is the closer */
    @Transactional
    public int closeDue() {
        if (!batches.becomeCloser()) {
            return 0;
        }
        int closed = 0;
        for (PrintSupplier supplier : suppliers.all()) {
            Optional<DueBatch> due = pieces.due(supplier.code(), supplier.batch().limits(), waitingSince(supplier.batch(), clock.instant()));
            closed += due.map(some -> close(supplier, some)).orElse(0);
        }
        return closed;
    }

    /** A piece is due when it is old enough, or when it has been there since the last call of a working day. */
    private static Instant waitingSince(PrintSettings.Batch batch, Instant now) {
        Instant old = now.minus(batch.age());
        Instant lastCall = WorkingDays.lastCutOff(now.plus(batch.cutOffLead()), batch.cutOff()).minus(batch.cutOffLead());
        return old.isAfter(lastCall) ? old : lastCall;
    }

    private int close(PrintSupplier supplier, DueBatch due) {
        NewBatch batch = begin(supplier, due);
        int count = pieces.stamp(batch.id(), supplier.code(), due, supplier.batch().limits());
        if (count == 0) {
            throw new IllegalStateException("a batch was due and no piece could be stamped");
        }
        batches.noteSize(batch.id(), count);
        record(batch, ROUTE);
        return count;
    }

    /** A batch without pieces, with the next number of its supplier; in the caller's transaction. */
    private NewBatch begin(PrintSupplier supplier, DueBatch due) {
        Instant now = clock.instant();
        LocalDate day = LocalDate.ofInstant(now, WorkingDays.BRUSSELS);
        int sequence = batches.nextSequence(supplier.code(), settings.senderCode(), environment, day);
        OrderName name = OrderName.of(settings.senderCode(), day, sequence, environment);
        Instant cutOff = WorkingDays.cutOff(now, supplier.batch().cutOff());
        BatchId id = new BatchId(Randoms.uuidV7(now));
        NewBatch batch = new NewBatch(id, supplier.code(), settings.senderCode(), environment, day, sequence, name.text(), due.printClass(), cutOff,
                WorkingDays.after(cutOff, daysToPost(due.printClass().priority())), due.resendOf());
        batches.close(batch);
        return batch;
    }

    /** One line for each piece, that it is in this batch. */
    void record(NewBatch batch, Actor actor) {
        for (BatchedPiece piece : pieces.inBatch(batch.id())) {
            Sending sending = sendings.get(piece.sending());
            evidence.append(evidence.about(sending, piece, AuditEvent.PIECE_BATCHED, AuditOutcome.DONE, actor)
                    .withDetail(Map.of("piece", piece.id().toString(), "supplier", batch.supplier().value(), "batch", batch.id().toString(),
                            "order", batch.orderName(), "seq", Integer.toString(piece.seq()))));
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
