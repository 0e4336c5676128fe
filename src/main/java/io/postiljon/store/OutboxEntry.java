package io.postiljon.store;

import io.postiljon.sending.SendingId;
import io.postiljon.sending.WorkQueue;

/** One message that is due for a queue. */
public record OutboxEntry(long id, WorkQueue queue, SendingId sending) {}
