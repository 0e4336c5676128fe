package io.postiljon.sandbox.supplier;

import static io.postiljon.sandbox.supplier.SupplierBed.ADDRESS;
import static io.postiljon.sandbox.supplier.SupplierBed.GATEWAY;
import static io.postiljon.sandbox.supplier.SupplierBed.ORDER_1;
import static io.postiljon.sandbox.supplier.SupplierBed.ORDER_2;
import static io.postiljon.sandbox.supplier.SupplierBed.PLATFORM;
import static io.postiljon.sandbox.supplier.SupplierBed.RECEIPT_1;
import static io.postiljon.sandbox.supplier.SupplierBed.RECEIPT_2;
import static io.postiljon.sandbox.supplier.SupplierBed.RESULTS_1;
import static io.postiljon.sandbox.supplier.SupplierBed.SOON;
import static io.postiljon.sandbox.supplier.SupplierBed.STRANGER;
import static io.postiljon.sandbox.supplier.SupplierBed.SUPPLIER;
import static io.postiljon.sandbox.supplier.SupplierBed.codes;
import static io.postiljon.sandbox.supplier.SupplierBed.encrypted;
import static io.postiljon.sandbox.supplier.SupplierBed.json;
import static io.postiljon.sandbox.supplier.SupplierBed.seal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the simulator refuses: copies, orders that were changed or are of somebody else, and pieces that nobody can print. */
class PrintSupplierSimulatorRefusalsTest {
    private static final String[] REFUSED_ADDRESS = {"An WEIGER", "Teststraat 1", "9000 Gent"};

    private final SupplierBed bed = new SupplierBed();

    @AfterEach void close() {
        bed.close();
    }

