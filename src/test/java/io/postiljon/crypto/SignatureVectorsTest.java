package io.postiljon.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Signatures that others made with openssl from the description, so that our reading of it is not the only one. */
class SignatureVectorsTest {
    private static final Instant NEAR = Instant.ofEpochSecond(1_764_000_000).plusSeconds(5);
    private static final AgePolicy HTTPS = new AgePolicy(Duration.ofSeconds(300), Duration.ofSeconds(60));

    @ParameterizedTest
    @CsvSource({"es256, ES256", "ps256, PS256"})
    void the_signature_is_valid(String vector, String alg) throws Exception {
        SignatureVerdict verdict = verdict(vector, jws(vector), parts());

        assertThat(verdict).isEqualTo(new SignatureVerdict.Valid(Thumbprints.of(certificate(vector)), Instant.ofEpochSecond(1_764_000_000), alg));
    }

    @ParameterizedTest
    @ValueSource(strings = {"es256", "ps256"})
    void a_changed_byte_of_a_part_is_refused(String vector) throws Exception {
        byte[] pdf = bytes("upfile1.pdf");
        pdf[pdf.length / 2] ^= 1;

        List<SignedPart> changed = List.of(parts().get(0), new SignedPart("upfile1", ContentDigest.of(pdf)));

        assertThat(verdict(vector, jws(vector), changed)).isInstanceOf(SignatureVerdict.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"es256", "ps256"})
    void another_name_of_a_part_is_refused(String vector) throws Exception {
        List<SignedPart> renamed = List.of(parts().get(0), new SignedPart("upfile2", parts().get(1).digest()));

        assertThat(verdict(vector, jws(vector), renamed)).isInstanceOf(SignatureVerdict.Coverage.class);
        assertThat(verdict(vector, withHeader(jws(vector), "\"upfile1\"", "\"upfile2\""), renamed)).isInstanceOf(SignatureVerdict.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"es256", "ps256"})
    void another_digest_in_the_header_is_refused(String vector) throws Exception {
        String digest = parts().get(1).digest().base64Url();
        SignedPart other = new SignedPart("upfile1", ContentDigest.of(new byte[0]));

        String changed = withHeader(jws(vector), digest, other.digest().base64Url());

        assertThat(verdict(vector, changed, List.of(parts().get(0), other))).isInstanceOf(SignatureVerdict.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"es256", "ps256"})
    void another_order_of_names_against_digests_is_refused(String vector) throws Exception {
        String swapped = withHeader(jws(vector), "\"messageToPublish\",\"upfile1\"", "\"upfile1\",\"messageToPublish\"");

        assertThat(verdict(vector, swapped, parts())).isInstanceOf(SignatureVerdict.Invalid.class);
    }

    private static SignatureVerdict verdict(String vector, String jws, List<SignedPart> parts) throws Exception {
        X509Certificate certificate = certificate(vector);
        CertificateLookup lookup = thumbprint ->
                thumbprint.equals(Thumbprints.of(certificate)) ? Optional.of(certificate) : Optional.empty();
        return SignatureVerifier.forHttp().verify(jws, parts, lookup, HTTPS, NEAR);
    }

    private static List<SignedPart> parts() throws IOException {
        return List.of(new SignedPart("messageToPublish", ContentDigest.of(bytes("messageToPublish.json"))),
                new SignedPart("upfile1", ContentDigest.of(bytes("upfile1.pdf"))));
    }

    private static String withHeader(String jws, String old, String changed) {
        String[] parts = jws.split("\\.");
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8);
        assertThat(header).contains(old);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header.replace(old, changed).getBytes(UTF_8)) + ".." + parts[2];
    }

    private static String jws(String vector) throws IOException {
        return new String(bytes(vector + ".jws"), UTF_8).strip();
    }

    private static X509Certificate certificate(String vector) throws IOException, GeneralSecurityException {
        try (InputStream pem = SignatureVectorsTest.class.getResourceAsStream("/jws-vectors/" + vector + ".pem")) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream resource = SignatureVectorsTest.class.getResourceAsStream("/jws-vectors/" + name)) {
            return resource.readAllBytes();
        }
    }
}
