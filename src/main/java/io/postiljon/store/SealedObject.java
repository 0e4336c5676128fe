package io.postiljon.store;

import io.postiljon.crypto.WrappedKey;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.Sha256;

/**
 * An object whose bytes are in the vault but which does not exist yet: its key is only here, in memory. The row that holds
 * the key makes it exist; without one the sweep removes the file.
 */
public record SealedObject(DocumentId id, AgencyCode owner, Sha256 digest, long sizeBytes, WrappedKey key) {}
