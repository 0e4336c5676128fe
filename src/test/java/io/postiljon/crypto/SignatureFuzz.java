package io.postiljon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.postiljon.fuzz.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The signature of an agency. The first byte of an input says who made it. {@code F}: a stranger, who has two good signatures but no key: nothing
 * but those two headers ever verifies, and only over their own parts. {@code S}: the agency itself signed this header, whatever it says: what
 * verifies is what another reader of the header finds right.
 */
public final class SignatureFuzz implements FuzzTarget {
    private static final byte FOREIGN = 'F';
    private static final byte SIGNED = 'S';
    private static final String THUMBPRINT = "THUMBPRINT";
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

    private final SignatureVerifier verifier = SignatureVerifier.forHttp();
    private final List<SignedPart> parts = List.of(part("messageToPublish.json", "messageToPublish"), part("upfile1.pdf", "upfile1"));
    private final List<String> vectors = List.of(text("es256.jws"), text("ps256.jws"));
    private final List<X509Certificate> known = List.of(certificate("es256.pem"), certificate("ps256.pem"));
    private final TestCertificates agency = TestCertificates.ed25519();
    private final JsonMapper strict = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    @Override public boolean takes(byte[] input) throws IOException {
        byte[] rest = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        if (input.length > 0 && input[0] == SIGNED) {
            return signed(new String(rest, ISO_8859_1).replace(THUMBPRINT, agency.thumbprint()).getBytes(ISO_8859_1));
        } else {
            return foreign(new String(rest, ISO_8859_1));
        }
    }

    private boolean foreign(String jws) {
        SignatureVerdict verdict = verifier.verify(jws, parts, this::lookup);
        assertThat(verifier.verify(jws, parts, this::lookup)).as("again").isEqualTo(verdict);
        if (verdict instanceof SignatureVerdict.Valid) {
            assertThat(vectors.stream().map(vector -> vector.split("\\.")[0])).contains(jws.split("\\.")[0]);
        }
        for (List<SignedPart> others : List.of(parts.subList(0, 1), List.<SignedPart>of(), List.of(parts.get(0), parts.get(0)),
                List.of(parts.get(0), new SignedPart("upfile1", parts.get(0).digest())))) {
            assertThat(verifier.verify(jws, others, this::lookup)).as("over other parts").isNotInstanceOf(SignatureVerdict.Valid.class);
        }
        return verdict instanceof SignatureVerdict.Valid;
    }

    private boolean signed(byte[] header) throws IOException {
        String input = BASE64_URL.encodeToString(header) + ".";
        SignatureVerdict verdict = verifier.verify(input + "." + BASE64_URL.encodeToString(signature(input)), parts, this::lookup);
        if (verdict instanceof SignatureVerdict.Valid valid) {
            JsonNode read = strict.readTree(header);
            assertThat(valid.thumbprint()).isEqualTo(agency.thumbprint()).isEqualTo(read.path("x5t#S256").textValue());
            assertThat(read.path("alg").textValue()).isEqualTo("EdDSA");
            assertThat(read.path("b64").isBoolean() && !read.path("b64").booleanValue()).isTrue();
            assertThat(List.of(read.path("crit").path(0).asText(), read.path("crit").path(1).asText())).containsExactlyInAnyOrder("b64", "sigD");
            assertThat(List.of("jku", "x5u", "jwk", "kid")).noneMatch(read::has);
            requireParts(read.path("sigD"));
        }
        return verdict instanceof SignatureVerdict.Valid;
    }

    private void requireParts(JsonNode sigD) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        for (SignedPart part : parts) {
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < sigD.path("pars").size(); i++) {
                if (sigD.path("pars").get(i).equals(nodes.textNode(part.name()))) {
                    places.add(i);
                }
            }
            assertThat(places).as("places of " + part.name()).hasSize(1);
            assertThat(sigD.path("hashV").path(places.get(0)).textValue()).isEqualTo(part.digest().base64Url());
        }
        assertThat(sigD.path("pars")).hasSize(parts.size());
        assertThat(sigD.path("hashV")).hasSize(parts.size());
    }

    private Optional<X509Certificate> lookup(String thumbprint) {
        assertThat(thumbprint).matches("[A-Za-z0-9_-]{43}");
        return java.util.stream.Stream.concat(known.stream(), java.util.stream.Stream.of(agency.certificate()))
                .filter(certificate -> Thumbprints.of(certificate).equals(thumbprint)).findFirst();
    }

    private byte[] signature(String input) {
        try {
            return JwsAlgorithm.EdDSA.sign(agency.pair().getPrivate(), input.getBytes(ISO_8859_1));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override public List<byte[]> seeds() {
        String header = new JwsDraft(agency, "EdDSA", parts).json().replace(agency.thumbprint(), THUMBPRINT);
        List<byte[]> seeds = new ArrayList<>();
        vectors.forEach(vector -> seeds.add(from(FOREIGN, vector)));
        seeds.add(from(FOREIGN, BASE64_URL.encodeToString(header(vectors.get(0)).replace("1764000000", "1764000001").getBytes(UTF_8)) + ".." + vectors.get(0).split("\\.")[2]));
        seeds.add(from(FOREIGN, vectors.get(0).split("\\.")[0] + ".." + vectors.get(1).split("\\.")[2]));
        seeds.add(from(SIGNED, header));
        seeds.add(from(SIGNED, header.replaceAll("\"iat\":[0-9]+", "\"sigT\":\"2025-11-24T16:00:00Z\"")));
        seeds.add(from(SIGNED, header.replace("\"hashV\"", "\"ctys\":[\"a\",\"b\"],\"hashV\"")));
        seeds.add(from(SIGNED, header.replace("EdDSA", "ES256")));
        return seeds;
    }

    private static String header(String jws) {
        return new String(Base64.getUrlDecoder().decode(jws.split("\\.")[0]), UTF_8);
    }

    private static byte[] from(byte who, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(who);
        bytes.writeBytes(text.getBytes(UTF_8));
        return bytes.toByteArray();
    }

    private static SignedPart part(String file, String name) {
        return new SignedPart(name, ContentDigest.of(bytes(file)));
    }

    private static String text(String file) {
        return new String(bytes(file), UTF_8).strip();
    }

    private static X509Certificate certificate(String file) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new java.io.ByteArrayInputStream(bytes(file)));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static byte[] bytes(String file) {
        try (InputStream resource = SignatureFuzz.class.getResourceAsStream("/jws-vectors/" + file)) {
            return resource.readAllBytes();
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }
}
