package io.postiljon.store;

import java.time.Instant;

/** What the supplier counted of one batch. @param until events that happened until then are counted */
public record PrintReconciliation(BatchId batch, Instant until, PrintCounts counts, Instant receivedAt) {}
