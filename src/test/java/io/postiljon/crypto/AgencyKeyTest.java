package io.postiljon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgencyKeyTest {
    private static final List<SignedPart> PARTS = List.of(new SignedPart("messageToPublish", ContentDigest.of("abc".getBytes(StandardCharsets.UTF_8))));

    @TempDir Path folder;

    @ParameterizedTest @CsvSource({"EC, 256, SHA256withECDSA, ES256", "RSA, 3072, SHA256withRSA, PS256", "Ed25519, 255, Ed25519, EdDSA"})
    void each_kind_of_key_signs_what_the_gateway_verifies(String kind, int size, String signer, String algorithm) throws Exception {
        X509Certificate certificate = write("own", pair(kind, size), signer);

        AgencyKey key = AgencyKey.read(folder.resolve("own-key.pem"), folder.resolve("own.pem"));

        assertThat(key.algorithm()).isEqualTo(algorithm);
        assertThat(SignatureVerifier.forHttp().verify(key.sign(PARTS, Instant.now()), PARTS, thumbprint -> Optional.of(certificate)))
                .isInstanceOf(SignatureVerdict.Valid.class);
        assertThat(key.toString()).contains("***");
    }

    @Test void a_key_of_another_certificate_and_files_without_either_are_told_apart() throws Exception {
        write("own", pair("EC", 256), "SHA256withECDSA");
        write("other", pair("EC", 256), "SHA256withECDSA");
        Path key = folder.resolve("own-key.pem");
        Path certificate = folder.resolve("own.pem");

        assertThatThrownBy(() -> AgencyKey.read(folder.resolve("other-key.pem"), certificate)).hasMessageContaining("do not belong together");
        assertThatThrownBy(() -> AgencyKey.read(certificate, certificate)).hasMessageContaining("no private key");
        assertThatThrownBy(() -> AgencyKey.read(key, key)).hasMessageContaining("no certificate");
        assertThatThrownBy(() -> AgencyKey.read(folder.resolve("gone.pem"), certificate)).hasMessageContaining("cannot be read");
    }

    private static KeyPair pair(String kind, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        if (!kind.equals("Ed25519")) {
            generator.initialize(size);
        }
        return generator.generateKeyPair();
    }

    /** Keys in the form that openssl wrote before PKCS#8, where there is one. */
    private X509Certificate write(String name, KeyPair pair, String signer) throws Exception {
        X500Name subject = new X500Name("CN=" + name);
        Instant now = Instant.now();
        X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(new JcaX509v3CertificateBuilder(subject, BigInteger.ONE,
                Date.from(now.minusSeconds(60)), Date.from(now.plusSeconds(3600)), subject, pair.getPublic())
                .build(new JcaContentSignerBuilder(signer).build(pair.getPrivate())));
        pem(name + ".pem", certificate);
        pem(name + "-key.pem", pair.getPrivate());
        return certificate;
    }

    private void pem(String file, Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(content);
        }
        Files.writeString(folder.resolve(file), text.toString());
    }
}
