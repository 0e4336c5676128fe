package io.postiljon.sandbox.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * An agency's signature: compact JWS, JAdES baseline B, detached by {@code sigD} over the digests of all parts. With
 * {@code b64} false and this mechanism the payload counts as empty, so what is signed is the header and a dot.
 * Source: RFC 7515, RFC 7797, ETSI TS 119 182-1 clause 5.2.8.3.3. May be used by many threads.
 */
public final class Jades {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PSS_SALT_BYTES = 32;

    private final String alg;
    private final PrivateKey key;
    private final X509Certificate certificate;

    private Jades(String alg, PrivateKey key, X509Certificate certificate) {
        this.alg = alg;
        this.key = key;
        this.certificate = certificate;
    }

    /** {@code alg}: ES256, PS256 or EdDSA, as the key is; both files PEM, the key PKCS#8. */
    public static Jades of(String alg, Path keyFile, Path certificateFile) {
        return new Jades(alg, readKey(alg, keyFile), readCertificate(certificateFile));
    }

    public PrivateKey key() {
        return key;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public String sign(List<Part> parts, Instant at) {
        return sign(header(parts, at));
    }

    /** The protected header as the gateway asks for it: to be signed, or to be spoilt first by a test. */
    public ObjectNode header(List<Part> parts, Instant at) {
        try {
            ObjectNode header = JSON.createObjectNode();
            header.put("alg", alg).put("x5t#S256", digest(certificate.getEncoded())).put("iat", at.getEpochSecond());
            header.put("b64", false).putArray("crit").add("b64").add("sigD");
            ObjectNode detached = header.putObject("sigD");
            detached.put("mId", "http://uri.etsi.org/19182/ObjectIdByURIHash").put("hashM", "S256");
            var names = detached.putArray("pars");
            var digests = detached.putArray("hashV");
            for (Part part : parts) {
                names.add(part.name());
                digests.add(digest(part.bytes()));
            }
            return header;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String sign(ObjectNode header) {
        try {
            String signed = base64url(JSON.writeValueAsBytes(header)) + ".";
            Signature signature = signature();
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64url(signature.sign());
        } catch (JsonProcessingException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** base64url of SHA-256. */
    static String digest(byte[] bytes) {
        try {
            return base64url(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static X509Certificate readCertificate(Path file) {
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CertificateException e) {
            throw new IllegalArgumentException("no certificate in " + file.getFileName(), e);
        }
    }

    private static PrivateKey readKey(String alg, Path file) {
        try {
            String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
            return KeyFactory.getInstance(switch (alg) {
                case "ES256" -> "EC";
                case "PS256" -> "RSA";
                case "EdDSA" -> "Ed25519";
                default -> throw new IllegalArgumentException("the sandbox has no keys for " + alg);
            }).generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no key for " + alg + " in " + file.getFileName(), e);
        }
    }

    private Signature signature() throws GeneralSecurityException {
        return switch (alg) {
            case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
            case "PS256" -> {
                Signature pss = Signature.getInstance("RSASSA-PSS");
                pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSS_SALT_BYTES, 1));
                yield pss;
            }
            default -> Signature.getInstance("Ed25519");
        };
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
