package io.postiljon.crypto;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A certificate with its chain, and the key that belongs to it, as two PEM files held them at one moment. */
public final class TlsPair {
    private static final int CHALLENGE_BYTES = 32;

    private final byte[] certificate;
    private final byte[] key;

    private TlsPair(byte[] certificate, byte[] key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** @throws KeyUnavailable when one of them is missing or larger than 1 MiB */
    public static TlsPair read(Path certificate, Path key) {
        return new TlsPair(bytes(certificate), bytes(key));
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > OwnerOnlyFile.LIMIT_BYTES) {
                throw new KeyUnavailable("a certificate or key file has at most 1 MiB");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new KeyUnavailable("a certificate or key file cannot be read", unreadable);
        }
    }

    public boolean isSameAs(TlsPair other) {
        return Arrays.equals(certificate, other.certificate) && Arrays.equals(key, other.key);
    }

    public String certificatePem() {
        return new String(certificate, US_ASCII);
    }

    public String keyPem() {
        return new String(key, US_ASCII);
    }

    /** The certificate of the key: the first of the file. @throws KeyUnavailable when there is none */
    public X509Certificate leaf() {
        try {
            return KeyFileForm.certificates(certificate).getFirst();
        } catch (IOException | GeneralSecurityException damaged) {
            throw new KeyUnavailable("the certificate file holds no certificate in PEM form", damaged);
        }
    }

    /** @throws KeyUnavailable when they do not belong together, or the certificate is not valid at that time; says what is wrong */
    public void requireUsable(Instant now) {
        X509Certificate leaf = leaf();
        try {
            leaf.checkValidity(Date.from(now));
        } catch (CertificateExpiredException ended) {
            throw new KeyUnavailable("the certificate has expired", ended);
        } catch (CertificateNotYetValidException early) {
            throw new KeyUnavailable("the certificate is not valid yet", early);
        }
        if (!belongTogether(leaf.getPublicKey(), privateKey())) {
            throw new KeyUnavailable("the key is not the one of the first certificate");
        }
    }

    private PrivateKey privateKey() {
        try (PEMParser parser = new PEMParser(new StringReader(keyPem()))) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            return switch (parser.readObject()) {
                case PrivateKeyInfo info -> converter.getPrivateKey(info);
                case PEMKeyPair pair -> converter.getPrivateKey(pair.getPrivateKeyInfo());
                case null, default -> throw new KeyUnavailable("the key file holds no private key that is not encrypted");
            };
        } catch (IOException damaged) {
            throw new KeyUnavailable("the key file holds no private key in PEM form", damaged);
        }
    }

    private static boolean belongTogether(PublicKey open, PrivateKey secret) {
        String algorithm = switch (secret.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> secret.getAlgorithm();
        };
        byte[] challenge = Randoms.bytes(CHALLENGE_BYTES);
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(secret);
            signer.update(challenge);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(open);
            verifier.update(challenge);
            return verifier.verify(signature);
        } catch (GeneralSecurityException notOfOneKind) {
            return false;
        }
    }

    @Override public String toString() {
        return "certificate with key";
    }
}
