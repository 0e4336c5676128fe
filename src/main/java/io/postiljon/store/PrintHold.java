package io.postiljon.store;

import java.time.Instant;

/** Something that is held back. @param heldBy login of the operator */
public record PrintHold(PrintHoldKind kind, String subject, String reason, String heldBy, Instant heldAt) {}
