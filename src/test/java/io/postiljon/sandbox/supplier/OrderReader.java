package io.postiljon.sandbox.supplier;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.bouncycastle.openpgp.PGPPublicKeyRing;

/**
 * Reads an encrypted order as a stream, one document in memory at a time: OpenPGP, zip, seal, manifest, documents.
 * What comes out has been authenticated and counted. Source: PBX 1.0, sections 5.4 and 5.5.
 */
final class OrderReader {

    private static final int MANIFEST_LIMIT_BYTES = 16 * 1024 * 1024;
    private static final int SEAL_LIMIT_BYTES = 64 * 1024;

    private final PgpKeys own;
    private final PGPPublicKeyRing gateway;
    private final ManifestSeal seal;
    private final ManifestRules rules;
    private final SupplierContract.Limits limits;
    private final PdfInspector inspector;

    OrderReader(PgpKeys own, PGPPublicKeyRing gateway, ManifestSeal seal, SupplierContract contract) {
        this.own = own;
        this.gateway = gateway;
        this.seal = seal;
        this.rules = new ManifestRules(contract);
        this.limits = contract.limits();
        this.inspector = new PdfInspector(contract.window());
    }

    /** An order whose signatures hold. {@code findings} by the entry's name in the zip. */
    record ReadOrder(Manifest manifest, Map<String, PdfFindings> findings) {
    }

    /** {@code sighting} is filled as far as the reading came; blank again when the order is not the gateway's. */
    ReadOrder read(InputStream encrypted, OrderFileName name, OrderSighting sighting) throws OrderRefused {
        SignedMessage message = SignedMessage.open(encrypted, own, gateway);
        OrderRefused fault = null;
        ReadOrder order = null;
        try {
            order = readZip(new BufferedInputStream(message.content()), name, sighting);
        } catch (OrderRefused refused) {
            fault = refused;
        } catch (IOException broken) {
            fault = new OrderRefused(OrderFault.Code.ZIP_INVALID, "the zip cannot be read");
        }
        try {
            message.verify(); // an order that nobody signed gets that answer, whatever else is wrong with it
        } catch (OrderRefused notTheirs) {
            sighting.forget();
            throw notTheirs;
        }
        if (fault != null) {
            throw fault;
        }
        return order;
    }

    private ReadOrder readZip(InputStream plain, OrderFileName name, OrderSighting sighting) throws IOException, OrderRefused {
        ZipArchiveInputStream zip = new ZipArchiveInputStream(plain, "UTF-8", false, false);
        byte[] manifestBytes = required(zip, "manifest.json", MANIFEST_LIMIT_BYTES);
        byte[] sealBytes = required(zip, "manifest.json.p7s", SEAL_LIMIT_BYTES);
        seal.require(manifestBytes, sealBytes);
        Manifest manifest = rules.read(manifestBytes, name, sighting);
        Map<String, Manifest.Document> expected = manifest.documents().collect(Collectors.toMap(Manifest.Document::file, Function.identity()));
        Map<String, PdfFindings> findings = new HashMap<>();
        for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            Manifest.Document document = expected.get(entry.getName());
            if (document == null) {
                throw new OrderRefused(OrderFault.Code.ZIP_INVALID, "the zip holds an entry that the manifest does not name");
            }
            if (findings.containsKey(entry.getName())) {
                throw new OrderRefused(OrderFault.Code.ZIP_INVALID, "the zip holds an entry twice");
            }
            PdfFindings found = inspector.inspect(content(zip, entry, Math.min(limits.pieceBytes(), Integer.MAX_VALUE - 8)), document.role());
            if (!found.sha256().equals(document.sha256()) || found.bytes() != document.bytes()) {
                throw new OrderRefused(OrderFault.Code.HASH_MISMATCH, entry.getName() + " has another digest or size than the manifest states");
            }
            findings.put(entry.getName(), found);
            sighting.sawDocument(found);
        }
        if (findings.size() != expected.size()) {
            throw new OrderRefused(OrderFault.Code.HASH_MISMATCH, (expected.size() - findings.size()) + " documents of the manifest are missing");
        }
        sighting.sawAllOf(manifest);
        return new ReadOrder(manifest, findings);
    }

    private static byte[] required(ZipArchiveInputStream zip, String name, long limitBytes) throws IOException, OrderRefused {
        ZipArchiveEntry entry = zip.getNextEntry();
        if (entry == null || !entry.getName().equals(name)) {
            throw new OrderRefused(OrderFault.Code.ZIP_INVALID, "manifest.json, manifest.json.p7s and docs/ must come in this order");
        }
        return content(zip, entry, limitBytes);
    }

    private static byte[] content(ZipArchiveInputStream zip, ZipArchiveEntry entry, long limitBytes) throws IOException, OrderRefused {
        boolean known = entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED;
        if (!known || entry.getGeneralPurposeBit().usesEncryption() || !zip.canReadEntryData(entry)) {
            throw new OrderRefused(OrderFault.Code.ZIP_INVALID, "an entry is neither stored nor deflated, or encrypted");
        }
        byte[] content = zip.readNBytes((int) limitBytes + 1);
        if (content.length > limitBytes) {
            throw new OrderRefused(OrderFault.Code.LIMIT_EXCEEDED, "an entry has more than " + limitBytes + " bytes");
        }
        return content;
    }
}
