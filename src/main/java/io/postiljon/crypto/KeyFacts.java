package io.postiljon.crypto;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What anybody may know of a key.
 *
 * @param kind        such as {@code X.509 EC 256}, {@code OpenPGP RSA}, {@code SSH ssh-ed25519}
 * @param fingerprint of a certificate base64url SHA-256 of its DER form, of an SSH key as {@code ssh-keygen -l} writes it, of an OpenPGP
 *                    key hex; of a secret key, which has none, its version
 * @param from        first instant of its validity; empty where the form has none
 * @param until       last one
 */
public record KeyFacts(String kind, String fingerprint, Optional<Instant> from, Optional<Instant> until) {
    public static KeyFacts of(X509Certificate certificate) {
        return new KeyFacts("X.509 " + algorithm(certificate.getPublicKey()), Thumbprints.of(certificate),
                Optional.of(certificate.getNotBefore().toInstant()), Optional.of(certificate.getNotAfter().toInstant()));
    }

    /** @param key 32 bytes (RFC 8032) */
    public static KeyFacts ofEd25519(byte[] key) {
        return timeless("Ed25519", ContentDigest.of(key).base64Url());
    }

    /** A key whose form knows no time. */
    public static KeyFacts timeless(String kind, String fingerprint) {
        return new KeyFacts(kind, fingerprint, Optional.empty(), Optional.empty());
    }

    private static String algorithm(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> "RSA " + rsa.getModulus().bitLength();
            case ECPublicKey ec -> "EC " + ec.getParams().getCurve().getField().getFieldSize();
            default -> key.getAlgorithm();
        };
    }
}
