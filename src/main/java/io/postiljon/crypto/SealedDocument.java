package io.postiljon.crypto;

/**
 * A document that is completely sealed. Without the row that holds {@code key} its file is noise.
 *
 * @param sizeBytes   size of the plain document
 * @param digest      SHA-256 of the plain document
 * @param sealedBytes size of the sealed file
 */
public record SealedDocument(WrappedKey key, long sizeBytes, ContentDigest digest, long sealedBytes) {}
