package io.postiljon.store;

import io.postiljon.sending.Sha256;
import java.time.Instant;
import java.util.Optional;

/** What became of a document: its metadata stays when the document is gone. */
public record DocumentFate(int ordinal, Sha256 digest, long sizeBytes, Optional<Instant> destroyedAt) {}
