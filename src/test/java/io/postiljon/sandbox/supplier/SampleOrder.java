package io.postiljon.sandbox.supplier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Builds an order that is right in everything; each test then spoils one thing. */
final class SampleOrder {

    private static final JsonMapper JSON = new JsonMapper();

    final String batchId = UUID.randomUUID().toString();
    final ObjectNode manifest = JSON.createObjectNode();
    final List<Entry> documents = new ArrayList<>();
    private final String name;
    private byte[] seal;
    private byte[] manifestBytes;

    record Entry(String name, byte[] content) {
    }

    SampleOrder(String name) {
        this.name = name;
        manifest.put("formatVersion", "1.0").put("batchId", batchId).put("orderFile", name).put("part", 1).put("parts", 1)
                .put("environment", "T").put("createdAt", "2026-11-24T09:30:00+01:00").put("cutOffAt", "2026-11-24T17:30:00+01:00")
                .put("requestedHandOverDate", "2026-11-26");
        manifest.putObject("sender").put("orgCode", "OVO002949").put("name", "Postiljon sandbox");
        manifest.putObject("supplier").put("code", "DRUKKER").put("contractRef", "RAAM-1");
        manifest.putObject("printClass").put("product", "LETTER").put("priority", "NON_PRIOR").put("registered", false)
                .put("colour", "MONO").put("duplex", true).put("envelope", "AUTO").put("international", false);
        manifest.putObject("totals");
        manifest.putArray("pieces");
    }

    /** A piece with a cover of one page and a main document of three. */
    SampleOrder piece(String... addressLines) {
        List<String> lines = List.of(addressLines);
        String pieceId = UUID.randomUUID().toString();
        ArrayNode pieces = (ArrayNode) manifest.get("pieces");
        ObjectNode piece = pieces.addObject();
        piece.put("pieceId", pieceId).put("seq", pieces.size()).put("parcelRef", "PT-" + pieces.size());
        piece.putObject("customer").put("orgCode", "0999990024").put("profile", "").put("documentType", "BRIEF").put("purchaseOrderRef", "BB-1");
        piece.putObject("product").put("registered", false).put("returnReceipt", false).put("rp", false).put("priority", "NON_PRIOR");
        piece.putObject("print").put("duplex", true).put("colour", "MONO").put("envelope", "AUTO").put("addressSource", "COVER").putArray("inserts");
        ObjectNode recipient = piece.putObject("recipient");
        lines.forEach(recipient.putArray("lines")::add);
        String last = lines.get(lines.size() - 1);
        recipient.putObject("structured").put("name", lines.get(0)).put("street", "Teststraat").put("houseNo", "1")
                .put("postcode", last.split(" ", 2)[0]).put("town", last.split(" ", 2)[1]).put("countryIso2", "BE");
        ObjectNode returnAddress = piece.putObject("returnAddress").put("countryIso2", "BE");
        List.of("Testdienst", "Plein 2", "1000 Brussel").forEach(returnAddress.putArray("lines")::add);
        piece.putArray("documents");
        piece.put("pages", 0).put("sheets", 0).put("purgeAfterDays", 5);
        document(piece, "COVER", coverFor(lines), 1);
        document(piece, "MAIN", pagesOf(3, PDRectangle.A4), 3);
        return this;
    }

    void document(ObjectNode piece, String role, byte[] pdf, int pages) {
        ArrayNode list = (ArrayNode) piece.get("documents");
        int order = list.size() + 1;
        String file = "docs/" + piece.get("pieceId").asText() + "_" + order + ".pdf";
        list.addObject().put("order", order).put("file", file).put("sha256", Sha256Hex.of(pdf)).put("bytes", pdf.length)
                .put("pages", pages).put("startOnNewSheet", true).put("role", role);
        documents.add(new Entry(file, pdf));
        count();
    }

