package io.postiljon.crypto;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.JWSSerializationType;
import eu.europa.esig.dss.enumerations.SigDMechanism;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.enumerations.SignaturePackaging;
import eu.europa.esig.dss.jades.JAdESSignatureParameters;
import eu.europa.esig.dss.jades.JAdESSigningTimeType;
import eu.europa.esig.dss.jades.signature.JAdESService;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.ReferenceValidation;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.signature.AdvancedSignature;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.nio.file.Path;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What we sign, checked by programs that are not ours: the European Commission's DSS and Nimbus. */
class OurSignaturesTest {
    private static final Clock CLOCK = Clock.fixed(TestKeyStore.NOW, ZoneOffset.UTC);
    private static final AgePolicy HTTPS = new AgePolicy(Duration.ofSeconds(300), Duration.ofSeconds(60));
    private static final byte[] FILE = "{\"items\":[]}".getBytes(UTF_8);
    private static final String NAME = "0999990024.20251124.00001.T.ack.json";

    @TempDir Path folder;
    private TestKeyStore store;
    private KeyStorePort keys;

    @BeforeEach void aKeyStore() {
        store = TestKeyStore.in(folder);
        keys = store.open();
    }

    @Test void dss_finds_the_signature_of_a_file_intact() {
        String jws = new DetachedJwsSigner(keys, CLOCK).sign(part(NAME, FILE));

        AdvancedSignature signature = readByDss(jws, keys.signingCertificate(), document(NAME, FILE));

        assertThat(signature.getSignatureCryptographicVerification().isSignatureIntact()).isTrue();
        assertThat(signature.getSignatureCryptographicVerification().isReferenceDataFound()).isTrue();
        assertThat(signature.getSignatureCryptographicVerification().isReferenceDataIntact()).isTrue();
        assertThat(signature.getStructureValidationResult()).isNullOrEmpty();
        assertThat(signature.getSigningTime()).isEqualTo(Date.from(TestKeyStore.NOW));
    }

    @Test void dss_finds_each_of_several_parts_by_its_name() {
        byte[] other = {1, 2, 3};
        String jws = new DetachedJwsSigner(keys, CLOCK).sign(List.of(part(NAME, FILE), part("docs/one.pdf", other)));

        AdvancedSignature signature = readByDss(jws, keys.signingCertificate(), document("docs/one.pdf", other), document(NAME, FILE));

        assertThat(signature.getSignatureCryptographicVerification().isSignatureIntact()).isTrue();
        assertThat(signature.getReferenceValidations()).filteredOn(reference -> reference.getUri() != null)
                .extracting(ReferenceValidation::getUri).containsExactlyInAnyOrder(NAME, "docs/one.pdf");
        assertThat(signature.getReferenceValidations()).allMatch(ReferenceValidation::isIntact);
    }

    @Test void dss_refuses_it_when_a_byte_of_the_file_differs() {
        String jws = new DetachedJwsSigner(keys, CLOCK).sign(part(NAME, FILE));

        AdvancedSignature signature = readByDss(jws, keys.signingCertificate(), document(NAME, "{\"items\":[1]}".getBytes(UTF_8)));

        assertThat(signature.getSignatureCryptographicVerification().isReferenceDataIntact()).isFalse();
        assertThat(signature.getSignatureCryptographicVerification().isSignatureValid()).isFalse();
    }

    @Test void our_own_verifier_takes_it_too() {
        String jws = new DetachedJwsSigner(keys, CLOCK).sign(part(NAME, FILE));

        SignatureVerdict verdict = verdict(jws, keys.signingCertificate(), part(NAME, FILE));

        assertThat(verdict).isEqualTo(new SignatureVerdict.Valid(Thumbprints.of(keys.signingCertificate()), TestKeyStore.NOW, "ES256"));
    }

    @ParameterizedTest
    @EnumSource(JAdESSigningTimeType.class)
    void what_dss_signs_in_this_form_our_verifier_takes(JAdESSigningTimeType time) throws Exception {
        TestCertificates agency = TestCertificates.p256();
        JAdESSignatureParameters parameters = new JAdESSignatureParameters();
        parameters.setSignatureLevel(SignatureLevel.JAdES_BASELINE_B);
        parameters.setSignaturePackaging(SignaturePackaging.DETACHED);
        parameters.setJwsSerializationType(JWSSerializationType.COMPACT_SERIALIZATION);
        parameters.setSigDMechanism(SigDMechanism.OBJECT_ID_BY_URI_HASH);
        parameters.setBase64UrlEncodedPayload(false);
        parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
        parameters.setSigningCertificateDigestMethod(DigestAlgorithm.SHA256);
        parameters.setIncludeKeyIdentifier(false);
        parameters.setJadesSigningTimeType(time);
        parameters.bLevel().setSigningDate(Date.from(TestKeyStore.NOW));
        parameters.setSigningCertificate(new CertificateToken(agency.certificate()));
        JAdESService service = new JAdESService(new CommonCertificateVerifier());
        List<DSSDocument> documents = List.of(document("messageToPublish", FILE));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(agency.pair().getPrivate());
        signature.update(service.getDataToSign(documents, parameters).getBytes());

        DSSDocument signed = service.signDocument(documents, parameters, new SignatureValue(SignatureAlgorithm.ECDSA_SHA256, signature.sign()));
        String jws = new String(signed.openStream().readAllBytes(), UTF_8);

        assertThat(verdict(jws, agency.certificate(), part("messageToPublish", FILE)))
                .isEqualTo(new SignatureVerdict.Valid(agency.thumbprint(), TestKeyStore.NOW, "ES256"));
    }

