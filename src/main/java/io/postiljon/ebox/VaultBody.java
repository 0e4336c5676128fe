package io.postiljon.ebox;

import io.postiljon.store.StoredDocument;
import io.postiljon.store.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.client5.http.entity.mime.AbstractContentBody;
import org.apache.hc.core5.http.ContentType;

/** One document as a part: opened when it is written, never held in memory. */
final class VaultBody extends AbstractContentBody {
    private static final int PIECE_BYTES = 64 * 1024;

    private final Vault vault;
    private final StoredDocument document;
    private final String fileName;

    VaultBody(Vault vault, StoredDocument document, String fileName) {
        super(ContentType.APPLICATION_PDF);
        this.vault = vault;
        this.document = document;
        this.fileName = fileName;
    }

    @Override public String getFilename() {
        return fileName;
    }

    @Override public long getContentLength() {
        return document.sizeBytes();
    }

    @Override public void writeTo(OutputStream wire) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        try (InputStream plain = open()) {
            for (int read = read(plain, piece); read >= 0; read = read(plain, piece)) {
                wire.write(piece, 0, read);
            }
        }
    }

    private InputStream open() {
        try {
            return vault.open(document);
        } catch (IOException broken) {
            throw unreadable(broken);
        }
    }

    private int read(InputStream plain, byte[] piece) {
        try {
            return plain.read(piece);
        } catch (IOException broken) {
            throw unreadable(broken);
        }
    }

    /**
     * A fault of ours, and not of the connection: it must not look like an answer that got lost. The route tells them apart by
     * class, and looks at causes too, so what went wrong travels as suppressed.
     */
    private IllegalStateException unreadable(IOException broken) {
        IllegalStateException fault = new IllegalStateException("a document of the vault cannot be read: " + document.id());
        fault.addSuppressed(broken);
        return fault;
    }
}
