package io.postiljon.print;

import io.postiljon.store.Batch;
import io.postiljon.store.BatchTotals;
import io.postiljon.store.BatchedPiece;
import java.util.List;

/**
 * All that goes into one order file. The documents stay in the vault until they stream past.
 *
 * @param manifest  bytes of {@code manifest.json}
 * @param signature detached CMS over exactly these bytes
 */
public record OrderPlan(Batch batch, BatchTotals totals, byte[] manifest, byte[] signature, List<BatchedPiece> pieces) implements Outgoing {
    @Override public String toString() {
        return "OrderPlan[" + batch.orderName() + "]";
    }
}
