package io.postiljon.sandbox.supplier;

import static io.postiljon.sandbox.supplier.SupplierBed.ADDRESS;
import static io.postiljon.sandbox.supplier.SupplierBed.GATEWAY;
import static io.postiljon.sandbox.supplier.SupplierBed.LOGIN_KEY;
import static io.postiljon.sandbox.supplier.SupplierBed.ORDER_1;
import static io.postiljon.sandbox.supplier.SupplierBed.ORDER_2;
import static io.postiljon.sandbox.supplier.SupplierBed.PLATFORM;
import static io.postiljon.sandbox.supplier.SupplierBed.RECEIPT_1;
import static io.postiljon.sandbox.supplier.SupplierBed.RECEIPT_2;
import static io.postiljon.sandbox.supplier.SupplierBed.RESULTS_1;
import static io.postiljon.sandbox.supplier.SupplierBed.SOON;
import static io.postiljon.sandbox.supplier.SupplierBed.SUPPLIER;
import static io.postiljon.sandbox.supplier.SupplierBed.codes;
import static io.postiljon.sandbox.supplier.SupplierBed.encrypted;
import static io.postiljon.sandbox.supplier.SupplierBed.json;
import static io.postiljon.sandbox.supplier.SupplierBed.opened;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.apache.camel.converter.crypto.PGPDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator takes an order, shows it, and answers as the format says. */
class PrintSupplierSimulatorTest {
    private final SupplierBed bed = new SupplierBed();

    @TempDir private Path folder;

    @AfterEach void close() {
        bed.close();
    }