    @Test void a_signature_over_nothing_or_twice_one_name_is_not_made() {
        DetachedJwsSigner signer = new DetachedJwsSigner(keys, CLOCK);

        assertThatIllegalArgumentException().isThrownBy(() -> signer.sign(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> signer.sign(List.of(part(NAME, FILE), part(NAME, FILE))));
    }

    @Test void a_receipt_holds_by_the_published_key_that_its_thumbprint_names() throws Exception {
        String receipt = new ReceiptSigner(keys, CLOCK).sign("{\"mode\":\"live\"}".getBytes(UTF_8));

        JWSObject read = JWSObject.parse(receipt);
        ECKey published = (ECKey) JWKSet.parse(new PublicKeys(keys).jwks()).getKeys().stream()
                .filter(key -> key.getX509CertSHA256Thumbprint().equals(read.getHeader().getX509CertSHA256Thumbprint())).findFirst().orElseThrow();

        assertThat(read.verify(new ECDSAVerifier(published))).isTrue();
        assertThat(read.getPayload().toString()).isEqualTo("{\"mode\":\"live\"}");
        assertThat(read.getHeader().toJSONObject().keySet()).containsExactlyInAnyOrder("alg", "x5t#S256", "iat");
        assertThat(read.getHeader().toJSONObject()).containsEntry("iat", TestKeyStore.NOW.getEpochSecond());
    }

    @Test void a_changed_receipt_does_not_hold() throws Exception {
        String[] parts = new ReceiptSigner(keys, CLOCK).sign("{\"mode\":\"live\"}".getBytes(UTF_8)).split("\\.");
        String other = new ReceiptSigner(keys, CLOCK).sign("{\"mode\":\"rehearsal\"}".getBytes(UTF_8)).split("\\.")[1];
        ECKey published = (ECKey) JWKSet.parse(new PublicKeys(keys).jwks()).getKeys().getFirst();

        assertThat(JWSObject.parse(parts[0] + "." + other + "." + parts[2]).verify(new ECDSAVerifier(published))).isFalse();
    }

    @Test void a_receipt_is_no_signature_over_parts() {
        String receipt = new ReceiptSigner(keys, CLOCK).sign(FILE);

        assertThat(verdict(receipt, keys.signingCertificate(), part(NAME, FILE))).isInstanceOf(SignatureVerdict.Invalid.class);
    }

    @Test void the_published_keys_hold_no_private_part_and_keep_old_ones() throws Exception {
        TestCertificates next = TestCertificates.p256();
        Pkcs12KeyStore.addSigningKey(store.file(), store.passwordFile(), next.pair().getPrivate(), List.of(next.certificate()));

        JWKSet published = JWKSet.parse(new PublicKeys(store.open()).jwks());

        assertThat(published.getKeys()).noneMatch(key -> key.isPrivate());
        assertThat(published.getKeys()).extracting(key -> key.getAlgorithm()).containsExactly(JWSAlgorithm.ES256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);
        assertThat(published.getKeys().getFirst().getX509CertSHA256Thumbprint()).hasToString(next.thumbprint());
        assertThat(published.getKeys().get(1).getX509CertSHA256Thumbprint()).hasToString(Thumbprints.of(keys.signingCertificate()));
    }

    private static AdvancedSignature readByDss(String jws, X509Certificate signer, DSSDocument... parts) {
        CommonCertificateSource certificates = new CommonCertificateSource();
        certificates.addCertificate(new CertificateToken(signer));
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new InMemoryDocument(jws.getBytes(UTF_8)));
        validator.setCertificateVerifier(new CommonCertificateVerifier(true));
        validator.setSigningCertificateSource(certificates);
        validator.setDetachedContents(List.of(parts));
        AdvancedSignature signature = validator.getSignatures().getFirst();
        signature.checkSignatureIntegrity();
        return signature;
    }

    private static SignatureVerdict verdict(String jws, X509Certificate registered, SignedPart part) {
        CertificateLookup lookup = thumbprint -> thumbprint.equals(Thumbprints.of(registered)) ? Optional.of(registered) : Optional.empty();
        return SignatureVerifier.forHttp().verify(jws, List.of(part), lookup, HTTPS, TestKeyStore.NOW);
    }

    private static DSSDocument document(String name, byte[] content) {
        return new InMemoryDocument(content, name);
    }

    private static SignedPart part(String name, byte[] content) {
        return new SignedPart(name, ContentDigest.of(content));
    }
}