    @Test void a_second_copy_is_refused_but_seen_and_its_answer_waits_until_the_first_was_fetched() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM);
        byte[] file = encrypted(order.zip(), GATEWAY);
        bed.upload(ORDER_1, file);
        await().atMost(SOON).until(() -> bed.server().exists(RESULTS_1 + ".go"));

        bed.upload(ORDER_1, file);
        await().atMost(SOON).until(() -> bed.supplier().refusedOrders().size() == 1);

        assertThat(bed.answer(RECEIPT_1).get("result").asText()).isEqualTo("ACCEPTED");
        bed.fetched(RECEIPT_1);
        JsonNode second = bed.answer(RECEIPT_1);
        assertThat(second.get("result").asText()).isEqualTo("REJECTED");
        assertThat(second.get("batchId").asText()).isEqualTo(order.batchId);
        assertThat(codes(second)).containsExactly("DUPLICATE_BATCH");
        assertThat(bed.supplier().batches()).hasSize(1);
        assertThat(bed.supplier().piece(order.pieceId(0)).orElseThrow().timesSeen()).isEqualTo(2);
    }

    @Test void the_same_batch_and_the_same_piece_under_another_name_are_copies_too() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM);
        bed.upload(ORDER_1, encrypted(order.zip(), GATEWAY));
        bed.answer(RECEIPT_1);

        order.manifest.put("orderFile", ORDER_2);
        bed.upload(ORDER_2, encrypted(order.sealedBy(PLATFORM).zip(), GATEWAY));
        assertThat(codes(bed.answer(RECEIPT_2))).containsExactly("DUPLICATE_BATCH");

        String third = ORDER_2.replace("000002", "000003");
        order.manifest.put("orderFile", third).put("batchId", UUID.randomUUID().toString());
        bed.upload(third, encrypted(order.sealedBy(PLATFORM).zip(), GATEWAY));
        assertThat(codes(bed.answer(RECEIPT_2.replace("000002", "000003")))).containsExactly("DUPLICATE_BATCH");
        assertThat(bed.supplier().piece(order.pieceId(0)).orElseThrow().timesSeen()).isEqualTo(3);
    }

    @Test void an_unsigned_a_foreign_and_a_misaddressed_message_are_refused() throws Exception {
        byte[] zip = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM).zip();

        assertThat(bed.refusalOf(seal(zip, GATEWAY, SUPPLIER, PgpEnvelope.Signing.NONE))).containsExactly("PGP_SIGNATURE");
        assertThat(bed.refusalOf(encrypted(zip, STRANGER))).containsExactly("PGP_SIGNATURE");
        assertThat(bed.refusalOf(seal(zip, GATEWAY, STRANGER, PgpEnvelope.Signing.REQUIRED))).containsExactly("PGP_DECRYPT");
        assertThat(bed.refusalOf("not a message".getBytes(UTF_8))).containsExactly("PGP_DECRYPT");
        assertThat(bed.refusalOf(zip)).containsExactly("PGP_DECRYPT");
        assertThat(bed.supplier().batches()).isEmpty();
    }

    @Test void a_changed_bit_and_a_cut_message_are_refused_wherever_it_is() throws Exception {
        byte[] file = encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM).zip(), GATEWAY);

        for (int position : new int[] {600, file.length / 2, file.length - 300, file.length - 1}) {
            byte[] changed = file.clone();
            changed[position] ^= 1;
            assertThat(bed.refusalOf(changed)).as("bit changed at %d", position).containsExactly("PGP_DECRYPT");
        }
        assertThat(bed.refusalOf(Arrays.copyOf(file, file.length / 2))).containsExactly("PGP_DECRYPT");
        assertThat(bed.supplier().batches()).isEmpty();
    }

    @Test void a_manifest_that_was_changed_or_sealed_by_another_is_refused() throws Exception {
        PlatformSeal other = new PlatformSeal("platform");

        assertThat(bed.refusalOf(encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM)
                .tamperedManifest(manifest -> manifest.put("cutOffAt", "2026-11-24T18:30:00+01:00")).zip(), GATEWAY)))
                .containsExactly("CMS_SIGNATURE");
        assertThat(bed.refusalOf(encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(other).zip(), GATEWAY)))
                .containsExactly("CMS_SIGNATURE");
    }

    @Test void a_zip_with_another_order_an_unknown_entry_a_repeated_or_a_missing_one_is_refused() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM);
        SampleOrder.Entry manifest = new SampleOrder.Entry("manifest.json", order.manifestBytes());
        SampleOrder.Entry seal = new SampleOrder.Entry("manifest.json.p7s", order.seal());
        List<SampleOrder.Entry> documents = order.documents;

        assertThat(bed.refusalOf(zipped(seal, manifest, documents.get(0), documents.get(1)))).containsExactly("ZIP_INVALID");
        assertThat(bed.refusalOf(zipped(manifest, documents.get(0), seal, documents.get(1)))).containsExactly("ZIP_INVALID");
        assertThat(bed.refusalOf(zipped(manifest, seal, documents.get(0), documents.get(1), new SampleOrder.Entry("docs/extra.pdf", new byte[3]))))
                .containsExactly("ZIP_INVALID");
        assertThat(bed.refusalOf(zipped(manifest, seal, documents.get(0), documents.get(1), new SampleOrder.Entry("../up.pdf", new byte[3]))))
                .containsExactly("ZIP_INVALID");
        assertThat(bed.refusalOf(zipped(manifest, seal, documents.get(0)))).containsExactly("HASH_MISMATCH");
        assertThat(bed.refusalOf(encrypted(repeatingTheLastEntry(order.zip(), documents), GATEWAY))).containsExactly("ZIP_INVALID");
        assertThat(bed.refusalOf(encrypted(new byte[500], GATEWAY))).containsExactly("ZIP_INVALID");
    }

    @Test void a_document_that_differs_from_its_digest_is_refused() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM);
        order.documents.set(1, new SampleOrder.Entry(order.documents.get(1).name(), SampleOrder.pagesOf(3, PDRectangle.A4)));

        assertThat(bed.refusalOf(encrypted(order.zip(), GATEWAY))).containsExactly("HASH_MISMATCH");
    }

    @Test void every_total_that_is_wrong_is_refused() throws Exception {
        for (String total : List.of("pieces", "documents", "pages", "sheets", "bytes")) {
            assertThat(bed.refusalAfter(order -> order.totals().put(total, order.totals().get(total).asLong() + 1))).as(total)
                    .containsExactly("TOTALS_MISMATCH");
        }
        assertThat(bed.refusalAfter(order -> order.totals().put("hashTotal", "0".repeat(64)))).containsExactly("TOTALS_MISMATCH");
        assertThat(bed.refusalAfter(order -> {
            order.piece(0).put("sheets", 4);
            order.totals().put("sheets", 4);
        })).containsExactly("TOTALS_MISMATCH");
    }

    @Test void members_that_are_missing_unknown_or_malformed_are_named_without_their_value() throws Exception {
        assertThat(bed.detailsAfter(order -> order.manifest.remove("cutOffAt"))).containsExactly(" required cutOffAt");
        assertThat(bed.detailsAfter(order -> order.piece(0).put("ssin", "x"))).containsExactly("/pieces/0 additionalProperties ssin");
        assertThat(bed.detailsAfter(order -> order.manifest.put("createdAt", "yesterday"))).containsExactly("/createdAt format");
        assertThat(bed.detailsAfter(order -> ((ArrayNode) order.piece(0).get("recipient").get("lines")).remove(0)))
                .containsExactly("/pieces/0/recipient/lines minItems");
        assertThat(bed.detailsAfter(order -> ((ArrayNode) order.piece(0).get("recipient").get("lines")).set(0, "Proef".repeat(11))))
                .containsExactly("/pieces/0/recipient/lines/0 maxLength");
        assertThat(bed.detailsAfter(order -> order.piece(0).put("seq", 2))).containsExactly("/pieces/0/seq is not 1");
        assertThat(bed.detailsAfter(order -> order.manifest.put("orderFile", ORDER_2))).containsExactly("orderFile is not the name of the order");
        assertThat(bed.detailsAfter(order -> ((ObjectNode) order.piece(0).get("recipient").get("structured")).putNull("box")))
                .containsExactly("/pieces/0/recipient/structured/box type");
    }

    @Test void an_insz_or_a_kbo_number_of_the_recipient_refuses_the_order() throws Exception {
        for (String number : List.of("90610199729", "90.61.01-997.29", "0999990024", "0999.990.024")) {
            assertThat(bed.detailsAfter(order -> ((ArrayNode) order.piece(0).get("recipient").get("lines")).set(1, "Nr " + number)))
                    .as(number).containsExactly("/pieces/0/recipient/lines/1 holds an INSZ or a KBO number");
        }
        assertThat(bed.detailsAfter(order -> order.piece(0).put("parcelRef", "90610199729")))
                .containsExactly("/pieces/0/parcelRef holds an INSZ or a KBO number");
    }

    @Test void another_contract_sender_or_environment_is_refused() throws Exception {
        assertThat(bed.refusalAfter(order -> ((ObjectNode) order.manifest.get("supplier")).put("contractRef", "RAAM-2")))
                .containsExactly("CONTRACT_UNKNOWN");
        assertThat(bed.refusalAfter(order -> ((ObjectNode) order.manifest.get("sender")).put("orgCode", "OVO000001")))
                .containsExactly("CONTRACT_UNKNOWN");
        assertThat(bed.refusalAfter(order -> order.manifest.put("environment", "P"))).containsExactly("CONTRACT_UNKNOWN");
    }

    @Test void limits_hold_for_pieces_bytes_and_documents() throws Exception {
        bed.reopen(new SupplierContract.Limits(2, 6_000, 4_000, 2, 40), Clock.systemUTC());

        assertThat(bed.refusalAfter(order -> order.piece(ADDRESS).piece(ADDRESS))).contains("LIMIT_EXCEEDED");
        assertThat(bed.refusalAfter(order -> order.document(order.piece(0), "ANNEX", new byte[3_000], 1))).contains("LIMIT_EXCEEDED");
        assertThat(bed.refusalAfter(order -> {
            order.document(order.piece(0), "ANNEX", SampleOrder.pagesOf(1, PDRectangle.A4), 1);
            order.document(order.piece(0), "ANNEX", SampleOrder.pagesOf(1, PDRectangle.A4), 1);
        })).contains("LIMIT_EXCEEDED");
        assertThat(bed.refusalOf(new byte[6_001])).containsExactly("LIMIT_EXCEEDED");
    }

    @Test void a_piece_that_cannot_be_printed_is_rejected_while_the_others_are_accepted() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).piece(REFUSED_ADDRESS).piece("An Proef", "Teststraat 1", "Gent zonder")
                .piece(ADDRESS).piece(ADDRESS).piece(ADDRESS).piece(ADDRESS).piece(ADDRESS).piece(ADDRESS).piece(ADDRESS)
                .mainDocument(3, SampleOrder.pagesOf(2, PDRectangle.A4))
                .mainDocument(4, SampleOrder.pagesOf(3, PDRectangle.LETTER))
                .mainDocument(5, "no pdf".getBytes(UTF_8))
                .mainDocument(6, lockedPdf())
                .mainDocument(7, scriptedPdf())
                .coverDocument(8, SampleOrder.cover(List.of(ADDRESS), 120))
                .with(changed -> ((ObjectNode) changed.piece(9).get("product")).put("returnReceipt", true))
                .sealedBy(PLATFORM);

        bed.upload(ORDER_1, encrypted(order.zip(), GATEWAY));

        assertThat(bed.answer(RECEIPT_1).get("result").asText()).isEqualTo("ACCEPTED");
        JsonNode results = bed.answer(RESULTS_1);
        List<String> outcomes = new ArrayList<>();
        results.get("pieces").forEach(piece -> outcomes.add(piece.get("result").asText() + piece.get("codes")));
        assertThat(outcomes).containsExactly("ACCEPTED[]", "REJECTED[\"ADDRESS_INCOMPLETE\"]", "REJECTED[\"ADDRESS_INCOMPLETE\"]",
                "REJECTED[\"PAGES_MISMATCH\"]", "REJECTED[\"PDF_SIZE_NOT_A4\"]", "REJECTED[\"PDF_UNREADABLE\"]", "REJECTED[\"PDF_ENCRYPTED\"]",
                "REJECTED[\"PDF_ACTIVE_CONTENT\"]", "REJECTED[\"ADDRESS_ZONE\"]", "REJECTED[\"PRODUCT_COMBINATION\"]");
        assertThat(results.get("counts")).isEqualTo(json("{\"pieces\":10,\"accepted\":1,\"rejected\":9}"));
    }

    private byte[] zipped(SampleOrder.Entry... entries) {
        return encrypted(SampleOrder.zipOf(List.of(entries)), GATEWAY);
    }

    /** The JDK's writer refuses a repeated name, so the last entry is written under a name of the same length, which is then patched. */
    private static byte[] repeatingTheLastEntry(byte[] zip, List<SampleOrder.Entry> documents) throws IOException {
        SampleOrder.Entry last = documents.get(documents.size() - 1);
        String standIn = "X" + last.name().substring(1);
        List<SampleOrder.Entry> entries = new ArrayList<>();
        try (var source = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = source.getNextEntry(); entry != null; entry = source.getNextEntry()) {
                entries.add(new SampleOrder.Entry(entry.getName(), source.readAllBytes()));
            }
        }
        entries.add(new SampleOrder.Entry(standIn, last.content()));
        String patched = new String(SampleOrder.zipOf(entries), ISO_8859_1).replace(standIn, last.name());
        return patched.getBytes(ISO_8859_1);
    }

    private static byte[] lockedPdf() throws IOException {
        try (PDDocument document = new PDDocument(); ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            document.addPage(new PDPage(PDRectangle.A4));
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static byte[] scriptedPdf() throws IOException {
        try (PDDocument document = new PDDocument(); ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            for (int i = 0; i < 3; i++) {
                document.addPage(new PDPage(PDRectangle.A4));
            }
            document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert(1)"));
            document.save(bytes);
            return bytes.toByteArray();
        }
    }
}
