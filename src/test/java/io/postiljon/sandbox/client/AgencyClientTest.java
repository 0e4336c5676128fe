package io.postiljon.sandbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.ReferenceValidation;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import io.postiljon.sandbox.parts.KeyKind;
import io.postiljon.sandbox.parts.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class AgencyClientTest {
    private record Seen(String method, String path, String peer, String key, String signature, String contentType, byte[] body) {}

    @TempDir Path folder;
    private final LinkedBlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
    private SandboxFolder sandbox;
    private HttpsServer server;

    @BeforeEach void startsAServerThatKeepsWhatItSees() throws IOException {
        int port = Ports.free();
        sandbox = SandboxFolder.create(folder, port, Ports.free());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(sandbox.ca().contextOf(sandbox.ca().server("server"))) {
            @Override public void configure(HttpsParameters parameters) {
                var needed = getSSLContext().getDefaultSSLParameters();
                needed.setNeedClientAuth(true);
                parameters.setSSLParameters(needed);
            }
        });
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach void stops() {
        server.stop(0);
    }

    @ParameterizedTest @EnumSource
    void a_letter_arrives_whole_over_mutual_tls_with_a_signature_that_an_independent_library_accepts(KeyKind kind) throws Exception {
        Letter letter = aLetter(kind);
        Answer answer;
        try (AgencyClient client = client(kind)) {
            answer = client.send(letter, "key-1");
        }

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.messageId()).isEqualTo("m-1");
        Seen request = seen.take();
        assertThat(request.path()).isEqualTo("/api/v1/messages");
        assertThat(request.peer()).contains("CN=" + sandbox.agency(kind).code());
        assertThat(request.key()).isEqualTo("\"key-1\"");
        assertThat(partNames(request)).containsExactly("messageToPublish", "upfile1", "upfile2");
        for (Part part : letter.parts()) {
            assertThat(raw(request.body())).contains(raw(part.bytes()));
        }
        assertThat(acceptedByDss(kind, request.signature(), letter.parts())).isTrue();
    }

    @ParameterizedTest @EnumSource
    void the_independent_library_refuses_the_signature_when_a_byte_of_a_part_differs(KeyKind kind) {
        Letter letter = aLetter(kind);
        String signature = signer(kind).sign(letter.parts(), Instant.now());

        byte[] changed = letter.documents().getFirst().bytes().clone();
        changed[changed.length - 1] ^= 1;
        var parts = List.of(letter.messagePart(), Part.pdf("upfile1", changed), letter.documents().getLast());

        assertThat(acceptedByDss(kind, signature, letter.parts())).isTrue();
        assertThat(acceptedByDss(kind, signature, parts)).isFalse();
    }

    @Test void parts_go_in_the_order_that_the_caller_gives() throws Exception {
        Letter letter = aLetter(KeyKind.ES256);
        try (AgencyClient client = client(KeyKind.ES256)) {
            client.send(List.of(letter.documents().getLast(), letter.messagePart(), letter.documents().getFirst()), "key-1");
        }

        assertThat(partNames(seen.take())).containsExactly("upfile2", "messageToPublish", "upfile1");
    }

    @Test void a_letter_says_what_the_interface_asks_for() throws Exception {
        var message = aLetter(KeyKind.ES256).message();

        assertThat(message.at("/sender/enterpriseNumber").asText()).isEqualTo("0999990024");
        assertThat(message.at("/recipient/eboxType").asText()).isEqualTo("citizen");
        assertThat(message.at("/delivery/channel").asText()).isEqualTo("EBOX");
        assertThat(message.at("/messageTypeId").asText()).isEqualTo("SIM-BRIEF");
        assertThat(message.at("/attachments/0/isMainContent").asBoolean()).isTrue();
        assertThat(message.at("/attachments/1/isMainContent").asBoolean()).isFalse();
        assertThat(message.at("/attachments/1/digest/digestValue").asText()).hasSize(43);
    }

    @Test void a_letter_to_an_organisation_and_one_on_paper_have_their_own_members() {
        var agency = sandbox.agency(KeyKind.ES256);

        var toOrganisation = Letter.forEboxElsePaper(agency, sandbox.recipient("organisation")).message();
        var onPaper = Letter.onPaper(agency, sandbox.recipient("paper")).message();

        assertThat(toOrganisation.at("/recipient/enterpriseNumber").asText()).isEqualTo("0999990123");
        assertThat(toOrganisation.at("/messageTypeId").asText()).isEqualTo("SIM-BRIEF-B");
        assertThat(toOrganisation.at("/paper/recipient/street").asText()).isEqualTo("Teststraat");
        assertThat(onPaper.at("/dossierReference").asText()).isEqualTo("dossier-1");
        assertThat(onPaper.has("recipient")).isFalse();
        assertThat(onPaper.has("messageTypeId")).isFalse();
    }

    @Test void calls_one_after_the_other_use_one_connection() {
        try (AgencyClient client = client(KeyKind.ES256)) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.send(aLetter(KeyKind.ES256)).accepted()).isTrue();
            }
        }

        assertThat(clientPorts).hasSize(1);
    }

    @Test void a_dossier_is_opened_with_the_number_in_the_body_and_never_in_the_address() throws Exception {
        try (AgencyClient client = client(KeyKind.ES256)) {
            client.openCitizenDossier("d-1", "90630799757");
        }

        Seen request = seen.take();
        var body = new JsonMapper().readTree(request.body());
        assertThat(request.path()).isEqualTo("/api/v1/dossiers");
        assertThat(body.at("/person/ssin").asText()).isEqualTo("90630799757");
        assertThat(body.at("/dossierReference").asText()).isEqualTo("d-1");
        assertThat(Instant.parse(body.at("/openFrom").asText())).isBefore(Instant.now());
    }

    @Test void a_refusal_is_an_answer_with_its_name() {
        try (AgencyClient client = client(KeyKind.ES256)) {
            Answer answer = client.get("/api/v1/refused");

            assertThat(answer.accepted()).isFalse();
            assertThat(answer.problemSlug()).isEqualTo("signature-expired");
            assertThat(answer).hasToString("Answer[401 signature-expired: sign again]");
        }
    }

    private AgencyClient client(KeyKind kind) {
        return AgencyClient.of(sandbox.json(), folder, sandbox.agency(kind).code());
    }

    private Jades signer(KeyKind kind) {
        var agency = sandbox.agency(kind);
        return Jades.of(agency.alg(), folder.resolve(agency.key()), folder.resolve(agency.certificate()));
    }

    private Letter aLetter(KeyKind kind) {
        return Letter.forEbox(sandbox.agency(kind), sandbox.recipient("citizen"))
                .withDocument(SamplePdf.saying("main", 20_000)).withDocument(SamplePdf.saying("annex"));
    }

    private boolean acceptedByDss(KeyKind kind, String signature, List<Part> parts) {
        var registered = new CommonCertificateSource();
        registered.addCertificate(new CertificateToken(signer(kind).certificate()));
        var validator = SignedDocumentValidator.fromDocument(new InMemoryDocument(signature.getBytes(StandardCharsets.US_ASCII)));
        validator.setCertificateVerifier(new CommonCertificateVerifier());
        validator.setSigningCertificateSource(registered);     // the signature carries no certificate, only its thumbprint
        validator.setDetachedContents(parts.stream()
                .map(part -> (DSSDocument) new InMemoryDocument(part.bytes(), part.name())).toList());
        var found = validator.getSignatures().getFirst();
        found.checkSignatureIntegrity();
        var verification = found.getSignatureCryptographicVerification();
        var intact = found.getReferenceValidations().stream()
                .filter(reference -> reference.isFound() && reference.isIntact()).map(ReferenceValidation::getUri).toList();
        return verification.isSignatureIntact() && verification.isReferenceDataFound() && verification.isReferenceDataIntact()
                && intact.containsAll(parts.stream().map(Part::name).toList());
    }

    private static List<String> partNames(Seen request) {
        return Pattern.compile("Content-Disposition: form-data; name=\"([^\"]+)\"")
                .matcher(raw(request.body())).results().map(found -> found.group(1)).toList();
    }

    private static String raw(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        clientPorts.add(exchange.getRemoteAddress().getPort());
        seen.add(new Seen(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName(), headers.getFirst("Idempotency-Key"),
                headers.getFirst("JWS-Signature"), headers.getFirst("Content-Type"), exchange.getRequestBody().readAllBytes()));
        boolean refused = exchange.getRequestURI().getPath().endsWith("refused");
        String body = refused
                ? "{\"href\": \"https://localhost/problems/signature-expired\", \"detail\": \"sign again\"}"
                : "{\"messageId\": \"m-1\"}";
        exchange.getResponseHeaders().set("Content-Type", refused ? "application/problem+json" : "application/json");
        exchange.sendResponseHeaders(refused ? 401 : 202, body.length());
        exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
        exchange.close();
    }
}
