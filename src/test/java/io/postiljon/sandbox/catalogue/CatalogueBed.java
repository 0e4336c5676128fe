package io.postiljon.sandbox.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.sandbox.ApiContract;
import io.postiljon.sandbox.GatewayInProcess;
import io.postiljon.sandbox.Progress;
import io.postiljon.sandbox.SandboxSystem;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;

/**
 * One sandbox for all rows. {@code belastingen} attacks by HTTPS and {@code rechtbank} by SFTP, one row after another, so that what each
 * leaves can be counted; {@code vergunningen} is the steady sender, and the B of the catalogue; {@code oefenen} makes the calls that take
 * long, side by side; {@code proef} has a quota of few calls, and its agreement ends; {@code herroepen} has certificates that are revoked.
 */
final class CatalogueBed implements AutoCloseable {
    static final String CITIZEN = "90610199729";
    static final String CITIZEN_WITHOUT_DOSSIER = "90642099861";
    static final int CONNECTIONS = 300;
    static final int CALLS_PER_MINUTE = 20;

    private final ApiContract contract = new ApiContract();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final SandboxSystem system;
    private final SandboxJson sandbox;
    private final AgencyClient agency;
    private final AgencyClient other;
    private final AgencyClient limited;
    private final Listener listener;
    private final HeaderWatch headers;
    private final LogWatch log;
    private final Aftermath aftermath;
    private final SSLContext tls;
    private final SSLContext slowTls;
    private final SSLContext tokenTls;
    private final Impostors impostors;
    private final GatewayInProcess gateway;
    private final Revocations revocations;

