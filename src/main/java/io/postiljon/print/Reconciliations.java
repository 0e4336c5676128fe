package io.postiljon.print;

import io.postiljon.sending.SupplierCode;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchId;
import io.postiljon.store.Batches;
import io.postiljon.store.PrintCounts;
import io.postiljon.store.SupplierReports;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps what the supplier counted; {@link SupplierWatch} compares it with our own counts, as status events may still be on their way. */
class Reconciliations {
    private final Batches batches;
    private final SupplierReports reports;

    Reconciliations(Batches batches, SupplierReports reports) {
        this.batches = batches;
        this.reports = reports;
    }

    /** @return why it was not kept; empty when it was, or was before */
    Optional<String> apply(SupplierCode from, SupplierAnswer.Report report, String fileName) {
        Map<BatchId, PrintCounts> counts = new LinkedHashMap<>();
        for (SupplierAnswer.BatchCounts line : report.batches()) {
            Optional<Batch> batch = batches.find(new BatchId(UUID.fromString(line.batchId()))).filter(found -> found.orderName().equals(line.orderFile()));
            if (batch.isEmpty()) {
                return Optional.of("unknown-batch");
            }
            if (!batch.get().supplier().equals(from)) {
                return Optional.of(AnswerQuarantine.OTHER_SUPPLIER);
            }
            int counted = line.accepted() + line.rejected();      // a piece that was cancelled in the results is neither
            if (counted > batch.get().pieces() || counted < batch.get().pieces() - reports.cancelledInResults(batch.get().id())) {
                return Optional.of("counts-differ");
            }
            if (counts.putIfAbsent(batch.get().id(), line.counts()) != null) {
                return Optional.of("batch-twice");
            }
        }
        counts.forEach((batch, counted) -> reports.keep(batch, report.until(), counted, fileName));
        return Optional.empty();
    }
}
