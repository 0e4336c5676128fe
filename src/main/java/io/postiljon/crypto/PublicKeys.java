package io.postiljon.crypto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The public side of our signing keys for {@code /.well-known/jwks.json}: the present one first, then the old ones, so that old
 * receipts can be checked. Each has its certificate and thumbprint; {@code kid} is the thumbprint of RFC 7638. Behind them the keys
 * of webhooks (Ed25519, RFC 8037), which have no certificate.
 */
public final class PublicKeys {
    private final KeyStorePort keys;

    public PublicKeys(KeyStorePort keys) {
        this.keys = keys;
    }

    /** JSON of a JWK set (RFC 7517 section 5). */
    public String jwks() {
        List<JWK> published = new ArrayList<>();
        for (X509Certificate certificate : keys.publishedCertificates()) {
            published.add(jwk(certificate));
        }
        for (byte[] key : keys.webhookKeys()) {
            published.add(jwk(key));
        }
        return new JWKSet(published).toString();
    }

    private static JWK jwk(byte[] ed25519) {
        try {
            return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(ed25519))
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.EdDSA)
                    .keyIDFromThumbprint()
                    .build();
        } catch (JOSEException e) {
            throw new KeyUnavailable("a webhook key cannot be published", e);
        }
    }

    private static JWK jwk(X509Certificate certificate) {
        try {
            return new ECKey.Builder(Curve.P_256, (ECPublicKey) certificate.getPublicKey())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint()
                    .x509CertSHA256Thumbprint(new Base64URL(Thumbprints.of(certificate)))
                    .x509CertChain(List.of(Base64.encode(certificate.getEncoded())))
                    .build();
        } catch (JOSEException | CertificateEncodingException e) {
            throw new KeyUnavailable("a signing certificate cannot be published", e);
        }
    }
}
