package io.postiljon.sandbox.ebox;

/** What is left of a published document: its decoded name, the SHA-256 of its bytes in lower-case hex, and their number. */
public record StoredDocument(String name, String mediaType, String sha256, long bytes) {
    @Override
    public String toString() {
        return "StoredDocument[" + mediaType + ", " + bytes + " bytes]";
    }
}
