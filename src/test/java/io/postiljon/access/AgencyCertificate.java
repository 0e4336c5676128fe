package io.postiljon.access;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate made at run time, valid from 2026 to 2027, with its forms in an agreement. */
record AgencyCertificate(X509Certificate certificate) {
    static final Instant BEGINS = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant ENDS = Instant.parse("2027-01-01T00:00:00Z");

    static AgencyCertificate fresh() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair pair = generator.generateKeyPair();
            var name = new X500Name("CN=test");
            var built = new JcaX509v3CertificateBuilder(name, BigInteger.ONE, Date.from(BEGINS), Date.from(ENDS), name, pair.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
            return new AgencyCertificate(new JcaX509CertificateConverter().getCertificate(built));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    static String thumbprint(X509Certificate certificate) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(certificate));
    }

    String thumbprint() {
        return thumbprint(certificate);
    }

    String hex() {
        return HexFormat.of().formatHex(digest(certificate));
    }

    String hexWithColons() {
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest(certificate));
    }

    String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] digest(X509Certificate certificate) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
