package io.postiljon.print;

import io.postiljon.store.Batch;
import io.postiljon.store.BatchTotals;

/** What goes into one file for the supplier. */
sealed interface Outgoing permits OrderPlan, CancelPlan {
    /** The batch or request that it is made of, under the lease of who makes it. */
    Batch batch();

    BatchTotals totals();
}
