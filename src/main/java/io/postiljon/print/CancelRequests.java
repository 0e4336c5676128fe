package io.postiljon.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.Randoms;
import io.postiljon.sending.Sha256;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchTotals;
import io.postiljon.store.Batches;
import io.postiljon.store.CancelWishes;
import io.postiljon.store.OrderFile;
import io.postiljon.store.PieceId;
import io.postiljon.store.Pieces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes requests to cancel (PC) of the wishes that wait: one at a time for each batch, once its order is handed over. A request is a
 * row and a file as an order is, and {@link OrderUpload} takes it to the supplier by the same steps. Source: PBX 1.0, answers.
 */
public class CancelRequests {
    private static final Actor ROUTE = Actor.gateway("print-close-request");
    private static final int MOST = 20;

    private final Batches batches;
    private final Pieces pieces;
    private final CancelWishes wishes;
    private final PrintEvidence evidence;
    private final PrintSuppliers suppliers;
    private final PrintSettings settings;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    CancelRequests(Batches batches, Pieces pieces, CancelWishes wishes, PrintEvidence evidence, PrintSuppliers suppliers, PrintSettings settings,
            Clock clock) {
        this.batches = batches;
        this.pieces = pieces;
        this.wishes = wishes;
        this.evidence = evidence;
        this.suppliers = suppliers;
        this.settings = settings;
        this.clock = clock;
    }

    /** Batches of which pieces are wanted back, the longest wait first; at most 20. */
    public List<BatchId> due() {
        return wishes.unasked(MOST);
    }

    /** Numbers a request and puts all open wishes of the batch into it. Two nodes at once make one. */
    @Transactional
    public void close(BatchId id) {
        Batch batch = batches.lock(id).orElseThrow();
        if (!wishes.unasked(MOST).contains(id)) {
            return;
        }
        LocalDate day = LocalDate.ofInstant(clock.instant(), WorkingDays.BRUSSELS);
        Batches.Series series = batches.series(id);
        int sequence = batches.nextSequence(batch.supplier(), series.sender(), series.environment(), day);
        OrderName name = OrderName.ofRequest(series.sender(), day, sequence, series.environment());
        BatchId request = new BatchId(Randoms.uuidV7(clock.instant()));
        batches.closeRequest(request, id, day, sequence, name.text(), 0);
        batches.noteSize(request, wishes.gather(id, request));
        evidence.batch(batch, AuditEvent.CANCEL_REQUESTED, AuditOutcome.DONE, ROUTE, Map.of("request", request.toString(), "file", name.text()));
    }

    /** The next request to build, leased; or none. */
    @Transactional
    public List<Batch> dueRequest() {
        return batches.leaseRequest(suppliers.codes(), settings.lease());
    }

    /** What the request says: always the same, as its wishes never leave it. */
    public CancelPlan plan(Batch request) {
        BatchId about = request.cancels().orElseThrow(() -> new IllegalStateException("batch " + request.id() + " is no request to cancel"));
        List<PieceId> asked = wishes.askedBy(request.id());
        ObjectNode body = json.createObjectNode().put("batchId", about.toString());
        if (asked.equals(pieces.of(about))) {
            body.put("pieceIds", "ALL");
        } else {
            ArrayNode ids = body.putArray("pieceIds");
            asked.forEach(piece -> ids.add(piece.toString()));
        }
        byte[] bytes = write(request, body);
        return new CancelPlan(request, new BatchTotals(asked.size(), 0, 0, 0, bytes.length, Sha256.ofBytes(ContentDigest.of(bytes).bytes())), bytes);
    }

    private byte[] write(Batch request, JsonNode body) {
        if (!Format.CANCEL.fits(body)) {
            throw new IllegalStateException("request " + request.id() + " is not as its schema says: " + Format.CANCEL.faults(body));
        }
        try {
            return json.writeValueAsBytes(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Keeps the file that was made of the plan. @param claim what {@link OrderSealing} left in the body */
    @Transactional
    public void built(CancelPlan plan, String claim) throws IOException {
        OrderFile file = OrderSealing.BuiltOrder.parse(claim);
        if (!batches.built(plan.batch(), new Batch.Built(file, plan.totals()))) {
            throw new IllegalStateException("request " + plan.batch().id() + " was built by another worker; this file is noise");
        }
        evidence.batch(plan.batch(), AuditEvent.BATCH_BUILT, AuditOutcome.DONE, ROUTE, Map.of("cancels", plan.batch().cancels().orElseThrow().toString(),
                "pieces", Integer.toString(plan.totals().pieces()), "bytes", Long.toString(file.sizeBytes()), "sha256", file.digest().hex(),
                "contentSha256", plan.totals().hashTotal().hex()));
    }
}
