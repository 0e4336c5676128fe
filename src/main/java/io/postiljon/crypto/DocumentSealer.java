package io.postiljon.crypto;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Seals a document while it streams past: nobody without the key store reads it, and no change of content, order, length or owner
 * goes unnoticed. What it does not hide: the size, to the byte. What it does not prevent: that a whole older object is put back in
 * its place together with its older key.
 *
 * <p>Every call takes a new random key, so a retry never seals twice under one. Memory: two segments of 64 KiB per document,
 * whatever its size. Safe for all threads; each {@link SealedOutput} is for one.
 *
 * <p>Source: chunked AEAD in the STREAM construction; AES-256-GCM (SP 800-38D), HKDF (RFC 5869).
 */
public final class DocumentSealer {
    private final KeyStorePort keys;

    public DocumentSealer(KeyStorePort keys) {
        this.keys = keys;
    }

    /** @param ciphertext where the sealed bytes go; it stays open and is not synced: that is the business of who opened it */
    public SealedOutput seal(SealContext context, OutputStream ciphertext) throws IOException {
        return new SealedOutput(keys, context, ciphertext);
    }
}
