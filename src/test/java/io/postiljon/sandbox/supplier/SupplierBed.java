package io.postiljon.sandbox.supplier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import io.postiljon.sandbox.sftp.SandboxSftpServer;
import io.postiljon.sandbox.sftp.SftpAccount;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.openpgp.PGPException;

/** A supplier that takes orders of one gateway, and the words that its tests are written in. The folders are there; who wants SFTP starts the server. */
final class SupplierBed implements AutoCloseable {
    static final String ORDER_1 = "PO.OVO002949.20261124.000001.T.zip.pgp";
    static final String ORDER_2 = "PO.OVO002949.20261124.000002.T.zip.pgp";
    static final String RECEIPT_1 = "/out/ack/PA.OVO002949.20261124.000001.T.json.pgp";
    static final String RECEIPT_2 = "/out/ack/PA.OVO002949.20261124.000002.T.json.pgp";
    static final String RESULTS_1 = "/out/piece/PP.OVO002949.20261124.000001.T.json.pgp";
    static final String[] ADDRESS = {"An Proef", "Teststraat 1", "9000 Gent"};
    static final Duration SOON = Duration.ofSeconds(60);
    static final PgpKeys GATEWAY = PgpKeys.generate("gateway@sandbox");
    static final PgpKeys SUPPLIER = PgpKeys.generate("supplier@sandbox");
    static final PgpKeys STRANGER = PgpKeys.generate("stranger@sandbox");
    static final PlatformSeal PLATFORM = new PlatformSeal("platform");
    static final KeyPair LOGIN_KEY = loginKey();

    private final SandboxSftpServer server = new SandboxSftpServer(List.of(SftpAccount.ofPrintGateway("gateway", login())));
    private PrintSupplierSimulator supplier = supplier(SupplierContract.Limits.ofFormat(), Clock.systemUTC());

    SandboxSftpServer server() {
        return server;
    }

    PrintSupplierSimulator supplier() {
        return supplier;
    }

    /** Another supplier in the place of the first, on the same folders. */
    void reopen(SupplierContract.Limits limits, Clock clock) {
        supplier.close();
        supplier = supplier(limits, clock);
    }

    private PrintSupplierSimulator supplier(SupplierContract.Limits limits, Clock clock) {
        return new PrintSupplierSimulator(server, new SupplierContract("DRUKKER", "RAAM-1", "OVO002949", "T", limits), SUPPLIER, GATEWAY.armoredPublicKey(),
                List.of(PLATFORM.certificate()), clock).start();
    }

    void upload(String name, byte[] file) {
        server.write("/in/" + name, file);
        server.write("/in/" + name + ".go", new byte[0]);
    }

    /** Waits for it. */
    JsonNode answer(String file) throws Exception {
        await().atMost(SOON).until(() -> server.exists(file + ".go"));
        return json(new String(opened(file), UTF_8));
    }

    byte[] opened(String file) throws Exception {
        return opened(server.read(file));
    }

    void fetched(String answer) {
        server.delete(answer);
        server.delete(answer + ".go");
    }

    /** Codes of the receipt for this file as order 1. */
    List<String> refusalOf(byte[] file) throws Exception {
        return codes(rejected(file));
    }

    List<String> refusalAfter(Consumer<SampleOrder> change) throws Exception {
        return refusalOf(changed(change));
    }

    List<String> detailsAfter(Consumer<SampleOrder> change) throws Exception {
        JsonNode receipt = rejected(changed(change));
        assertThat(codes(receipt)).containsOnly("MANIFEST_SCHEMA");
        return receipt.get("errors").findValuesAsText("detail");
    }

    private static byte[] changed(Consumer<SampleOrder> change) throws Exception {
        return encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).with(change).sealedBy(PLATFORM).zip(), GATEWAY);
    }

    private JsonNode rejected(byte[] file) throws Exception {
        upload(ORDER_1, file);
        JsonNode receipt = answer(RECEIPT_1);
        fetched(RECEIPT_1);
        assertThat(receipt.get("result").asText()).isEqualTo("REJECTED");
        return receipt;
    }

    static byte[] encrypted(byte[] zip, PgpKeys signer) {
        return seal(zip, signer, SUPPLIER, PgpEnvelope.Signing.REQUIRED);
    }

    static byte[] seal(byte[] zip, PgpKeys signer, PgpKeys recipient, PgpEnvelope.Signing signing) {
        try {
            return PgpEnvelope.seal(zip, signer, recipient.publicRing(), signing);
        } catch (PGPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] opened(byte[] answer) throws Exception {
        SignedMessage message = SignedMessage.open(new ByteArrayInputStream(answer), GATEWAY, SUPPLIER.publicRing());
        byte[] content = message.content().readAllBytes();
        message.verify();
        return content;
    }

    static List<String> codes(JsonNode receipt) {
        return receipt.get("errors").findValuesAsText("code");
    }

    static JsonNode json(String text) throws IOException {
        return new JsonMapper().readTree(text);
    }

    private static KeyPair loginKey() {
        try {
            return KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
        } catch (JSchException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String login() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        LOGIN_KEY.writePublicKey(line, "test");
        return line.toString(UTF_8).strip();
    }

    @Override public void close() {
        supplier.close();
        server.close();
    }
}
