package io.postiljon.crypto;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/** Thumbprint of a certificate as {@code x5t#S256} has it: base64url SHA-256 of its DER form (RFC 7515 section 4.1.8). */
public final class Thumbprints {
    private Thumbprints() {}

    public static String of(X509Certificate certificate) {
        try {
            return ContentDigest.of(certificate.getEncoded()).base64Url();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("the certificate has no DER form", e);
        }
    }
}
