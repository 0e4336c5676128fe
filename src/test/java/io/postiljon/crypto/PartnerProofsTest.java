package io.postiljon.crypto;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What partners get from us as proof: an assertion for the token service, a CMS signature for the print supplier. */
class PartnerProofsTest {
    private static final Clock CLOCK = Clock.fixed(TestKeyStore.NOW, ZoneOffset.UTC);
    private static final byte[] MANIFEST = "{\"pieces\":10}".getBytes(US_ASCII);
    private static final String PASSWORD = "known-only-to-this-test";

    @TempDir static Path folder;
    private static KeyStorePort keys;
    private static TestCertificates client;

    @BeforeAll static void aKeyStore() {
        keys = TestKeyStore.in(folder).open();
        client = TestCertificates.rsa(2048);
    }

    @Test void an_assertion_says_who_we_are_for_one_audience_and_60_seconds() throws Exception {
        ClientAssertionSigner signer = ClientAssertionSigner.openPem(pem("PRIVATE KEY", client.pair().getPrivate().getEncoded()));

        SignedJWT jwt = SignedJWT.parse(signer.sign("client-1", "https://token.example/oauth", TestKeyStore.NOW, Duration.ofSeconds(60)));

        assertThat(jwt.verify(new RSASSAVerifier((RSAPublicKey) client.pair().getPublic()))).isTrue();
        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(jwt.getHeader().getKeyID()).isNull();
        assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("client-1").isEqualTo(jwt.getJWTClaimsSet().getSubject());
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("https://token.example/oauth");
        assertThat(jwt.getJWTClaimsSet().getIssueTime()).isEqualTo(Date.from(TestKeyStore.NOW));
        assertThat(jwt.getJWTClaimsSet().getExpirationTime()).isEqualTo(Date.from(TestKeyStore.NOW.plusSeconds(60)));
    }

    @Test void no_two_assertions_have_the_same_jti() throws Exception {
        ClientAssertionSigner signer = ClientAssertionSigner.openPem(pem("PRIVATE KEY", client.pair().getPrivate().getEncoded()));

        String one = SignedJWT.parse(signer.sign("c", "a", TestKeyStore.NOW, Duration.ofSeconds(60))).getJWTClaimsSet().getJWTID();
        String two = SignedJWT.parse(signer.sign("c", "a", TestKeyStore.NOW, Duration.ofSeconds(60))).getJWTClaimsSet().getJWTID();

        assertThat(one).isNotEqualTo(two).hasSizeGreaterThan(20);
    }

    @Test void the_key_of_assertions_can_be_in_a_pkcs12_file() throws Exception {
        Path file = pkcs12(client);
        Path password = ownerOnly("assertion.password", PASSWORD.getBytes(US_ASCII));

        SignedJWT jwt = SignedJWT.parse(ClientAssertionSigner.openPkcs12(file, password).sign("c", "a", TestKeyStore.NOW, Duration.ofSeconds(60)));

        assertThat(jwt.verify(new RSASSAVerifier((RSAPublicKey) client.pair().getPublic()))).isTrue();
    }

    @Test void a_key_that_is_open_to_others_weak_of_another_kind_or_broken_is_refused() throws Exception {
        Path open = pem("PRIVATE KEY", client.pair().getPrivate().getEncoded());
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        Path weak = pem("PRIVATE KEY", TestCertificates.rsa(1024).pair().getPrivate().getEncoded());
        Path curve = pem("PRIVATE KEY", TestCertificates.p256().pair().getPrivate().getEncoded());
        Path certificate = pem("CERTIFICATE", client.certificate().getEncoded());
        Path empty = ownerOnly("empty.pem", new byte[0]);
        Path damaged = pem("PRIVATE KEY", new byte[] {1, 2, 3});

        for (Path file : List.of(open, weak, curve, certificate, empty, damaged, folder.resolve("none.pem"))) {
            assertThatThrownBy(() -> ClientAssertionSigner.openPem(file)).isInstanceOf(KeyUnavailable.class);
        }
    }

    @Test void a_cms_signature_is_detached_and_names_time_and_certificate() throws Exception {
        byte[] cms = new CmsSigner(keys, CLOCK).detached(MANIFEST);

        CMSSignedData read = new CMSSignedData(new CMSProcessableByteArray(MANIFEST), cms);
        SignerInformation signer = read.getSignerInfos().getSigners().iterator().next();
        X509CertificateHolder inside = (X509CertificateHolder) read.getCertificates().getMatches(null).iterator().next();

        assertThat(new CMSSignedData(cms).getSignedContent()).isNull();
        assertThat(signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(inside))).isTrue();
        assertThat(inside.getEncoded()).isEqualTo(keys.signingCertificate().getEncoded());
        assertThat(signer.getSignedAttributes().get(CMSAttributes.signingTime)).isNotNull();
        assertThat(signer.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2)).isNotNull();
    }

    @Test void our_verifier_takes_it_from_a_trusted_signer_over_these_bytes_only() {
        byte[] cms = new CmsSigner(keys, CLOCK).detached(MANIFEST);
        CmsVerifier verifier = new CmsVerifier();

        assertThat(verifier.holds(MANIFEST, cms, List.of(keys.signingCertificate()))).isTrue();
        assertThat(verifier.holds(MANIFEST, cms, List.of(client.certificate(), keys.signingCertificate()))).isTrue();
        assertThat(verifier.holds("{\"pieces\":11}".getBytes(US_ASCII), cms, List.of(keys.signingCertificate()))).isFalse();
        assertThat(verifier.holds(MANIFEST, cms, List.of(client.certificate()))).isFalse();
        assertThat(verifier.holds(MANIFEST, cms, List.of())).isFalse();
    }

    @Test void a_damaged_cms_signature_is_a_no_and_never_an_exception() {
        byte[] cms = new CmsSigner(keys, CLOCK).detached(MANIFEST);
        CmsVerifier verifier = new CmsVerifier();

        for (int length = 0; length < cms.length; length += 7) {
            assertThat(verifier.holds(MANIFEST, Arrays.copyOf(cms, length), List.of(keys.signingCertificate()))).isFalse();
        }
        assertThat(verifier.holds(MANIFEST, new byte[1_000_000], List.of(keys.signingCertificate()))).isFalse();
    }

    private static Path pem(String type, byte[] der) throws IOException {
        String text = "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + type + "-----\n";
        return ownerOnly(Randoms.token(16) + ".pem", text.getBytes(US_ASCII));
    }

    private static Path pkcs12(TestCertificates key) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", key.pair().getPrivate(), PASSWORD.toCharArray(), new Certificate[] {key.certificate()});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, PASSWORD.toCharArray());
        return ownerOnly("client.p12", bytes.toByteArray());
    }

    private static Path ownerOnly(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, bytes);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
