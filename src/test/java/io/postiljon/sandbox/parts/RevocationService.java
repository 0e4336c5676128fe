package io.postiljon.sandbox.parts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * What the sandbox's authority says about its certificates, on loopback: OCSP at {@code /ocsp} and the list at {@code /crl}. Each
 * certificate is good until it is told otherwise; what is said of one changes nothing for another.
 */
public final class RevocationService implements AutoCloseable {
    private static final Duration LIFE = Duration.ofMinutes(30);

    /** What the responder says of one certificate. {@code AWAY}: the connection is closed without an answer. {@code OLD}: an answer of yesterday. */
    public enum Say { GOOD, REVOKED, UNKNOWN, TRY_LATER, AWAY, OLD }

    private final X500Name name;
    private final KeyPair keys;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Map<BigInteger, Say> said = new ConcurrentHashMap<>();
    private final Set<BigInteger> listed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean away;

    RevocationService(X500Name name, KeyPair keys) throws IOException {
        this.name = name;
        this.keys = keys;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ocsp", exchange -> answer(exchange, () -> ocsp(exchange.getRequestBody().readNBytes(10_000))));
        server.createContext("/crl", exchange -> answer(exchange, this::list));
        server.createContext("/say", this::order);
        server.setExecutor(threads);
        server.start();
    }

    public URI ocsp() {
        return at("/ocsp");
    }

    /** {@code POST {"serial": "<hex>", "say": "revoked"}}: what the responder says of a certificate from now on, in words of {@link Say}. */
    public URI control() {
        return at("/say");
    }

    public URI crl() {
        return at("/crl");
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /** What the responder says of this certificate from now on. */
    public void say(X509Certificate certificate, Say what) {
        said.put(certificate.getSerialNumber(), what);
    }

    /** Puts it on the list; the responder goes on as it was. */
    public void list(X509Certificate certificate) {
        listed.add(certificate.getSerialNumber());
    }

    /** Nobody gets an answer while it lasts. */
    public void goAway(boolean gone) {
        away = gone;
    }

    public int asked() {
        return asked.get();
    }

    /** Writes the authority into a folder as {@code postiljon.api.trust} wants it. {@code kinds}: such as {@code ocsp, crl}. */
    public void writeAuthority(Path folder, SandboxCa ca, String file, String kinds) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(file + ".yaml"), "revocation: [" + kinds + "]\nocsp: " + ocsp() + "\ncrl: " + crl() + "\n");
        Files.copy(ca.certificateFile(), folder.resolve(file + ".pem"));
    }

    private interface Made {
        /** Null: no answer. */
        byte[] bytes() throws IOException, OCSPException, OperatorCreationException, GeneralSecurityException;
    }

    private void answer(HttpExchange exchange, Made made) throws IOException {
        asked.incrementAndGet();
        try (exchange) {
            byte[] bytes = away ? null : made.bytes();
            if (bytes != null) {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        } catch (OCSPException | OperatorCreationException | GeneralSecurityException broken) {
            throw new IOException(broken);
        }
    }

    private void order(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status;
            try {
                JsonNode order = new JsonMapper().readTree(exchange.getRequestBody().readNBytes(1000));
                said.put(new BigInteger(order.path("serial").asText().replace(":", ""), 16), Say.valueOf(order.path("say").asText().toUpperCase(Locale.ROOT).replace('-', '_')));
                status = 204;
            } catch (JsonProcessingException | IllegalArgumentException wrong) {
                status = 400;
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private byte[] ocsp(byte[] request) throws IOException, OCSPException, OperatorCreationException, GeneralSecurityException {
        Req question = new OCSPReq(request).getRequestList()[0];
        Say say = said.getOrDefault(question.getCertID().getSerialNumber(), Say.GOOD);
        return switch (say) {
            case AWAY -> null;
            case TRY_LATER -> new OCSPRespBuilder().build(OCSPRespBuilder.TRY_LATER, null).getEncoded();
            case GOOD -> statement(question.getCertID(), CertificateStatus.GOOD, Instant.now());
            case OLD -> statement(question.getCertID(), CertificateStatus.GOOD, Instant.now().minus(Duration.ofDays(1)));
            case REVOKED -> statement(question.getCertID(), new RevokedStatus(new Date(), CRLReason.keyCompromise), Instant.now());
            case UNKNOWN -> statement(question.getCertID(), new UnknownStatus(), Instant.now());
        };
    }

    private byte[] statement(CertificateID id, CertificateStatus status, Instant from) throws IOException, OCSPException, OperatorCreationException {
        BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()),
                new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1));
        builder.addResponse(id, status, Date.from(from), Date.from(from.plus(LIFE)));
        return new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL,
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()), null, Date.from(from))).getEncoded();
    }

    private byte[] list() throws IOException, OperatorCreationException, GeneralSecurityException {
        Instant now = Instant.now();
        X509v2CRLBuilder builder = new X509v2CRLBuilder(name, Date.from(now));
        builder.setNextUpdate(Date.from(now.plus(LIFE)));
        listed.forEach(serial -> builder.addCRLEntry(serial, Date.from(now), CRLReason.keyCompromise));
        builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.toEpochMilli())));
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())).getEncoded();
    }

    @Override public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