    @Test void a_right_order_is_taken_and_answered_by_receipt_and_piece_results() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).piece("Bo Proef", "Testlaan 2", "9000 Gent").sealedBy(PLATFORM);
        byte[] file = encrypted(order.zip(), GATEWAY);

        bed.upload(ORDER_1, file);

        JsonNode receipt = bed.answer(RECEIPT_1);
        JsonNode results = bed.answer(RESULTS_1);
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
        assertThat(bed.server().list("/in")).isEmpty();
        assertThat(bed.supplier().batches()).extracting(ReceivedBatch::batchId).containsExactly(order.batchId);
        assertThat(bed.supplier().coverText(order.pieceId(1))).contains("Bo Proef", "9000 Gent");
    }

    @Test void an_order_without_its_marker_is_left_alone() {
        SampleOrder order = new SampleOrder(ORDER_2).piece(ADDRESS).sealedBy(PLATFORM);
        bed.server().write("/in/" + ORDER_1, encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM).zip(), GATEWAY));
        bed.server().write("/in/half.part", new byte[10]);

        bed.upload(ORDER_2, encrypted(order.zip(), GATEWAY));
        await().atMost(SOON).until(() -> bed.server().exists(RECEIPT_2 + ".go"));

        assertThat(bed.server().list("/in")).containsExactly(ORDER_1, "half.part");
        assertThat(bed.supplier().batches()).extracting(ReceivedBatch::orderFile).containsExactly(ORDER_2);
    }

    @Test void a_marker_written_again_after_the_order_was_taken_goes_away() throws Exception {
        bed.upload(ORDER_1, encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM).zip(), GATEWAY));
        bed.answer(RECEIPT_1);

        bed.server().write("/in/" + ORDER_1 + ".go", new byte[0]);

        await().atMost(SOON).until(() -> bed.server().list("/in").isEmpty());
        assertThat(bed.supplier().batches()).hasSize(1);
        assertThat(bed.supplier().refusedOrders()).isEmpty();
    }

    @Test void a_stopped_supplier_takes_nothing_and_goes_on_where_it_was() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM);
        byte[] file = encrypted(order.zip(), GATEWAY);
        bed.upload(ORDER_1, file);
        bed.answer(RECEIPT_1);
        bed.fetched(RECEIPT_1);

        bed.supplier().stop();
        bed.upload(ORDER_1, file);
        assertThat(bed.server().list("/in")).containsExactly(ORDER_1, ORDER_1 + ".go");
        bed.supplier().start();

        assertThat(codes(bed.answer(RECEIPT_1))).containsExactly("DUPLICATE_BATCH");
    }

    @Test void a_gap_in_the_numbers_is_a_warning() throws Exception {
        String tenth = ORDER_1.replace("000001", "000010");

        bed.upload(tenth, encrypted(new SampleOrder(tenth).piece(ADDRESS).sealedBy(PLATFORM).zip(), GATEWAY));

        JsonNode receipt = bed.answer(RECEIPT_1.replace("000001", "000010"));
        assertThat(receipt.get("result").asText()).isEqualTo("ACCEPTED");
        assertThat(codes(receipt)).containsExactly("SEQUENCE_GAP");
    }

    @Test void the_inspection_shows_each_piece_with_its_documents() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM);
        bed.upload(ORDER_1, encrypted(order.zip(), GATEWAY));
        bed.answer(RESULTS_1);

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

    @Test void camel_is_an_independent_peer_for_order_and_answer() throws Exception {
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM);
        PgpKeys.KeyFiles ours = GATEWAY.writeTo(folder, "gateway");
        PgpKeys.KeyFiles theirs = SUPPLIER.writeTo(folder, "supplier");
        try (DefaultCamelContext camel = new DefaultCamelContext(); PGPDataFormat sender = new PGPDataFormat(); PGPDataFormat reader = new PGPDataFormat()) {
            camel.start();
            sender.setKeyFileName("file:" + theirs.publicKey());
            sender.setKeyUserid(SUPPLIER.userId());
            sender.setSignatureKeyFileName("file:" + ours.secretKey());
            sender.setSignatureKeyUserid(GATEWAY.userId());
            sender.setSignaturePassword(GATEWAY.passphrase());
            sender.setArmored(false);
            sender.setIntegrity(true);
            sender.setAlgorithm(9);
            sender.setHashAlgorithm(10);
            sender.start();
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            sender.marshal(new DefaultExchange(camel), new ByteArrayInputStream(order.zip()), file);
            bed.upload(ORDER_1, file.toByteArray());
            await().atMost(SOON).until(() -> bed.server().exists(RECEIPT_1 + ".go"));

            reader.setKeyFileName("file:" + ours.secretKey());
            reader.setKeyUserid(GATEWAY.userId());
            reader.setPassword(GATEWAY.passphrase());
            reader.setSignatureKeyFileName("file:" + theirs.publicKey());
            reader.setSignatureKeyUserid(SUPPLIER.userId());
            reader.setSignatureVerificationOption(PGPDataFormat.SIGNATURE_VERIFICATION_OPTION_REQUIRED);
            reader.start();
            Object opened = reader.unmarshal(new DefaultExchange(camel), new ByteArrayInputStream(bed.server().read(RECEIPT_1)));

            JsonNode receipt = json(camel.getTypeConverter().mandatoryConvertTo(String.class, opened));
            assertThat(receipt.get("errors")).isEmpty();
            assertThat(receipt.get("result").asText()).isEqualTo("ACCEPTED");
        }
    }

    @Test void the_gateway_does_the_whole_exchange_over_sftp() throws Exception {
        bed.server().start();
        SampleOrder order = new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM);
        JSch client = new JSch();
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        LOGIN_KEY.writeOpenSSHv1PrivateKey(key, null);
        client.addIdentity("gateway", key.toByteArray(), null, null);
        client.setKnownHosts(new ByteArrayInputStream(bed.server().knownHostsLine().getBytes(UTF_8)));
        Session session = client.getSession("gateway", "localhost", bed.server().port());
        session.connect(5_000);
        ChannelSftp sftp = (ChannelSftp) session.openChannel("sftp");
        sftp.connect(5_000);

        sftp.put(new ByteArrayInputStream(encrypted(order.zip(), GATEWAY)), "/in/" + ORDER_1 + ".part");
        sftp.rename("/in/" + ORDER_1 + ".part", "/in/" + ORDER_1);
        sftp.put(new ByteArrayInputStream(new byte[0]), "/in/" + ORDER_1 + ".go");

        await().atMost(SOON).until(() -> sftp.ls("/out/piece").stream().anyMatch(entry -> entry.getFilename().endsWith(".go")));
        ByteArrayOutputStream fetched = new ByteArrayOutputStream();
        sftp.get(RECEIPT_1, fetched);
        sftp.rm(RECEIPT_1 + ".go");
        sftp.rm(RECEIPT_1);
        session.disconnect();
        assertThat(json(new String(opened(fetched.toByteArray()), UTF_8)).get("result").asText()).isEqualTo("ACCEPTED");
        assertThat(bed.server().list("/out/ack")).isEmpty();
        assertThat(bed.server().list("/in")).isEmpty();
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(bed.supplier().inspectUrl() + path)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
