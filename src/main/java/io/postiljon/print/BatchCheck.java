package io.postiljon.print;

import io.postiljon.crypto.SealBroken;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchedPiece;
import io.postiljon.store.PieceDocument;
import io.postiljon.store.Pieces;
import io.postiljon.store.Sendings;
import io.postiljon.store.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at every piece of a closed batch before it is built, down to the last byte of its documents: one piece that has lost something
 * must not hold up the letters of others. What is only away for now (vault, key store) is no loss: then the batch waits.
 */
public class BatchCheck {
    private static final String FILE_MISSING = "document-file-missing";

    private final Pieces pieces;
    private final Sendings sendings;
    private final Vault vault;
    private final ManifestWriter manifests;
    private final PieceRemoval removal;

    BatchCheck(Pieces pieces, Sendings sendings, Vault vault, ManifestWriter manifests, PieceRemoval removal) {
        this.pieces = pieces;
        this.sendings = sendings;
        this.vault = vault;
        this.manifests = manifests;
        this.removal = removal;
    }

    /**
     * @return the batch as it now is; without any piece it is stopped, and there is nothing to build
     * @throws IOException when the vault cannot be read
     */
    public Batch withoutBrokenPieces(Batch batch) throws IOException {
        List<BatchedPiece> all = pieces.inBatch(batch.id());
        if (all.isEmpty() && batch.pieces() == 0) {
            removal.stop(batch);         // the last of them was cancelled
            return batch;
        }
        Map<BatchedPiece, String> broken = faults(all, batch);
        List<BatchedPiece> missing = broken.keySet().stream().filter(piece -> broken.get(piece).equals(FILE_MISSING)).toList();
        if (!missing.isEmpty()) {
            broken.keySet().removeAll(missing);
            broken.putAll(faults(missing, batch));
            requireVault(all, broken, batch);
        }
        return broken.isEmpty() ? batch : removal.takeOut(batch, broken);
    }

    private Map<BatchedPiece, String> faults(List<BatchedPiece> some, Batch batch) throws IOException {
        Map<BatchedPiece, String> faults = new LinkedHashMap<>();
        for (BatchedPiece piece : some) {
            fault(piece, batch).ifPresent(code -> faults.put(piece, code));
        }
        return faults;
    }

    /**
     * A missing file is believed at the second look, and only while another piece shows that the vault is there: it may have been
     * away, or have come back, in the middle of a look.
     */
    private void requireVault(List<BatchedPiece> all, Map<BatchedPiece, String> broken, Batch batch) throws IOException {
        if (!broken.containsValue(FILE_MISSING)) {
            return;
        }
        Optional<BatchedPiece> sound = all.stream().filter(piece -> !broken.containsKey(piece)).findFirst();
        if (sound.isEmpty() || fault(sound.get(), batch).isPresent()) {
            throw new IOException("no piece of batch " + batch.id() + " has its files: the vault is away, not the pieces");
        }
    }

    /** Why a piece cannot be printed, as a stable code. */
    private Optional<String> fault(BatchedPiece piece, Batch batch) throws IOException {
        try {
            manifests.piece(piece, batch.printClass());
            int expected = 1 + sendings.content(piece.sending()).orElseThrow(() -> new Unprintable("content-missing")).attachments().size();
            if (piece.documents().size() != expected) {
                return Optional.of("document-destroyed");
            }
            for (PieceDocument document : piece.documents()) {
                readToTheEnd(document);
            }
            return Optional.empty();
        } catch (Unprintable unprintable) {
            return Optional.of(unprintable.code());
        } catch (NoSuchFileException gone) {
            return Optional.of(FILE_MISSING);
        } catch (SealBroken damaged) {
            return Optional.of("seal-broken");
        }
    }

    private void readToTheEnd(PieceDocument document) throws IOException {
        try (InputStream content = vault.open(document.object())) {
            content.transferTo(OutputStream.nullOutputStream());
        }
    }
}
