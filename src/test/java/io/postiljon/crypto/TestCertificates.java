package io.postiljon.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys with a certificate that each signs itself, made at run time. */
record TestCertificates(KeyPair pair, X509Certificate certificate) {
    static TestCertificates p256() {
        return make("EC", new ECGenParameterSpec("secp256r1"), "SHA256withECDSA");
    }

    static TestCertificates p384() {
        return make("EC", new ECGenParameterSpec("secp384r1"), "SHA256withECDSA");
    }

    static TestCertificates ed25519() {
        return make("Ed25519", null, "Ed25519");
    }

    static TestCertificates rsa(int bits) {
        return make("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4), "SHA256withRSA");
    }

    String thumbprint() {
        return Thumbprints.of(certificate);
    }

    private static TestCertificates make(String algorithm, AlgorithmParameterSpec spec, String signatureAlgorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (spec != null) {
                generator.initialize(spec);
            }
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=test " + algorithm);
            Instant from = Instant.parse("2025-01-01T00:00:00Z");
            return new TestCertificates(pair, new JcaX509CertificateConverter().getCertificate(
                    new JcaX509v3CertificateBuilder(name, BigInteger.TWO, Date.from(from), Date.from(from.plusSeconds(315_360_000)),
                            name, pair.getPublic()).build(new JcaContentSignerBuilder(signatureAlgorithm).build(pair.getPrivate()))));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
