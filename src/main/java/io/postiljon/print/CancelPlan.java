package io.postiljon.print;

import io.postiljon.store.Batch;
import io.postiljon.store.BatchTotals;

/**
 * A request to cancel (PC) as it goes to the supplier. It holds ids only.
 *
 * @param totals how many pieces it asks for, and the digest of the JSON
 * @param json   as its schema says
 */
public record CancelPlan(Batch batch, BatchTotals totals, byte[] json) implements Outgoing {
    @Override public String toString() {
        return "CancelPlan[" + batch.orderName() + "]";
    }
}
