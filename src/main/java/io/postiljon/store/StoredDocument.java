package io.postiljon.store;

import io.postiljon.crypto.WrappedKey;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.Sha256;

/** A document that exists: its key is in the database. Not listed once destroyed. */
public record StoredDocument(DocumentId id, AgencyCode owner, int ordinal, Sha256 digest, long sizeBytes, WrappedKey key) {}
