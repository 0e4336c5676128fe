package io.postiljon.sandbox.supplier;

import java.util.Set;

/**
 * What the supplier saw in one PDF of an order.
 *
 * @param pages      counted by opening the file; 0 when it cannot be read
 * @param codes      reasons against printing it
 * @param text       of the whole document when it is a cover, else empty; at most 4,000 characters
 * @param windowText text of the first page inside the envelope's window when it is a cover, else empty
 */
record PdfFindings(String sha256, long bytes, int pages, Set<PieceCode> codes, String text, String windowText) {

    @Override
    public String toString() {
        return "PdfFindings[" + sha256 + ", " + pages + " pages, " + codes + "]";
    }
}
