package io.postiljon.store;

import io.postiljon.sending.DocumentId;
import io.postiljon.sending.Sha256;

/** The bytes that are uploaded, as they lie in the vault area: ciphertext for the supplier. Built once, never again. */
public record OrderFile(DocumentId object, long sizeBytes, Sha256 digest) {}
