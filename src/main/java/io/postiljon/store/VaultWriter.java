package io.postiljon.store;

import io.postiljon.crypto.SealedDocument;
import io.postiljon.crypto.SealedOutput;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.Sha256;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes the plaintext of one object and writes only ciphertext. Either {@link #finish} or {@link #abandon} ends it; closing
 * without one of them abandons. For one thread.
 */
public final class VaultWriter extends OutputStream {
    private final DocumentId id;
    private final AgencyCode owner;
    private final SealedOutput sealed;
    private final OutputStream file;
    private final Runnable written;
    private final Runnable discard;
    private boolean ended;

    VaultWriter(DocumentId id, AgencyCode owner, SealedOutput sealed, OutputStream file, Runnable written, Runnable discard) {
        this.id = id;
        this.owner = owner;
        this.sealed = sealed;
        this.file = file;
        this.written = written;
        this.discard = discard;
    }

    @Override public void write(int b) throws IOException {
        sealed.write(b);
    }

    @Override public void write(byte[] bytes, int offset, int length) throws IOException {
        sealed.write(bytes, offset, length);
    }

    /** Writes the last segment. The object still does not exist: its key is only in the answer. */
    public SealedObject finish() throws IOException {
        try (file) {
            sealed.close();
        }
        ended = true;
        written.run();
        SealedDocument result = sealed.sealed();
        return new SealedObject(id, owner, new Sha256(result.digest().hex()), result.sizeBytes(), result.key());
    }

    /** Forgets the key and removes the file. What cannot be removed is noise, and the sweep's. */
    public void abandon() {
        if (!ended) {
            ended = true;
            try {
                file.close();
            } catch (IOException noiseRemains) {
                // the sweep removes it
            }
            discard.run();
        }
    }

    @Override public void close() {
        abandon();
    }
}
