package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.WorkQueue;

/** One message that is due for a queue. {@code traceId}: of the call that brought the sending; it goes along to each log line. */
public record OutboxEntry(long id, WorkQueue queue, SendingId sending, String traceId, AgencyCode agency) {}
