package io.postiljon.crypto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Compact JWS by the platform's key: what {@link ReceiptSigner} and {@link DetachedJwsSigner} have in common. */
record PlatformJws(KeyStorePort keys, Clock clock) {
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();
    private static final int SIGNATURE_BYTES = 64;

    /** For one signature: its header names the key that signs. */
    PlatformJws still() {
        return new PlatformJws(keys.still(), clock);
    }

    /** {@code alg}, {@code x5t#S256} and {@code iat}. */
    Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", JwsAlgorithm.ES256.name());
        header.put("x5t#S256", Thumbprints.of(keys.signingCertificate()));
        header.put("iat", clock.instant().getEpochSecond());
        return header;
    }

    String sign(Map<String, Object> header, byte[] payload) {
        String input = BASE64_URL.encodeToString(JSONObjectUtils.toJSONString(header).getBytes(UTF_8)) + "."
                + BASE64_URL.encodeToString(payload);
        try {
            byte[] signature = ECDSA.transcodeSignatureToConcat(keys.sign(input.getBytes(US_ASCII)), SIGNATURE_BYTES);
            return input + "." + BASE64_URL.encodeToString(signature);
        } catch (JOSEException e) {
            throw new KeyUnavailable("the key store gave something else than a signature", e);
        }
    }
}
