package io.postiljon.print;

import io.postiljon.crypto.DigestingOutputStream;
import io.postiljon.crypto.Randoms;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.Sha256;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.BatchedPiece;
import io.postiljon.store.OrderFile;
import io.postiljon.store.OrderFiles;
import io.postiljon.store.PieceDocument;
import io.postiljon.store.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;

/**
 * Camel's PGP data format with another target: the ciphertext goes to the vault area while it is made, and the body becomes the
 * claim check of that file ({@link BuiltOrder}). As it is, the data format would gather the whole order in the heap. The zip is
 * made while it is read, so no plaintext rests anywhere.
 */
final class OrderSealing implements DataFormat {
    private final Map<SupplierCode, ? extends DataFormat> pgp;
    private final Vault vault;
    private final OrderFiles files;
    private final Clock clock;

    /** @param pgp one for each supplier */
    OrderSealing(Map<SupplierCode, ? extends DataFormat> pgp, Vault vault, OrderFiles files, Clock clock) {
        this.pgp = pgp;
        this.vault = vault;
        this.files = files;
        this.clock = clock;
    }

    @Override public void marshal(Exchange exchange, Object outgoing, OutputStream claim) throws Exception {
        SupplierCode supplier = ((Outgoing) outgoing).batch().supplier();
        DocumentId id = new DocumentId(Randoms.uuidV7(clock.instant()));
        boolean complete = false;
        try (InputStream plain = plain((Outgoing) outgoing); DigestingOutputStream file = new DigestingOutputStream(files.create(id))) {
            pgp.get(supplier).marshal(exchange, plain, file);
            file.close();
            files.sync(id);
            OrderFile built = new OrderFile(id, file.sizeBytes(), new Sha256(file.digest().hex()));
            claim.write(BuiltOrder.text(built).getBytes(StandardCharsets.US_ASCII));
            complete = true;
        } finally {
            if (!complete) {
                files.discard(id);
            }
        }
    }

    @Override public Object unmarshal(Exchange exchange, InputStream stream) {
        throw new UnsupportedOperationException("only the supplier can open an order");
    }

    private InputStream plain(Outgoing outgoing) {
        return switch (outgoing) {
            case OrderPlan order -> zip(order);
            case CancelPlan request -> new ByteArrayInputStream(request.json());
        };
    }

    private InputStream zip(OrderPlan plan) {
        List<OrderZip.Entry> entries = new ArrayList<>();
        entries.add(OrderZip.Entry.of("manifest.json", plan.manifest()));
        entries.add(OrderZip.Entry.of("manifest.json.p7s", plan.signature()));
        for (BatchedPiece piece : plan.pieces()) {
            for (PieceDocument document : piece.documents()) {
                entries.add(new OrderZip.Entry(ManifestWriter.fileName(piece, document), () -> vault.open(document.object())));
            }
        }
        return new OrderZip(entries.iterator());
    }

    @Override public void start() {
        pgp.values().forEach(DataFormat::start);
    }

    @Override public void stop() {
        pgp.values().forEach(DataFormat::stop);
    }

    /** Reads back what {@link #marshal} left in the body. */
    static final class BuiltOrder {
        private BuiltOrder() {}

        static String text(OrderFile file) {
            return file.object() + " " + file.sizeBytes() + " " + file.digest();
        }

        static OrderFile parse(String text) throws IOException {
            String[] parts = text.split(" ", -1);
            if (parts.length != 3) {
                throw new IOException("an order file is named by id, size and digest");
            }
            return new OrderFile(DocumentId.parse(parts[0]), Long.parseLong(parts[1]), new Sha256(parts[2]));
        }
    }
}