    CatalogueBed(Path folder) {
        try {
            system = keep(SandboxSystem.start(folder, Progress.SILENT));
            sandbox = system.describe();
            impostors = new Impostors(system);
            revocations = keep(new Revocations(system));
            limitCalls("proef");
            listener = keep(new Listener());
            gateway = keep(GatewayInProcess.start(system, "--postiljon.api.body-silence=2s", "--postiljon.api.connections=" + CONNECTIONS,
                    "--store.erase-period=3600000", "--certificates.period=1s", "--certificates.rest=500ms", "--intake.sftp.poll-delay=300ms", "--intake.sftp.partial-age=8s",
                    "--intake.sftp.partial-period=500", "--intake.sftp.zip-limit=8MB", "--intake.sftp.unpacked-limit=8MB"));
            headers = keep(HeaderWatch.over(gateway.bean(CamelContext.class)));
            log = keep(new LogWatch());                       // the start of the gateway sets the log up anew
            agency = client("belastingen");
            other = client("vergunningen");
            limited = client("proef");
            tls = system.ca().contextOf(system.member("belastingen").identity());
            slowTls = system.ca().contextOf(system.member("oefenen").identity());
            tokenTls = system.ca().contextOf(system.tokenAgency());
            aftermath = keep(new Aftermath(system));
            openDossiers();
        } catch (IOException | SQLException | RuntimeException unstartable) {
            close();
            throw new IllegalStateException("the bed of the catalogue is not made", unstartable);
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    private AgencyClient client(String code) {
        return keep(AgencyClient.of(sandbox, system.folder(), code)).watchedBy(contract::judge);
    }

    private void limitCalls(String code) throws IOException {
        Path file = system.folder().resolve("agreements").resolve(code + ".yaml");
        Files.writeString(file, Files.readString(file).replaceFirst("requestsPerMinute: [0-9]+", "requestsPerMinute: " + CALLS_PER_MINUTE));
    }

    private void openDossiers() {
        for (AgencyClient sender : List.of(agency, other)) {
            require(sender.openCitizenDossier("dossier-citizen", CITIZEN).status() == 201);
        }
        require(agency.openCitizenDossier("dossier-closed", "90630799757").status() == 201);
        require(agency.closeDossier("dossier-closed").status() == 200);
        try (AgencyClient court = AgencyClient.of(sandbox, system.folder(), "rechtbank")) {
            require(court.openDossierWithoutNumber("dossier-papier-1").status() == 201);
        }
    }

    private static void require(boolean done) {
        if (!done) {
            throw new IllegalStateException("the bed of the catalogue is not made");
        }
    }

    SandboxSystem system() {
        return system;
    }

    SandboxJson sandbox() {
        return sandbox;
    }

    AgencyClient agency() {
        return agency;
    }

    /** B of the catalogue. */
    AgencyClient other() {
        return other;
    }

    AgencyClient limited() {
        return limited;
    }

    /** Holds each answer to a client against the OpenAPI file. */
    ApiContract contract() {
        return contract;
    }

    Listener listener() {
        return listener;
    }

    HeaderWatch headers() {
        return headers;
    }

    LogWatch log() {
        return log;
    }

    Aftermath aftermath() {
        return aftermath;
    }

    Impostors impostors() {
        return impostors;
    }

    Revocations revocations() {
        return revocations;
    }

    /** A good letter of the attacker. */
    Letter letter() {
        return letterWith(SamplePdf.saying("Brief"));
    }

    Letter letterWith(byte[] pdf) {
        return Letter.forEbox(agency.agency(), sandbox.recipient(agency.agency(), "citizen", "consent")).withDocument(pdf);
    }

    Letter letterWith(Part document) {
        return Letter.forEbox(agency.agency(), sandbox.recipient(agency.agency(), "citizen", "consent")).withDocument(document);
    }

    Letter otherLetter() {
        return Letter.forEbox(other.agency(), sandbox.recipient(other.agency(), "citizen", "consent")).withDocument(SamplePdf.saying("Brief"));
    }

    Letter paperLetter() {
        return Letter.forEboxElsePaper(agency.agency(), sandbox.recipient(agency.agency(), "citizen", "consent")).withDocument(SamplePdf.saying("Brief"));
    }

    Seen send(Letter letter) {
        return Seen.of(agency.send(letter));
    }

    /** A good letter whose JSON is these bytes, with a signature over them. */
    Seen sendJson(byte[] json) {
        return Seen.of(agency.send(List.of(new Part(Letter.MESSAGE_PART, null, "application/json", json), letter().documents().getFirst()), key()));
    }

    Seen sendJson(String json) {
        return sendJson(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The JSON of a good letter. */
    String json() {
        return letter().message().toString();
    }

    /** A good letter whose protected header was bent before it was signed. */
    Seen signed(Consumer<ObjectNode> bend) {
        List<Part> letter = letter().parts();
        ObjectNode header = agency.signer().header(letter, Instant.now());
        bend.accept(header);
        return post(letter, agency.signer().sign(header));
    }

    Seen post(List<Part> letter, String signature) {
        return Seen.of(agency.post(letter, Map.of("Idempotency-Key", '"' + key() + '"', "JWS-Signature", signature)));
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    /** Sends these signs to the API by the attacker's connection and reads until it is closed. */
    Seen raw(String text) throws IOException {
        return raw(tls, system.apiPort(), text);
    }

    Seen raw(SSLContext as, int port, String text) throws IOException {
        try (Line line = new Line(as, port)) {
            return Seen.ofHttp(line.send(text).untilClosed());
        }
    }

    /** As another agency, whose calls are not counted. */
    Line slowLine() throws IOException {
        return new Line(slowTls, system.apiPort());
    }

    SSLContext tls() {
        return tls;
    }

    /** Of the agency that needs access tokens. */
    SSLContext tokenTls() {
        return tokenTls;
    }

    GatewayInProcess gateway() {
        return gateway;
    }

    /** A multipart body as it is. */
    Seen upload(String body) throws IOException {
        return raw(uploadHead("Content-Length: " + body.getBytes(StandardCharsets.ISO_8859_1).length) + body);
    }

    static String uploadHead(String headers) {
        return "POST /api/v1/messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\nIdempotency-Key: \""
                + key() + "\"\r\n" + headers + "\r\n\r\n";
    }

    /** {@code GET} with more header lines. */
    Seen get(String path, String... headers) throws IOException {
        return raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + String.join("", List.of(headers).stream().map(line -> line + "\r\n").toList())
                + "\r\n");
    }

    @Override public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception stillStopping) {
                throw new IllegalStateException(stillStopping);
            }
        }
        parts.clear();
    }
}
