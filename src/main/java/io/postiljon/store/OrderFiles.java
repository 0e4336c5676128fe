package io.postiljon.store;

import io.postiljon.sending.DocumentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;

/**
 * Order files in the vault area. They are ciphertext for the supplier already, so they have no key of ours. A file without a row
 * ({@link Batches#built}) is noise and removed by the sweep.
 */
public class OrderFiles {
    private final ObjectFiles files;

    OrderFiles(ObjectFiles files) {
        this.files = files;
    }

    public OutputStream create(DocumentId id) throws IOException {
        return files.create(id);
    }

    /** Returns when file and name survive a power cut. Call it before the transaction that makes the file exist. */
    public void sync(DocumentId id) throws IOException {
        files.sync(List.of(id));
    }

    public InputStream open(OrderFile file) throws IOException {
        return Channels.newInputStream(files.open(file.object()));
    }

    /** Removes a file that will not exist. */
    public void discard(DocumentId id) throws IOException {
        files.delete(id);
    }
}
