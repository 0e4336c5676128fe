package io.postiljon.sender;

import io.postiljon.crypto.SignedPart;
import java.nio.file.Path;
import java.util.List;

/**
 * One sending, ready to be signed.
 *
 * @param name  its file, relative to what was given to send
 * @param json  the part {@code messageToPublish}; the array is never changed
 * @param parts names and digests of all parts, the JSON's first
 * @param key   idempotency key: made of the content, so that the same content always has the same one, and other content another
 */
record OutgoingSending(String name, String reference, byte[] json, List<Pdf> documents, List<SignedPart> parts, String key) {
    /** @param fileName for the recipient */
    record Pdf(String partName, String fileName, Path file) {}

    OutgoingSending {
        documents = List.copyOf(documents);
        parts = List.copyOf(parts);
    }

    @Override public String toString() {
        return "OutgoingSending[" + name + "]";
    }
}
