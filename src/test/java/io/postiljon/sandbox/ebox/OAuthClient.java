package io.postiljon.sandbox.ebox;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Set;

/**
 * A client as it was registered at onboarding.
 *
 * @param keys     public RSA keys that may sign its assertions; two during a rotation
 * @param kbo      organisation that its tokens stand for, ten digits
 * @param scopes   what it may ask for
 * @param mandates organisations for which it may publish, ten digits each
 */
public record OAuthClient(String clientId, List<RSAPublicKey> keys, String kbo, Set<String> scopes, Set<String> mandates) {

    public OAuthClient {
        keys = List.copyOf(keys);
        scopes = Set.copyOf(scopes);
        mandates = Set.copyOf(mandates);
    }

    /** A client with every scope that a sender needs, and no mandate. */
    public static OAuthClient of(String clientId, PublicKey key, String kbo) {
        if (key instanceof RSAPublicKey rsa) {
            return new OAuthClient(clientId, List.of(rsa), kbo, Scopes.OF_A_SENDER, Set.of());
        }
        throw new IllegalArgumentException("e-Box registers RSA keys only");
    }

    public static OAuthClient of(String clientId, X509Certificate certificate, String kbo) {
        return of(clientId, certificate.getPublicKey(), kbo);
    }

    public OAuthClient withMandates(Set<String> represented) {
        return new OAuthClient(clientId, keys, kbo, scopes, represented);
    }

    public OAuthClient withScopes(Set<String> granted) {
        return new OAuthClient(clientId, keys, kbo, granted, mandates);
    }
}