    /** Replaces the second document (MAIN) of a piece, with digest and size, but leaves its page count. */
    SampleOrder mainDocument(int pieceIndex, byte[] pdf) {
        ObjectNode document = (ObjectNode) piece(pieceIndex).get("documents").get(1);
        document.put("sha256", Sha256Hex.of(pdf)).put("bytes", pdf.length);
        documents.replaceAll(entry -> entry.name().equals(document.get("file").asText()) ? new Entry(entry.name(), pdf) : entry);
        count();
        return this;
    }

    SampleOrder coverDocument(int pieceIndex, byte[] pdf) {
        ObjectNode document = (ObjectNode) piece(pieceIndex).get("documents").get(0);
        document.put("sha256", Sha256Hex.of(pdf)).put("bytes", pdf.length);
        documents.replaceAll(entry -> entry.name().equals(document.get("file").asText()) ? new Entry(entry.name(), pdf) : entry);
        count();
        return this;
    }

    ObjectNode piece(int index) {
        return (ObjectNode) manifest.get("pieces").get(index);
    }

    String pieceId(int index) {
        return piece(index).get("pieceId").asText();
    }

    ObjectNode totals() {
        return (ObjectNode) manifest.get("totals");
    }

    SampleOrder with(Consumer<SampleOrder> change) {
        change.accept(this);
        return this;
    }

    /** Counts pages, sheets and totals again from the documents of the manifest. */
    void count() {
        int documentCount = 0;
        long pages = 0;
        long sheets = 0;
        long bytes = 0;
        List<String> digests = new ArrayList<>();
        for (var node : manifest.get("pieces")) {
            ObjectNode piece = (ObjectNode) node;
            long ownPages = 0;
            long ownSheets = 0;
            for (var document : piece.get("documents")) {
                documentCount++;
                ownPages += document.get("pages").asInt();
                ownSheets += (document.get("pages").asInt() + 1) / 2;
                bytes += document.get("bytes").asLong();
                digests.add(document.get("sha256").asText());
            }
            piece.put("pages", ownPages).put("sheets", ownSheets);
            pages += ownPages;
            sheets += ownSheets;
        }
        totals().put("pieces", manifest.get("pieces").size()).put("documents", documentCount).put("pages", pages).put("sheets", sheets)
                .put("bytes", bytes).put("hashTotal", Sha256Hex.ofText(digests));
    }

    SampleOrder sealedBy(PlatformSeal platform) {
        manifestBytes = bytesOf(manifest);
        seal = platform.seal(manifestBytes);
        return this;
    }

    /** Changes the manifest after it was sealed. */
    SampleOrder tamperedManifest(Consumer<ObjectNode> change) {
        change.accept(manifest);
        manifestBytes = bytesOf(manifest);
        return this;
    }

    byte[] zip() {
        List<Entry> entries = new ArrayList<>(List.of(new Entry("manifest.json", manifestBytes), new Entry("manifest.json.p7s", seal)));
        entries.addAll(documents);
        return zipOf(entries);
    }

    String name() {
        return name;
    }

    byte[] manifestBytes() {
        return manifestBytes;
    }

    byte[] seal() {
        return seal;
    }

    static byte[] zipOf(List<Entry> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Entry entry : entries) {
                zip.putNextEntry(new ZipEntry(entry.name()));
                zip.write(entry.content());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] coverFor(List<String> lines) {
        return cover(lines, 22);
    }

    /** A cover whose address begins this far from the left edge; the window begins at 22 mm. */
    static byte[] cover(List<String> lines, float leftMillimetres) {
        float mm = 72 / 25.4f;
        try (PDDocument document = new PDDocument(); ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (PDPageContentStream text = new PDPageContentStream(document, page)) {
                text.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 10);
                for (int i = 0; i < lines.size(); i++) {
                    text.beginText();
                    text.newLineAtOffset(leftMillimetres * mm, (297 - 60 - 4.2f * (i + 1)) * mm);
                    text.showText(lines.get(i));
                    text.endText();
                }
            }
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] pagesOf(int count, PDRectangle size) {
        try (PDDocument document = new PDDocument(); ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            for (int i = 0; i < count; i++) {
                document.addPage(new PDPage(size));
            }
            document.getDocumentInformation().setTitle(UUID.randomUUID().toString()); // no two documents are the same
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytesOf(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
