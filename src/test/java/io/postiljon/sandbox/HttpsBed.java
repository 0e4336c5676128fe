package io.postiljon.sandbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Stream;

/** A running gateway with its sandbox, and two agencies whose every answer is held against the contract. */
final class HttpsBed implements AutoCloseable {
    private static final int SEAL_BYTES = 50 + 16;      // header and tag of a document of one segment: ADR 0002

    private final Running running = new Running();
    private final SandboxSystem system;
    private final GatewayInProcess gateway;
    private final SandboxJson sandbox;
    private final ApiContract contract = new ApiContract();
    private final AgencyClient agency;
    private final AgencyClient other;
    private final HttpClient anybody;

    HttpsBed(Path folder) {
        try {
            system = running.keep(SandboxSystem.start(folder, Progress.SILENT));
            gateway = running.keep(GatewayInProcess.start(system, "--keys.rest=0s", "--store.erase-period=3600000",      // delivered or not, a file stays: what is counted stands still
                    "--print.batch.age=10m", "--tracking.files.age=1s", "--tracking.files.period=300"));
            sandbox = SandboxFile.of(system);
            agency = client("belastingen");
            other = client("vergunningen");
            anybody = HttpClient.newBuilder().sslContext(system.ca().contextWithoutCertificate()).version(HttpClient.Version.HTTP_1_1).build();
            SandboxPeople.openDossiers(agency);
        } catch (RuntimeException unstartable) {
            close();
            throw unstartable;
        }
    }

    private AgencyClient client(String code) {
        return running.keep(AgencyClient.of(sandbox, system.folder(), code)).watchedBy(contract::judge);
    }

    SandboxSystem system() {
        return system;
    }

    GatewayInProcess gateway() {
        return gateway;
    }

    SandboxJson sandbox() {
        return sandbox;
    }

    ApiContract contract() {
        return contract;
    }

    AgencyClient agency() {
        return agency;
    }

    /** An agency that has no dossier. */
    AgencyClient other() {
        return other;
    }

    Letter aLetter() {
        return letterWith(SamplePdf.saying("Brief"));
    }

    Letter letterWith(byte[] pdf) {
        return Letter.forEbox(agency.agency(), citizen()).withDocument(pdf);
    }

    SandboxJson.Recipient citizen() {
        return sandbox.recipient(agency.agency(), "citizen", "consent");
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    static String quotedKey() {
        return '"' + key() + '"';
    }

    static String slug(HttpResponse<String> answer) throws IOException {
        String href = new JsonMapper().readTree(answer.body()).path("href").asText();
        return answer.statusCode() + " " + href.substring(href.lastIndexOf('/') + 1);
    }

    /** By the key that the gateway publishes under the thumbprint in the receipt. */
    ECDSAVerifier published(JWSObject receipt) throws Exception {
        JWKSet keys = JWKSet.parse(publicPage("/.well-known/jwks.json").body());
        return new ECDSAVerifier(keys.getKeys().stream().filter(key -> receipt.getHeader().getX509CertSHA256Thumbprint().equals(key.getX509CertSHA256Thumbprint()))
                .findFirst().orElseThrow().toECKey());
    }

    /** Asked without a certificate. @param headers names and values in turn */
    HttpResponse<String> publicPage(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + system.publicPort() + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return anybody.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    long count(String sql) {
        try (Connection owner = system.database().connectAsOwner(); ResultSet rows = owner.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Of a document as long as this. */
    long sealedFiles(int documentBytes) {
        try (Stream<Path> files = Files.walk(system.folder().resolve("vault"))) {
            return files.filter(file -> Files.isRegularFile(file) && file.toFile().length() == documentBytes + SEAL_BYTES).count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override public void close() {
        running.close();
    }
}
