package io.postiljon.store;

import io.postiljon.sending.DocumentId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where sealed bytes lie. Knows nothing of keys: everything that reaches it is ciphertext. One adapter keeps them in a folder;
 * an object store for several nodes fits behind the same port.
 */
interface ObjectFiles {
    /** A new object; it is an error when one with this id is there. Closing it does not yet make it durable. */
    OutputStream create(DocumentId id) throws IOException;

    SeekableByteChannel open(DocumentId id) throws IOException;

    /** Returns when the bytes and the names of these objects survive a power cut. */
    void sync(Collection<DocumentId> ids) throws IOException;

    /** When it was last written. @throws java.nio.file.NoSuchFileException when it is not there */
    Instant lastWritten(DocumentId id) throws IOException;

    /** Removes the object; nothing happens when it is not there. */
    void delete(DocumentId id) throws IOException;

    /**
     * Shows all objects last written before a moment, page by page, in no order.
     *
     * @param goOn gets a page, and says whether there is to be another
     */
    void olderThan(Instant moment, Predicate<List<DocumentId>> goOn) throws IOException;

    /** Throws when a byte cannot be written and read back. */
    void probe() throws IOException;
}
