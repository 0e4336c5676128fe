package io.postiljon.store;

import io.postiljon.sending.Sha256;

/**
 * Control totals of a batch, as in its manifest.
 *
 * @param hashTotal SHA-256 over the hexadecimal digests of all documents, in the order of the manifest
 */
public record BatchTotals(int pieces, int documents, int pages, int sheets, long bytes, Sha256 hashTotal) {}
