package io.postiljon.sandbox.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.crypto.AgencyKey;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.Thumbprints;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * An agency's signature: compact JWS, JAdES baseline B, detached by {@code sigD} over the digests of all parts. With
 * {@code b64} false and this mechanism the payload counts as empty, so what is signed is the header and a dot. The header is laid
 * bare here, to be spoilt by tests; key and signature are those of the command {@code send}.
 * Source: RFC 7515, RFC 7797, ETSI TS 119 182-1 clause 5.2.8.3.3. May be used by many threads.
 */
public final class Jades {
    private static final JsonMapper JSON = new JsonMapper();

    private final AgencyKey key;

    private Jades(AgencyKey key) {
        this.key = key;
    }

    /** {@code alg}: ES256, PS256 or EdDSA, as the key is; both files PEM. */
    public static Jades of(String alg, Path keyFile, Path certificateFile) {
        AgencyKey key = AgencyKey.read(keyFile, certificateFile);
        if (!key.algorithm().equals(alg)) {
            throw new IllegalArgumentException("the key in " + keyFile.getFileName() + " is not for " + alg);
        }
        return new Jades(key);
    }

    public AgencyKey key() {
        return key;
    }

    public X509Certificate certificate() {
        return key.certificate();
    }

    public String sign(List<Part> parts, Instant at) {
        return sign(header(parts, at));
    }

    /** The protected header as the gateway asks for it: to be signed, or to be spoilt first by a test. */
    public ObjectNode header(List<Part> parts, Instant at) {
        ObjectNode header = JSON.createObjectNode();
        header.put("alg", key.algorithm()).put("x5t#S256", Thumbprints.of(certificate())).put("iat", at.getEpochSecond());
        header.put("b64", false).putArray("crit").add("b64").add("sigD");
        ObjectNode detached = header.putObject("sigD");
        detached.put("mId", "http://uri.etsi.org/19182/ObjectIdByURIHash").put("hashM", "S256");
        var names = detached.putArray("pars");
        var digests = detached.putArray("hashV");
        for (Part part : parts) {
            names.add(part.name());
            digests.add(digest(part.bytes()));
        }
        return header;
    }

    public String sign(ObjectNode header) {
        try {
            return key.signHeader(JSON.writeValueAsString(header));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** base64url of SHA-256. */
    static String digest(byte[] bytes) {
        return ContentDigest.of(bytes).base64Url();
    }
}
