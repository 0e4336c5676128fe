package io.postiljon.store;

import io.postiljon.sending.SendingId;
import java.time.Instant;

/** A copy on paper that may become due. */
public record PlannedCopy(SendingId sending, PaperCopyReason reason, Instant dueAt) {}
