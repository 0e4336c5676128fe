package io.postiljon.sandbox.catalogue;

import static io.postiljon.sandbox.catalogue.Attack.atTheDoor;
import static io.postiljon.sandbox.catalogue.Attack.harmless;
import static io.postiljon.sandbox.catalogue.Attack.noAnswer;
import static io.postiljon.sandbox.catalogue.Attack.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sandbox.client.Letter;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** T: who somebody is, and how the line is kept. */
final class TransportRows {
    private static final String QUESTION = "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String NOT_ACCEPTED = "403 certificate-not-accepted";
    private static final String UNKNOWN = "503 revocation-unknown";
    private static final int TLS11 = 0x0302;
    private static final int TLS12 = 0x0303;
    private static final int ECDHE = 0xC02B;
    private static final int PLAIN_RSA = 0x009D;

    private TransportRows() {}

    static Stream<Attack> all() {
        return Stream.of(
                noAnswer("T1", "no client certificate", bed -> ask(bed, bed.system().ca().contextWithoutCertificate())),
                noAnswer("T2", "certificate of an unknown authority", bed -> ask(bed, bed.impostors().unknownAuthority())),
                noAnswer("T3", "expired certificate", bed -> ask(bed, bed.impostors().expired())),
                noAnswer("T3", "certificate of tomorrow", bed -> ask(bed, bed.impostors().notYetValid())),
                noAnswer("T4", "intermediate missing", bed -> ask(bed, bed.impostors().belowAnAgency(false))),
                noAnswer("T4", "issued by an agency that may not issue", bed -> ask(bed, bed.impostors().belowAnAgency(true))),
                atTheDoor("T5", "revoked by OCSP, on an open connection", NOT_ACCEPTED, bed -> bed.revocations().revokedOnAnOpenConnection(bed)),
                atTheDoor("T5", "put on the list, on an open connection", NOT_ACCEPTED, bed -> bed.revocations().listedOnAnOpenConnection(bed)),
                atTheDoor("T5", "its authority is trusted no more, on an open connection", NOT_ACCEPTED, bed -> bed.revocations().authorityTakenAway(bed)),
                refused("T5", "revoked, and sending", NOT_ACCEPTED, bed -> bed.revocations().sending(bed, bed.revocations().revoked)),
                refused("T6", "the responder says: try later", UNKNOWN, bed -> bed.revocations().sending(bed, bed.revocations().tryLater)),
                refused("T6", "the responder says: unknown", UNKNOWN, bed -> bed.revocations().sending(bed, bed.revocations().unknown)),
                atTheDoor("T6", "the responder says: unknown, after good, on an open connection", UNKNOWN, bed -> bed.revocations().unknownOnAnOpenConnection(bed)),
                refused("T6", "the responder is away", UNKNOWN, bed -> bed.revocations().sending(bed, bed.revocations().away)),
                refused("T6", "the answer is old", UNKNOWN, bed -> bed.revocations().sending(bed, bed.revocations().old)),
                atTheDoor("T6", "a question without an answer about its certificate", UNKNOWN, bed -> bed.raw(bed.impostors().shown(bed.revocations().tryLater), bed.system().apiPort(),
                        "GET /api/v1/messages/" + UUID.randomUUID() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")),
                refused("T7", "trusted and not registered", "403 certificate-not-accepted",
                        bed -> bed.raw(bed.impostors().stranger(), bed.system().apiPort(), CatalogueBed.uploadHead("Content-Length: 1") + "x")),
                atTheDoor("T7", "trusted and not registered, asking", "403 certificate-not-accepted", bed -> bed.raw(bed.impostors().stranger(), bed.system().apiPort(),
                        "GET /api/v1/messages/" + UUID.randomUUID() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")),
                noAnswer("T8", "self-issued twin", bed -> ask(bed, bed.impostors().selfIssuedTwin())),
                refused("T9", "connection of A, sender B", "403 sender-mismatch", bed -> bed.send(bed.letter().with("sender", sender(bed)))),
                noAnswer("T10", "certificate for servers only", bed -> ask(bed, bed.impostors().server())),
                atTheDoor("T11", "address of the API at the public door", "421 misdirected-request", bed -> bed.raw(bed.system().ca().contextWithoutCertificate(),
                        bed.system().publicPort(), "POST /api/v1/messages HTTP/1.1\r\nHost: localhost:" + bed.system().apiPort() + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")),
                misdirected("/problems/quota"), misdirected("/api/v1/doc/openapi.yaml"), misdirected("/actuator/health"),
                noAnswer("T12", "TLS 1.1", bed -> hello(bed, TLS11, ECDHE)),
                noAnswer("T12", "suite without forward secrecy", bed -> hello(bed, TLS12, PLAIN_RSA)),
                harmless("T12", "renegotiation is asked for and never happens", 200, 0, TransportRows::renegotiate),
                refused("T13", "certificate of B in headers", "403 sender-mismatch", TransportRows::claimInHeaders));
    }

    private static Attack misdirected(String path) {
        return atTheDoor("T11", path + " at the API's door", "421 misdirected-request", bed -> bed.get(path));
    }

    private static Map<String, String> sender(CatalogueBed bed) {
        return Map.of("eboxType", "enterprise", "enterpriseNumber", bed.other().agency().kbo());
    }

    private static Seen ask(CatalogueBed bed, SSLContext as) throws IOException {
        try {
            return bed.raw(as, bed.system().apiPort(), QUESTION);
        } catch (SSLException refused) {
            return Seen.nothing();
        }
    }

    private static Seen renegotiate(CatalogueBed bed) throws IOException {
        try (Line line = new Line(bed.tls(), bed.system().apiPort())) {
            line.socket().setEnabledProtocols(new String[] {"TLSv1.2"});
            line.socket().startHandshake();
            byte[] first = line.socket().getSession().getId();
            line.socket().startHandshake();
            Seen seen = Seen.ofHttp(line.send(QUESTION).untilClosed());
            assertThat(line.socket().getSession().getId()).as("the keys of the first handshake").isEqualTo(first);
            return seen;
        }
    }

    private static Seen claimInHeaders(CatalogueBed bed) throws CertificateEncodingException {
        Letter letter = bed.letter().with("sender", sender(bed));
        String claimed = Base64.getEncoder().encodeToString(bed.other().signer().certificate().getEncoded());
        Map<String, String> headers = new HashMap<>(Map.of("Idempotency-Key", '"' + CatalogueBed.key() + '"',
                "JWS-Signature", bed.agency().signer().sign(letter.parts(), Instant.now())));
        List.of("X-Forwarded-Client-Cert", "X-SSL-Client-Cert", "X-SSL-Client-S-DN", "SSL_CLIENT_CERT", "X-Client-Cert", "Client-Cert")
                .forEach(name -> headers.put(name, claimed));
        headers.put("X-SSL-Client-Verify", "SUCCESS");
        return Seen.of(bed.agency().post(letter.parts(), headers));
    }

    /** A client that has only this version and suite. What a good one gets is a ServerHello; it is asked first, so that "no" says something. */
    private static Seen hello(CatalogueBed bed, int version, int suite) throws IOException {
        if (!isGreeted(bed, TLS12, ECDHE)) {
            throw new AssertionError("a good greeting is not answered");
        }
        return isGreeted(bed, version, suite) ? Seen.ofHttp("HTTP/1.1 200") : Seen.nothing();
    }

    private static boolean isGreeted(CatalogueBed bed, int version, int suite) throws IOException {
        try (Socket socket = new Socket("localhost", bed.system().apiPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(clientHello(version, suite));
            int kind = socket.getInputStream().read();
            return kind == 22;
        }
    }

    private static byte[] clientHello(int version, int suite) {
        byte[] extensions = java.util.HexFormat.of().parseHex("000a000400020017" + "000b00020100" + "000d0006000404030804");
        ByteBuffer body = ByteBuffer.allocate(47 + extensions.length);
        body.put((byte) 1).put((byte) 0).putShort((short) (body.capacity() - 4)).putShort((short) version).put(new byte[32]).put((byte) 0)
                .putShort((short) 2).putShort((short) suite).put((byte) 1).put((byte) 0).putShort((short) extensions.length).put(extensions);
        return ByteBuffer.allocate(5 + body.capacity()).put((byte) 22).putShort((short) 0x0301).putShort((short) body.capacity()).put(body.array()).array();
    }
}
