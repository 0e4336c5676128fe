package io.postiljon.sandbox.supplier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.zip.ZipInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.Session;
import io.postiljon.sandbox.sftp.SandboxSftpServer;
import io.postiljon.sandbox.sftp.SftpAccount;
import org.apache.camel.converter.crypto.PGPDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.bouncycastle.openpgp.PGPException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintSupplierSimulatorTest {

    private static final String ORDER_1 = "PO.OVO002949.20261124.000001.T.zip.pgp";
    private static final String ORDER_2 = "PO.OVO002949.20261124.000002.T.zip.pgp";
    private static final String RECEIPT_1 = "/out/ack/PA.OVO002949.20261124.000001.T.json.pgp";
    private static final String RECEIPT_2 = "/out/ack/PA.OVO002949.20261124.000002.T.json.pgp";
    private static final String RESULTS_1 = "/out/piece/PP.OVO002949.20261124.000001.T.json.pgp";
    private static final String[] ADDRESS = {"An Proef", "Teststraat 1", "9000 Gent"};
    private static final String[] REFUSED_ADDRESS = {"An WEIGER", "Teststraat 1", "9000 Gent"};
    private static final Duration SOON = Duration.ofSeconds(60);

    private static PgpKeys gateway;
    private static PgpKeys supplierKeys;
    private static PgpKeys stranger;
    private static PlatformSeal platform;
    private static KeyPair loginKey;
    private static String login;
    private SandboxSftpServer server;
    private PrintSupplierSimulator supplier;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeKeys() throws JSchException {
        gateway = PgpKeys.generate("gateway@sandbox");
        supplierKeys = PgpKeys.generate("supplier@sandbox");
        stranger = PgpKeys.generate("stranger@sandbox");
        platform = new PlatformSeal("platform");
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        loginKey = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
        loginKey.writePublicKey(line, "test");
        login = line.toString(UTF_8).strip();
    }

    @BeforeEach
    void startSupplier() {
        server = new SandboxSftpServer(List.of(SftpAccount.ofPrintGateway("gateway", login)));
        supplier = new PrintSupplierSimulator(server, contract(SupplierContract.Limits.ofFormat()), supplierKeys, gateway.armoredPublicKey(),
                List.of(platform.certificate())).start();
    }

    @AfterEach
    void stopSupplier() {
        supplier.close();
        server.close();
    }

    @Test
    void a_right_order_is_taken_and_answered_by_receipt_and_piece_results() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).piece("Bo Proef", "Testlaan 2", "9000 Gent").sealedBy(platform);
        byte[] file = encrypted(order.zip(), gateway);

        upload(ORDER_1, file);

        JsonNode receipt = answer(RECEIPT_1);
        JsonNode results = answer(RESULTS_1);
        assertThat(receipt.fieldNames()).toIterable().containsExactly("batchId", "orderFile", "receivedAt", "bytes", "sha256OfPgpFile",
                "result", "errors", "totalsSeen");
        assertThat(receipt.get("batchId").asText()).isEqualTo(order.batchId);
        assertThat(receipt.get("orderFile").asText()).isEqualTo(ORDER_1);
        assertThat(receipt.get("bytes").asLong()).isEqualTo(file.length);
        assertThat(receipt.get("sha256OfPgpFile").asText()).isEqualTo(Sha256Hex.of(file));
        assertThat(receipt.get("result").asText()).isEqualTo("ACCEPTED");
        assertThat(receipt.get("errors")).isEmpty();
        assertThat((JsonNode) receipt.get("totalsSeen")).isEqualTo(json(order.totals().toString()));
        assertThat(results.get("batchId").asText()).isEqualTo(order.batchId);
        assertThat(results.get("counts")).isEqualTo(json("{\"pieces\":2,\"accepted\":2,\"rejected\":0}"));
        assertThat(results.get("pieces").findValuesAsText("pieceId")).containsExactly(order.pieceId(0), order.pieceId(1));
        assertThat(results.get("pieces").findValuesAsText("result")).containsOnly("ACCEPTED");
        assertThat(server.list("/in")).isEmpty();
        assertThat(supplier.batches()).extracting(ReceivedBatch::batchId).containsExactly(order.batchId);
        assertThat(supplier.coverText(order.pieceId(1))).contains("Bo Proef", "9000 Gent");
    }

    @Test
    void an_order_without_its_marker_is_left_alone() {
        SampleOrder order = new SampleOrder(ORDER_2).piece(ADDRESS).sealedBy(platform);
        server.write("/in/" + ORDER_1, encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform).zip(), gateway));
        server.write("/in/half.part", new byte[10]);

        upload(ORDER_2, encrypted(order.zip(), gateway));
        await().atMost(SOON).until(() -> server.exists(RECEIPT_2 + ".go"));

        assertThat(server.list("/in")).containsExactly(ORDER_1, "half.part");
        assertThat(supplier.batches()).extracting(ReceivedBatch::orderFile).containsExactly(ORDER_2);
    }

    @Test
    void the_inspection_shows_each_piece_with_its_documents() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform);
        upload(ORDER_1, encrypted(order.zip(), gateway));
        answer(RESULTS_1);

        HttpResponse<String> shown = get("/pieces");

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).doesNotContain("Proef").doesNotContain("Gent");
        JsonNode items = json(shown.body()).get("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("pieceId").asText()).isEqualTo(order.pieceId(0));
        assertThat(items.get(0).get("batch").asText()).isEqualTo(order.batchId);
        assertThat(items.get(0).get("timesSeen").asInt()).isEqualTo(1);
        assertThat(items.get(0).get("documents").findValuesAsText("role")).containsExactly("COVER", "MAIN");
        assertThat(items.get(0).get("documents").findValuesAsText("sha256"))
                .containsExactly(Sha256Hex.of(order.documents.get(0).content()), Sha256Hex.of(order.documents.get(1).content()));
        assertThat(get("/else").statusCode()).isEqualTo(404);
    }

    @Test
    void camel_is_an_independent_peer_for_order_and_answer() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform);
        PgpKeys.KeyFiles ours = gateway.writeTo(folder, "gateway");
        PgpKeys.KeyFiles theirs = supplierKeys.writeTo(folder, "supplier");
        try (DefaultCamelContext camel = new DefaultCamelContext(); PGPDataFormat sender = new PGPDataFormat(); PGPDataFormat reader = new PGPDataFormat()) {
            camel.start();
            sender.setKeyFileName("file:" + theirs.publicKey());
            sender.setKeyUserid(supplierKeys.userId());
            sender.setSignatureKeyFileName("file:" + ours.secretKey());
            sender.setSignatureKeyUserid(gateway.userId());
            sender.setSignaturePassword(gateway.passphrase());
            sender.setArmored(false);
            sender.setIntegrity(true);
            sender.setAlgorithm(9);
            sender.setHashAlgorithm(10);
            sender.start();
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            sender.marshal(new DefaultExchange(camel), new ByteArrayInputStream(order.zip()), file);
            upload(ORDER_1, file.toByteArray());
            await().atMost(SOON).until(() -> server.exists(RECEIPT_1 + ".go"));

            reader.setKeyFileName("file:" + ours.secretKey());
            reader.setKeyUserid(gateway.userId());
            reader.setPassword(gateway.passphrase());
            reader.setSignatureKeyFileName("file:" + theirs.publicKey());
            reader.setSignatureKeyUserid(supplierKeys.userId());
            reader.setSignatureVerificationOption(PGPDataFormat.SIGNATURE_VERIFICATION_OPTION_REQUIRED);
            reader.start();
            Object opened = reader.unmarshal(new DefaultExchange(camel), new ByteArrayInputStream(server.read(RECEIPT_1)));

            JsonNode receipt = json(camel.getTypeConverter().mandatoryConvertTo(String.class, opened));
            assertThat(receipt.get("errors")).isEmpty();
            assertThat(receipt.get("result").asText()).isEqualTo("ACCEPTED");
        }
    }

    @Test
    void the_gateway_does_the_whole_exchange_over_sftp() throws Exception {
        server.start();
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform);
        JSch client = new JSch();
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        loginKey.writeOpenSSHv1PrivateKey(key, null);
        client.addIdentity("gateway", key.toByteArray(), null, null);
        client.setKnownHosts(new ByteArrayInputStream(server.knownHostsLine().getBytes(UTF_8)));
        Session session = client.getSession("gateway", "localhost", server.port());
        session.connect(5_000);
        ChannelSftp sftp = (ChannelSftp) session.openChannel("sftp");
        sftp.connect(5_000);

        sftp.put(new ByteArrayInputStream(encrypted(order.zip(), gateway)), "/in/" + ORDER_1 + ".part");
        sftp.rename("/in/" + ORDER_1 + ".part", "/in/" + ORDER_1);
        sftp.put(new ByteArrayInputStream(new byte[0]), "/in/" + ORDER_1 + ".go");

        await().atMost(SOON).until(() -> sftp.ls("/out/piece").stream().anyMatch(entry -> entry.getFilename().endsWith(".go")));
        ByteArrayOutputStream fetched = new ByteArrayOutputStream();
        sftp.get(RECEIPT_1, fetched);
        sftp.rm(RECEIPT_1 + ".go");
        sftp.rm(RECEIPT_1);
        session.disconnect();
        assertThat(json(new String(opened(fetched.toByteArray()), UTF_8)).get("result").asText()).isEqualTo("ACCEPTED");
        assertThat(server.list("/out/ack")).isEmpty();
        assertThat(server.list("/in")).isEmpty();
    }

    @Test
    void a_second_copy_is_refused_but_seen_and_its_answer_waits_until_the_first_was_fetched() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform);
        byte[] file = encrypted(order.zip(), gateway);
        upload(ORDER_1, file);
        await().atMost(SOON).until(() -> server.exists(RESULTS_1 + ".go"));

        upload(ORDER_1, file);
        await().atMost(SOON).until(() -> supplier.refusedOrders().size() == 1);

        assertThat(answer(RECEIPT_1).get("result").asText()).isEqualTo("ACCEPTED");
        fetched(RECEIPT_1);
        JsonNode second = answer(RECEIPT_1);
        assertThat(second.get("result").asText()).isEqualTo("REJECTED");
        assertThat(second.get("batchId").asText()).isEqualTo(order.batchId);
        assertThat(codes(second)).containsExactly("DUPLICATE_BATCH");
        assertThat(supplier.batches()).hasSize(1);
        assertThat(supplier.piece(order.pieceId(0)).orElseThrow().timesSeen()).isEqualTo(2);
    }

    @Test
    void the_same_batch_and_the_same_piece_under_another_name_are_copies_too() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform);
        upload(ORDER_1, encrypted(order.zip(), gateway));
        answer(RECEIPT_1);

        order.manifest.put("orderFile", ORDER_2);
        upload(ORDER_2, encrypted(order.sealedBy(platform).zip(), gateway));
        assertThat(codes(answer(RECEIPT_2))).containsExactly("DUPLICATE_BATCH");

        String third = ORDER_2.replace("000002", "000003");
        order.manifest.put("orderFile", third).put("batchId", UUID.randomUUID().toString());
        upload(third, encrypted(order.sealedBy(platform).zip(), gateway));
        assertThat(codes(answer(RECEIPT_2.replace("000002", "000003")))).containsExactly("DUPLICATE_BATCH");
        assertThat(supplier.piece(order.pieceId(0)).orElseThrow().timesSeen()).isEqualTo(3);
    }

    @Test
    void a_gap_in_the_numbers_is_a_warning() throws Exception {
        String tenth = ORDER_1.replace("000001", "000010");

        upload(tenth, encrypted(new SampleOrder(tenth).piece(ADDRESS).sealedBy(platform).zip(), gateway));

        JsonNode receipt = answer(RECEIPT_1.replace("000001", "000010"));
        assertThat(receipt.get("result").asText()).isEqualTo("ACCEPTED");
        assertThat(codes(receipt)).containsExactly("SEQUENCE_GAP");
    }

    @Test
    void an_unsigned_a_foreign_and_a_misaddressed_message_are_refused() throws Exception {
        byte[] zip = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform).zip();

        assertThat(refusalOf(seal(zip, gateway, supplierKeys, PgpEnvelope.Signing.NONE))).containsExactly("PGP_SIGNATURE");
        assertThat(refusalOf(encrypted(zip, stranger))).containsExactly("PGP_SIGNATURE");
        assertThat(refusalOf(seal(zip, gateway, stranger, PgpEnvelope.Signing.REQUIRED))).containsExactly("PGP_DECRYPT");
        assertThat(refusalOf("not a message".getBytes(UTF_8))).containsExactly("PGP_DECRYPT");
        assertThat(refusalOf(zip)).containsExactly("PGP_DECRYPT");
        assertThat(supplier.batches()).isEmpty();
    }

    @Test
    void a_changed_bit_and_a_cut_message_are_refused_wherever_it_is() throws Exception {
        byte[] file = encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform).zip(), gateway);

        for (int position : new int[] {600, file.length / 2, file.length - 300, file.length - 1}) {
            byte[] changed = file.clone();
            changed[position] ^= 1;
            assertThat(refusalOf(changed)).as("bit changed at %d", position).containsExactly("PGP_DECRYPT");
        }
        assertThat(refusalOf(Arrays.copyOf(file, file.length / 2))).containsExactly("PGP_DECRYPT");
        assertThat(supplier.batches()).isEmpty();
    }

    @Test
    void a_manifest_that_was_changed_or_sealed_by_another_is_refused() throws Exception {
        PlatformSeal other = new PlatformSeal("platform");

        assertThat(refusalOf(encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform)
                .tamperedManifest(manifest -> manifest.put("cutOffAt", "2026-11-24T18:30:00+01:00")).zip(), gateway)))
                .containsExactly("CMS_SIGNATURE");
        assertThat(refusalOf(encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(other).zip(), gateway)))
                .containsExactly("CMS_SIGNATURE");
    }

    @Test
    void a_zip_with_another_order_an_unknown_entry_a_repeated_or_a_missing_one_is_refused() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform);
        SampleOrder.Entry manifest = new SampleOrder.Entry("manifest.json", order.manifestBytes());
        SampleOrder.Entry seal = new SampleOrder.Entry("manifest.json.p7s", order.seal());
        List<SampleOrder.Entry> documents = order.documents;

        assertThat(refusalOf(zipped(seal, manifest, documents.get(0), documents.get(1)))).containsExactly("ZIP_INVALID");
        assertThat(refusalOf(zipped(manifest, documents.get(0), seal, documents.get(1)))).containsExactly("ZIP_INVALID");
        assertThat(refusalOf(zipped(manifest, seal, documents.get(0), documents.get(1), new SampleOrder.Entry("docs/extra.pdf", new byte[3]))))
                .containsExactly("ZIP_INVALID");
        assertThat(refusalOf(zipped(manifest, seal, documents.get(0), documents.get(1), new SampleOrder.Entry("../up.pdf", new byte[3]))))
                .containsExactly("ZIP_INVALID");
        assertThat(refusalOf(zipped(manifest, seal, documents.get(0)))).containsExactly("HASH_MISMATCH");
        assertThat(refusalOf(encrypted(repeatingTheLastEntry(order.zip(), documents), gateway))).containsExactly("ZIP_INVALID");
        assertThat(refusalOf(encrypted(new byte[500], gateway))).containsExactly("ZIP_INVALID");
    }

    @Test
    void a_document_that_differs_from_its_digest_is_refused() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform);
        order.documents.set(1, new SampleOrder.Entry(order.documents.get(1).name(), SampleOrder.pagesOf(3, PDRectangle.A4)));

        assertThat(refusalOf(encrypted(order.zip(), gateway))).containsExactly("HASH_MISMATCH");
    }

    @Test
    void every_total_that_is_wrong_is_refused() throws Exception {
        for (String total : List.of("pieces", "documents", "pages", "sheets", "bytes")) {
            assertThat(refusalAfter(order -> order.totals().put(total, order.totals().get(total).asLong() + 1))).as(total)
                    .containsExactly("TOTALS_MISMATCH");
        }
        assertThat(refusalAfter(order -> order.totals().put("hashTotal", "0".repeat(64)))).containsExactly("TOTALS_MISMATCH");
        assertThat(refusalAfter(order -> {
            order.piece(0).put("sheets", 4);
            order.totals().put("sheets", 4);
        })).containsExactly("TOTALS_MISMATCH");
    }

    @Test
    void members_that_are_missing_unknown_or_malformed_are_named_without_their_value() throws Exception {
        assertThat(detailsAfter(order -> order.manifest.remove("cutOffAt"))).containsExactly(" required cutOffAt");
        assertThat(detailsAfter(order -> order.piece(0).put("ssin", "x"))).containsExactly("/pieces/0 additionalProperties ssin");
        assertThat(detailsAfter(order -> order.manifest.put("createdAt", "yesterday"))).containsExactly("/createdAt format");
        assertThat(detailsAfter(order -> ((ArrayNode) order.piece(0).get("recipient").get("lines")).remove(0)))
                .containsExactly("/pieces/0/recipient/lines minItems");
        assertThat(detailsAfter(order -> ((ArrayNode) order.piece(0).get("recipient").get("lines")).set(0, "Proef".repeat(11))))
                .containsExactly("/pieces/0/recipient/lines/0 maxLength");
        assertThat(detailsAfter(order -> order.piece(0).put("seq", 2))).containsExactly("/pieces/0/seq is not 1");
        assertThat(detailsAfter(order -> order.manifest.put("orderFile", ORDER_2))).containsExactly("orderFile is not the name of the order");
        assertThat(detailsAfter(order -> ((ObjectNode) order.piece(0).get("recipient").get("structured")).putNull("box")))
                .containsExactly("/pieces/0/recipient/structured/box type");
    }

    @Test
    void an_insz_or_a_kbo_number_of_the_recipient_refuses_the_order() throws Exception {
        for (String number : List.of("90610199729", "90.61.01-997.29", "0999990024", "0999.990.024")) {
            assertThat(detailsAfter(order -> ((ArrayNode) order.piece(0).get("recipient").get("lines")).set(1, "Nr " + number)))
                    .as(number).containsExactly("/pieces/0/recipient/lines/1 holds an INSZ or a KBO number");
        }
        assertThat(detailsAfter(order -> order.piece(0).put("parcelRef", "90610199729")))
                .containsExactly("/pieces/0/parcelRef holds an INSZ or a KBO number");
    }

    @Test
    void another_contract_sender_or_environment_is_refused() throws Exception {
        assertThat(refusalAfter(order -> ((ObjectNode) order.manifest.get("supplier")).put("contractRef", "RAAM-2")))
                .containsExactly("CONTRACT_UNKNOWN");
        assertThat(refusalAfter(order -> ((ObjectNode) order.manifest.get("sender")).put("orgCode", "OVO000001")))
                .containsExactly("CONTRACT_UNKNOWN");
        assertThat(refusalAfter(order -> order.manifest.put("environment", "P"))).containsExactly("CONTRACT_UNKNOWN");
    }

    @Test
    void limits_hold_for_pieces_bytes_and_documents() throws Exception {
        supplier.close();
        supplier = new PrintSupplierSimulator(server, contract(new SupplierContract.Limits(2, 6_000, 4_000, 2, 40)), supplierKeys,
                gateway.armoredPublicKey(), List.of(platform.certificate())).start();

        assertThat(refusalAfter(order -> order.piece(ADDRESS).piece(ADDRESS))).contains("LIMIT_EXCEEDED");
        assertThat(refusalAfter(order -> order.document(order.piece(0), "ANNEX", new byte[3_000], 1))).contains("LIMIT_EXCEEDED");
        assertThat(refusalAfter(order -> {
            order.document(order.piece(0), "ANNEX", SampleOrder.pagesOf(1, PDRectangle.A4), 1);
            order.document(order.piece(0), "ANNEX", SampleOrder.pagesOf(1, PDRectangle.A4), 1);
        })).contains("LIMIT_EXCEEDED");
        assertThat(refusalOf(new byte[6_001])).containsExactly("LIMIT_EXCEEDED");
    }

    @Test
    void a_piece_that_cannot_be_printed_is_rejected_while_the_others_are_accepted() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).piece(REFUSED_ADDRESS).piece("An Proef", "Teststraat 1", "Gent zonder")
                .piece(ADDRESS).piece(ADDRESS).piece(ADDRESS).piece(ADDRESS).piece(ADDRESS).piece(ADDRESS).piece(ADDRESS)
                .mainDocument(3, SampleOrder.pagesOf(2, PDRectangle.A4))
                .mainDocument(4, SampleOrder.pagesOf(3, PDRectangle.LETTER))
                .mainDocument(5, "no pdf".getBytes(UTF_8))
                .mainDocument(6, lockedPdf())
                .mainDocument(7, scriptedPdf())
                .coverDocument(8, SampleOrder.cover(List.of(ADDRESS), 120))
                .with(changed -> ((ObjectNode) changed.piece(9).get("product")).put("returnReceipt", true))
                .sealedBy(platform);

        upload(ORDER_1, encrypted(order.zip(), gateway));

        assertThat(answer(RECEIPT_1).get("result").asText()).isEqualTo("ACCEPTED");
        JsonNode results = answer(RESULTS_1);
        List<String> outcomes = new ArrayList<>();
        results.get("pieces").forEach(piece -> outcomes.add(piece.get("result").asText() + piece.get("codes")));
        assertThat(outcomes).containsExactly("ACCEPTED[]", "REJECTED[\"ADDRESS_INCOMPLETE\"]", "REJECTED[\"ADDRESS_INCOMPLETE\"]",
                "REJECTED[\"PAGES_MISMATCH\"]", "REJECTED[\"PDF_SIZE_NOT_A4\"]", "REJECTED[\"PDF_UNREADABLE\"]", "REJECTED[\"PDF_ENCRYPTED\"]",
                "REJECTED[\"PDF_ACTIVE_CONTENT\"]", "REJECTED[\"ADDRESS_ZONE\"]", "REJECTED[\"PRODUCT_COMBINATION\"]");
        assertThat(results.get("counts")).isEqualTo(json("{\"pieces\":10,\"accepted\":1,\"rejected\":9}"));
    }

    @Test
    void a_stopped_supplier_takes_nothing_and_goes_on_where_it_was() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform);
        byte[] file = encrypted(order.zip(), gateway);
        upload(ORDER_1, file);
        answer(RECEIPT_1);
        fetched(RECEIPT_1);

        supplier.stop();
        upload(ORDER_1, file);
        assertThat(server.list("/in")).containsExactly(ORDER_1, ORDER_1 + ".go");
        supplier.start();

        assertThat(codes(answer(RECEIPT_1))).containsExactly("DUPLICATE_BATCH");
    }

    @Test
    void a_delayed_answer_comes_after_its_delay_and_not_before() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        supplier.close();
        supplier = new PrintSupplierSimulator(server, contract(SupplierContract.Limits.ofFormat()), supplierKeys, gateway.armoredPublicKey(),
                List.of(platform.certificate()), clockAt(now)).start();
        supplier.answerAfter(Duration.ofMinutes(5));
        upload(ORDER_1, encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform).zip(), gateway));
        await().atMost(SOON).until(() -> server.list("/in").isEmpty());

        now.updateAndGet(time -> time.plus(Duration.ofMinutes(5)).minusMillis(1));
        await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> !server.exists(RECEIPT_1));
        now.updateAndGet(time -> time.plusMillis(1));
        await().atMost(SOON).until(() -> server.exists(RECEIPT_1 + ".go"));
    }

    @Test
    void a_silent_supplier_takes_the_order_and_never_answers() {
        supplier.answerWith(AnswerFault.SILENT);
        upload(ORDER_1, encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform).zip(), gateway));
        await().atMost(SOON).until(() -> supplier.batches().size() == 1 && server.list("/in").isEmpty());

        supplier.answerWith(AnswerFault.NO_RECEIPT);
        upload(ORDER_2, encrypted(new SampleOrder(ORDER_2).piece(ADDRESS).sealedBy(platform).zip(), gateway));
        await().atMost(SOON).until(() -> !server.list("/out/piece").isEmpty());

        assertThat(server.list("/out/ack")).isEmpty();
        assertThat(server.list("/out/piece")).allMatch(name -> name.startsWith("PP.OVO002949.20261124.000002.T"));
    }

    @Test
    void an_unsigned_and_a_garbled_answer_cannot_be_opened() {
        supplier.answerWith(AnswerFault.UNSIGNED);
        upload(ORDER_1, encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform).zip(), gateway));
        await().atMost(SOON).until(() -> server.exists(RESULTS_1 + ".go"));
        supplier.answerWith(AnswerFault.GARBLED);
        upload(ORDER_2, encrypted(new SampleOrder(ORDER_2).piece(ADDRESS).sealedBy(platform).zip(), gateway));
        await().atMost(SOON).until(() -> server.exists(RECEIPT_2 + ".go"));

        assertThatThrownBy(() -> opened(RECEIPT_1)).isInstanceOf(OrderRefused.class).hasMessageContaining("PGP_SIGNATURE");
        assertThatThrownBy(() -> opened(RECEIPT_2)).isInstanceOf(OrderRefused.class).hasMessageContaining("PGP_DECRYPT");
    }

    @Test
    void a_marker_written_again_after_the_order_was_taken_goes_away() throws Exception {
        upload(ORDER_1, encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(platform).zip(), gateway));
        answer(RECEIPT_1);

        server.write("/in/" + ORDER_1 + ".go", new byte[0]);

        await().atMost(SOON).until(() -> server.list("/in").isEmpty());
        assertThat(supplier.batches()).hasSize(1);
        assertThat(supplier.refusedOrders()).isEmpty();
    }

    private static SupplierContract contract(SupplierContract.Limits limits) {
        return new SupplierContract("DRUKKER", "RAAM-1", "OVO002949", "T", limits);
    }

    private void upload(String name, byte[] file) {
        server.write("/in/" + name, file);
        server.write("/in/" + name + ".go", new byte[0]);
    }

    /** Codes of the receipt for this file as order 1. */
    private List<String> refusalOf(byte[] file) throws Exception {
        return codes(rejected(file));
    }

    private JsonNode rejected(byte[] file) throws Exception {
        upload(ORDER_1, file);
        JsonNode receipt = answer(RECEIPT_1);
        fetched(RECEIPT_1);
        assertThat(receipt.get("result").asText()).isEqualTo("REJECTED");
        return receipt;
    }

    private List<String> refusalAfter(Consumer<SampleOrder> change) throws Exception {
        return refusalOf(encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).with(change).sealedBy(platform).zip(), gateway));
    }

    private List<String> detailsAfter(Consumer<SampleOrder> change) throws Exception {
        JsonNode receipt = rejected(encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).with(change).sealedBy(platform).zip(), gateway));
        assertThat(codes(receipt)).containsOnly("MANIFEST_SCHEMA");
        return receipt.get("errors").findValuesAsText("detail");
    }

    private byte[] zipped(SampleOrder.Entry... entries) {
        return encrypted(SampleOrder.zipOf(List.of(entries)), gateway);
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

    private static byte[] encrypted(byte[] zip, PgpKeys signer) {
        return seal(zip, signer, supplierKeys, PgpEnvelope.Signing.REQUIRED);
    }

    private static byte[] seal(byte[] zip, PgpKeys signer, PgpKeys recipient, PgpEnvelope.Signing signing) {
        try {
            return PgpEnvelope.seal(zip, signer, recipient.publicRing(), signing);
        } catch (PGPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode answer(String file) throws Exception {
        await().atMost(SOON).until(() -> server.exists(file + ".go"));
        return json(new String(opened(file), UTF_8));
    }

    private byte[] opened(String file) throws Exception {
        return opened(server.read(file));
    }

    private static byte[] opened(byte[] answer) throws Exception {
        SignedMessage message = SignedMessage.open(new ByteArrayInputStream(answer), gateway, supplierKeys.publicRing());
        byte[] content = message.content().readAllBytes();
        message.verify();
        return content;
    }

    private void fetched(String answer) {
        server.delete(answer);
        server.delete(answer + ".go");
    }

    private static List<String> codes(JsonNode receipt) {
        return receipt.get("errors").findValuesAsText("code");
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(supplier.inspectUrl() + path)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static JsonNode json(String text) throws IOException {
        return new JsonMapper().readTree(text);
    }

    private static Clock clockAt(AtomicReference<Instant> now) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }
}
