package io.postiljon.sandbox.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.postiljon.sandbox.parts.Identity;
import io.postiljon.sandbox.parts.SandboxCa;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A running authorisation server (OAuth 2.0) over TLS: gives an agency that shows its certificate an access token that is bound to it.
 */
public final class AuthorisationServer implements AutoCloseable {
    /** What the gateway is called in its tokens. */
    public static final String AUDIENCE = "postiljon";
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    /**
     * Who may get tokens here.
     *
     * @param certificate that it proves itself with; known by its subject, as tls_client_auth (RFC 8705) has it
     */
    public record Client(String id, X509Certificate certificate, Set<String> scopes) {}

    private final int port;
    private final X509Certificate authority;
    private final AtomicInteger keysMade = new AtomicInteger();
    private final AtomicReference<JWKSet> keys = new AtomicReference<>(newKey());
    private final TlsTomcat tomcat;

    private AuthorisationServer(Path folder, int port, Identity server, SandboxCa ca, List<Client> clients) {
        this.port = port;
        this.authority = ca.certificate();
        this.tomcat = TlsTomcat.start(folder, port, server, Optional.of(ca), new SecurityFilters(TokenParts.class,
                Map.of("issuer", issuer(), "agencies", new TokenParts.Clients(List.copyOf(clients)), "currentKeys", new TokenParts.Keys(keys::get)), this::withAuthority), Map.of());
    }

    /** @param ca of the certificates of its clients  @param folder for the server's own scratch files */
    public static AuthorisationServer start(Path folder, int port, Identity server, SandboxCa ca, List<Client> clients) {
        return new AuthorisationServer(folder, port, server, ca, clients);
    }

    public URI issuer() {
        return URI.create("https://localhost:" + port);
    }

    public URI tokenUri() {
        return issuer().resolve(TokenParts.TOKEN_PATH);
    }

    public URI keysUri() {
        return issuer().resolve(TokenParts.KEYS_PATH);
    }

    public int port() {
        return port;
    }

    /** From now on tokens are signed by another key, and the one of before is withdrawn. */
    public void changeKey() {
        keys.set(newKey());
    }

    private JWKSet newKey() {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256).keyID("sandbox-" + keysMade.incrementAndGet()).generate();
            return new JWKSet(key);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** TLS verified the certificate; Spring takes one without its authority for a self-signed one. */
    private void withAuthority(HttpServletRequest request) {
        if (request.getAttribute(CERTIFICATES) instanceof X509Certificate[] shown && shown.length == 1) {
            request.setAttribute(CERTIFICATES, new X509Certificate[] {shown[0], authority});
        }
    }

    @Override public void close() {
        tomcat.close();
    }
}
