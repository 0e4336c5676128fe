package io.postiljon.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/**
 * The private key and the certificate of an agency, on its own machine: signs its sendings, and shows the certificate to the gateway.
 * Made only when the two belong together and the key is of a kind that the gateway takes. Its texts name files, never what is in them.
 * Safe for all threads. The gateway itself has no such key.
 */
public final class AgencyKey {
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();
    private static final int P256_BITS = 256;
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final JwsAlgorithm algorithm;

    private AgencyKey(PrivateKey key, List<X509Certificate> chain, JwsAlgorithm algorithm) {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.algorithm = algorithm;
    }

    /**
     * Both PEM; the certificate of the key comes first in its file, and what follows it is its chain. The key is PKCS#8, or as openssl
     * wrote EC and RSA keys before.
     *
     * @throws KeyUnavailable with a text that says how to mend it
     */
    public static AgencyKey read(Path keyFile, Path certificateFile) {
        List<X509Certificate> chain = certificates(certificateFile);
        PrivateKeyInfo found = privateKey(keyFile);
        JwsAlgorithm algorithm = JwsAlgorithm.of(chain.get(0).getPublicKey()).orElseThrow(() -> new KeyUnavailable(certificateFile.getFileName()
                + " has a key that the gateway does not take: it must be EC on P-256, RSA of 3072 to 8192 bits, or Ed25519"));
        try {
            PrivateKey key = KeyFactory.getInstance(chain.get(0).getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(plain(found, chain.get(0).getPublicKey()).getEncoded()));
            if (!algorithm.verifies(chain.get(0).getPublicKey(), PROBE, algorithm.sign(key, PROBE))) {
                throw notAPair(keyFile, certificateFile);
            }
            return new AgencyKey(key, chain, algorithm);
        } catch (GeneralSecurityException | IOException otherKind) {
            throw notAPair(keyFile, certificateFile);
        }
    }

    /** A detached JAdES signature over these parts; see {@link DetachedJwsSigner}. */
    public String sign(List<SignedPart> parts, Instant at) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", algorithm.name());
        header.put("x5t#S256", Thumbprints.of(certificate()));
        header.put("iat", at.getEpochSecond());
        DetachedJwsSigner.cover(header, parts);
        return signHeader(JSONObjectUtils.toJSONString(header));
    }

    /** Signs a protected header of any content, with an empty payload. */
    public String signHeader(String headerJson) {
        String input = BASE64_URL.encodeToString(headerJson.getBytes(StandardCharsets.UTF_8)) + ".";
        try {
            return input + "." + BASE64_URL.encodeToString(algorithm.sign(key, input.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailable("the key does not sign", e);
        }
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** JWS name: ES256, PS256 or EdDSA. */
    public String algorithm() {
        return algorithm.name();
    }

    /**
     * Shows this certificate, and trusts the authorities of the file, or those of the Java platform.
     *
     * @throws KeyUnavailable when the file holds none
     */
    public SSLContext tls(Optional<Path> authorities) {
        try {
            char[] inMemoryOnly = new char[0];
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry("agency", key, inMemoryOnly, chain.toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, inMemoryOnly);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(authorities.isPresent() ? trusted(authorities.get()) : null);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new KeyUnavailable("this key and certificate cannot be used for TLS", e);
        }
    }

    private static KeyStore trusted(Path file) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        List<X509Certificate> all = certificates(file);
        for (int i = 0; i < all.size(); i++) {
            trusted.setCertificateEntry("authority-" + i, all.get(i));
        }
        return trusted;
    }

    private static List<X509Certificate> certificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (!found.isEmpty()) {
                return found.stream().map(X509Certificate.class::cast).toList();
            }
        } catch (GeneralSecurityException unreadable) {
            // told below, with what is missing
        } catch (IOException missing) {
            throw new KeyUnavailable("the file " + file + " cannot be read: check its name and your rights");
        }
        throw new KeyUnavailable("there is no certificate in " + file.getFileName() + ": it must be PEM, with a line -----BEGIN CERTIFICATE-----");
    }

    private static PrivateKeyInfo privateKey(Path file) {
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1); PEMParser pem = new PEMParser(text)) {
            for (Object found = pem.readObject(); found != null; found = pem.readObject()) {
                if (found instanceof PrivateKeyInfo info) {
                    return info;
                }
                if (found instanceof PEMKeyPair pair) {
                    return pair.getPrivateKeyInfo();
                }
                if (found.getClass().getSimpleName().contains("Encrypted")) {
                    throw new KeyUnavailable("the key in " + file.getFileName() + " has a password, which this command does not ask for: "
                            + "write one without into a file that only you can read, with openssl pkcs8 -topk8 -nocrypt");
                }
            }
        } catch (NoSuchFileException | AccessDeniedException missing) {
            throw new KeyUnavailable("the file " + file + " cannot be read: check its name and your rights");
        } catch (IOException unreadable) {
            // told below; the text of the exception could hold what it read
        }
        throw new KeyUnavailable("there is no private key in " + file.getFileName() + ": it must be PEM, with a line -----BEGIN PRIVATE KEY-----");
    }

    /** An EC key in its older form may leave the curve out, which its certificate names. */
    private static PrivateKeyInfo plain(PrivateKeyInfo info, PublicKey certified) throws IOException {
        if (!info.getPrivateKeyAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return info;
        }
        BigInteger number = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
        return new PrivateKeyInfo(SubjectPublicKeyInfo.getInstance(certified.getEncoded()).getAlgorithm(), new ECPrivateKey(P256_BITS, number));
    }

    private static KeyUnavailable notAPair(Path keyFile, Path certificateFile) {
        return new KeyUnavailable(keyFile.getFileName() + " and " + certificateFile.getFileName()
                + " do not belong together: the first certificate in the file must be that of the key");
    }

    @Override public String toString() {
        return "AgencyKey[" + algorithm + ", ***]";
    }
}
