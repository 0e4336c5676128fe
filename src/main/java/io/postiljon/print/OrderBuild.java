package io.postiljon.print;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.crypto.CmsSigner;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchState;
import io.postiljon.store.BatchTotals;
import io.postiljon.store.BatchedPiece;
import io.postiljon.store.Batches;
import io.postiljon.store.OrderFile;
import io.postiljon.store.Pieces;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.annotation.Transactional;

/**
 * Builds the order file of a closed batch, once: what is stored here is what is uploaded, now and after any crash. A worker that
 * died before {@link #built} leaves noise in the vault; another one builds anew, and nobody has seen the first file.
 */
public class OrderBuild {
    private static final Actor ROUTE = Actor.gateway("print-build-order");

    private final Batches batches;
    private final Pieces pieces;
    private final ManifestWriter manifests;
    private final CmsSigner signer;
    private final PrintEvidence evidence;
    private final PrintSuppliers suppliers;
    private final PrintSettings settings;
    private final Clock clock;

    OrderBuild(Batches batches, Pieces pieces, ManifestWriter manifests, CmsSigner signer, PrintEvidence evidence,
            PrintSuppliers suppliers, PrintSettings settings, Clock clock) {
        this.batches = batches;
        this.pieces = pieces;
        this.manifests = manifests;
        this.signer = signer;
        this.evidence = evidence;
        this.suppliers = suppliers;
        this.settings = settings;
        this.clock = clock;
    }

    /** The next batch to build, leased; or none. */
    @Transactional
    public List<Batch> due() {
        return batches.lease(suppliers.codes(), List.of(BatchState.CLOSED), settings.lease(), 1);
    }

    /** The signed manifest, and which documents follow it. {@link BatchCheck} has looked at each. */
    public OrderPlan plan(Batch batch) {
        List<BatchedPiece> all = pieces.inBatch(batch.id());
        if (all.size() != batch.pieces() || all.stream().anyMatch(piece -> piece.documents().size() < 2)) {
            throw new IllegalStateException("batch " + batch.id() + " is not whole: a piece or a document is missing");
        }
        BatchTotals totals = Totals.of(all);
        byte[] manifest = manifests.write(batch, totals, all, clock.instant());
        return new OrderPlan(batch, totals, manifest, signer.detached(manifest), all);
    }

    /** Keeps the file that was made of the plan. @param claim what {@link OrderSealing} left in the body */
    @Transactional
    public void built(OrderPlan plan, String claim) throws IOException {
        OrderFile file = OrderSealing.BuiltOrder.parse(claim);
        if (!batches.built(plan.batch(), new Batch.Built(file, plan.totals()))) {
            throw new IllegalStateException("batch " + plan.batch().id() + " was built by another worker; this file is noise");
        }
        evidence.batch(plan.batch(), AuditEvent.BATCH_BUILT, AuditOutcome.DONE, ROUTE, Map.of(
                "bytes", Long.toString(file.sizeBytes()), "sha256", file.digest().hex(),
                "pieces", Integer.toString(plan.totals().pieces()), "documents", Integer.toString(plan.totals().documents()),
                "pages", Integer.toString(plan.totals().pages()), "sheets", Integer.toString(plan.totals().sheets()),
                "hashTotal", plan.totals().hashTotal().hex(),
                "manifestSignature", java.util.Base64.getEncoder().encodeToString(plan.signature())));
    }
}
