package io.postiljon.crypto;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A signature as an agency makes it, of which a test can bend every member before it is signed. */
final class JwsDraft {
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

    private final TestCertificates signer;
    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> sigD = new LinkedHashMap<>();

    JwsDraft(TestCertificates signer, String alg, List<SignedPart> parts) {
        this.signer = signer;
        header.put("alg", alg);
        header.put("x5t#S256", signer.thumbprint());
        header.put("iat", TestKeyStore.NOW.getEpochSecond());
        header.put("b64", false);
        header.put("crit", List.of("b64", "sigD"));
        header.put("sigD", sigD);
        sigD.put("mId", "http://uri.etsi.org/19182/ObjectIdByURIHash");
        sigD.put("hashM", "S256");
        sigD.put("pars", parts.stream().map(SignedPart::name).toList());
        sigD.put("hashV", parts.stream().map(part -> part.digest().base64Url()).toList());
    }

    JwsDraft header(String member, Object value) {
        header.put(member, value);
        return this;
    }

    JwsDraft without(String member) {
        header.remove(member);
        return this;
    }

    JwsDraft sigD(Consumer<Map<String, Object>> change) {
        change.accept(sigD);
        return this;
    }

    String json() {
        return JSONObjectUtils.toJSONString(header);
    }

    String signed() {
        return signedOver(json());
    }

    /** Signs these bytes as the protected header, whatever they are. */
    String signedOver(String headerJson) {
        String input = BASE64_URL.encodeToString(headerJson.getBytes(UTF_8)) + ".";
        return input + "." + BASE64_URL.encodeToString(signature(input));
    }

    /** The right header with another signature. */
    String with(byte[] signature) {
        return BASE64_URL.encodeToString(json().getBytes(UTF_8)) + ".." + BASE64_URL.encodeToString(signature);
    }

    private byte[] signature(String input) {
        try {
            Signature signature = switch (signer.pair().getPrivate().getAlgorithm()) {
                case "EC" -> Signature.getInstance("SHA256withECDSAinP1363Format");
                case "RSA" -> Signature.getInstance("RSASSA-PSS");
                default -> Signature.getInstance("Ed25519");
            };
            if (signature.getAlgorithm().equals("RSASSA-PSS")) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(signer.pair().getPrivate());
            signature.update(input.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
