package io.postiljon.access;

import io.postiljon.sending.Sha256;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.function.Function;

/** A certificate that is the one the agreement names: identity is the thumbprint, never a text in the certificate. */
record PinnedCertificate(X509Certificate certificate, String thumbprint) {
    /**
     * @param pem file with exactly one certificate
     * @param pin SHA-256 in hexadecimal, with or without colons, or base64url
     * @throws IllegalArgumentException when the file holds something else, or another certificate
     */
    static PinnedCertificate of(byte[] pem, String pin, Function<X509Certificate, String> thumbprints) {
        String text = new String(pem, StandardCharsets.ISO_8859_1);
        if (text.contains("PRIVATE KEY")) {
            throw new IllegalArgumentException(
                    "the file holds a private key; put only the certificate there and treat that key as exposed");
        }
        if (!text.contains("-----BEGIN CERTIFICATE-----")) {
            throw new IllegalArgumentException("the file is not a certificate in PEM form");
        }
        X509Certificate certificate = only(pem);
        String thumbprint = thumbprints.apply(certificate);
        if (!thumbprint.equals(base64Url(pin))) {
            throw new IllegalArgumentException("the certificate in the file is not the one of sha256; check with the agency which is right");
        }
        return new PinnedCertificate(certificate, thumbprint);
    }

    private static X509Certificate only(byte[] pem) {
        try {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
            if (found.size() == 1 && found.iterator().next() instanceof X509Certificate certificate) {
                return certificate;
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException("the file is not a certificate in PEM form", e);
        }
        throw new IllegalArgumentException("the file must hold exactly one certificate in PEM form");
    }

    private static String base64Url(String pin) {
        String digits = pin.replace(":", "").toLowerCase(Locale.ROOT);
        return digits.matches("[0-9a-f]{64}") ? new Sha256(digits).base64Url() : Sha256.ofBase64Url(pin).base64Url();
    }
}
