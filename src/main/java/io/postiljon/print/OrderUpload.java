package io.postiljon.print;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchState;
import io.postiljon.store.Batches;
import io.postiljon.store.OrderFiles;
import io.postiljon.store.PrintHolds;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.annotation.Transactional;

/** Takes a built batch to the supplier, one step at a time: each method that changes something is one transaction. */
public class OrderUpload {
    private static final Logger LOG = LoggerFactory.getLogger(OrderUpload.class);
    private static final Actor ROUTE = Actor.gateway("print-upload-order");

    private final Batches batches;
    private final PrintHolds holds;
    private final OrderFiles files;
    private final PrintEvidence evidence;
    private final PrintSettings settings;
    private final Clock clock;

    OrderUpload(Batches batches, PrintHolds holds, OrderFiles files, PrintEvidence evidence, PrintSettings settings, Clock clock) {
        this.batches = batches;
        this.holds = holds;
        this.files = files;
        this.evidence = evidence;
        this.settings = settings;
        this.clock = clock;
    }

    /** The next batch of a supplier with a step to take, leased; or none. */
    @Transactional
    public List<Batch> due(String supplier) {
        return batches.lease(List.of(new SupplierCode(supplier)), List.of(BatchState.BUILT, BatchState.GO_PENDING), settings.lease(), 1);
    }

    public OrderName name(Batch batch) {
        return new OrderName(batch.orderName());
    }

    /**
     * Size of a file that was looked for. A look that brings another file is a fault, never an answer.
     *
     * @param found     name of what was found; null when nothing was
     * @param sizeBytes its size as listed
     * @return null when it is not there
     */
    public Long sizeOf(String lookedFor, String found, Long sizeBytes) {
        if (found == null) {
            return null;
        }
        if (!found.equals(lookedFor) || sizeBytes == null) {
            throw new IllegalStateException("the supplier's folder was asked for one file and showed another");
        }
        return sizeBytes;
    }

    /**
     * @param orderSizeBytes  of the order under its final name, as listed; null when it is not there
     * @param markerSizeBytes of its marker; null when it is not there
     */
    public UploadStep next(Batch batch, Long orderSizeBytes, Long markerSizeBytes) {
        RemoteOrder remote = new RemoteOrder(orderSizeBytes == null ? OptionalLong.empty() : OptionalLong.of(orderSizeBytes),
                markerSizeBytes == null ? RemoteOrder.Marker.MISSING : RemoteOrder.Marker.THERE);
        return UploadStep.next(batch.state(), remote, built(batch).file().sizeBytes());
    }

    /** The stored bytes: the same ones at each try. */
    public InputStream bytes(Batch batch) throws IOException {
        return files.open(built(batch).file());
    }

    /** One step is done; the next round looks again. */
    @Transactional
    public void again(Batch batch) {
        batches.planRetry(batch, clock.instant());
    }

    /** Committed before the marker is written: from here on nothing is ever uploaded again. The last moment for an operator to hold it. */
    @Transactional
    public void goPending(Batch batch) {
        if (holds.holds(batch.id())) {
            batches.planRetry(batch, clock.instant());      // uploaded without marker: the supplier does not read it
        } else if (batches.advance(batch, BatchState.GO_PENDING)) {
            evidence.batch(batch, AuditEvent.BATCH_GO_PENDING, AuditOutcome.DONE, ROUTE, Map.of());
        } else {
            LOG.warn("print batch {} was taken over by another worker", batch.id());   // the marker is written from its state only
        }
    }

    /** The supplier has it, or will read it. */
    @Transactional
    public void uploaded(Batch batch) {
        if (batch.cancels().isPresent()) {
            requestUploaded(batch);
        } else if (batches.advance(batch, BatchState.UPLOADED)) {
            evidence.batch(batch, AuditEvent.BATCH_UPLOADED, AuditOutcome.DONE, ROUTE,
                    Map.of("bytes", Long.toString(built(batch).file().sizeBytes()), "sha256", built(batch).file().digest().hex()));
        }
    }

    /** No receipt follows a request: what became of its pieces is told with the results and events of the order. */
    private void requestUploaded(Batch request) {
        if (batches.advance(request, BatchState.DONE)) {
            batches.destroyOrder(request.id());
            evidence.batch(request, AuditEvent.BATCH_UPLOADED, AuditOutcome.DONE, ROUTE, Map.of("cancels", request.cancels().orElseThrow().toString(),
                    "bytes", Long.toString(built(request).file().sizeBytes()), "sha256", built(request).file().digest().hex()));
        }
    }

    /** Nothing more happens by itself. */
    @Transactional
    public void stop(Batch batch) {
        if (batches.advance(batch, BatchState.STOPPED)) {
            batches.noteOutcome(batch.id(), "remote-file-differs");
            evidence.batch(batch, AuditEvent.BATCH_UPLOADED, AuditOutcome.REFUSED, ROUTE, Map.of("code", "remote-file-differs"));
            LOG.error("print batch {} stopped: what stands at the supplier differs from what was built", batch.id());
        }
    }

    /** The supplier is away, or a step failed: later again, from a new look. */
    @Transactional
    public void later(Batch batch, Exception cause) {
        LOG.warn("print batch {} in state {} waits for its next try: {}", batch.id(), batch.state(), cause.getClass().getSimpleName());
        batches.planRetry(batch, clock.instant().plus(settings.retryPause()));
    }

    private static Batch.Built built(Batch batch) {
        return batch.built().orElseThrow(() -> new IllegalStateException("batch " + batch.id() + " is not built"));
    }
}
