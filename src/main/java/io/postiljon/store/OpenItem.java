package io.postiljon.store;

import io.postiljon.sending.SendingId;
import java.time.Instant;

/** A question about a sending that waits for a person. @param code stable code of what raised it */
public record OpenItem(OpenItemKind kind, SendingId sending, String code, Instant openedAt) {}
