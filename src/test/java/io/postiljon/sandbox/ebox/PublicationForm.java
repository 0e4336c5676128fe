package io.postiljon.sandbox.ebox;

import java.util.List;
import java.util.Optional;

/** A multipart form after it went through: the JSON's bytes, and what is left of each document. */
record PublicationForm(Optional<Part> message, byte[] messageJson, List<Part> documents) {

    /**
     * One part without its bytes.
     *
     * @param rawFileName as it stood in the header, read as ISO-8859-1
     * @param sha256      32 bytes
     */
    record Part(String name, Optional<String> rawFileName, Optional<String> mediaType, byte[] sha256, long bytes) {}
}
