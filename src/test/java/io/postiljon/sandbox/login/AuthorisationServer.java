package io.postiljon.sandbox.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.postiljon.sandbox.parts.Identity;
import io.postiljon.sandbox.parts.SandboxCa;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

/**
 * A running authorisation server (OAuth 2.0) over TLS: gives an agency that shows its certificate an access token that is bound to it.
 * It listens at once and makes its parts when somebody calls first.
 */
public final class AuthorisationServer implements AutoCloseable {
    /** What the gateway is called in its tokens. */
    public static final String AUDIENCE = "postiljon";

    /**
     * Who may get tokens here.
     *
     * @param certificate that it proves itself with; known by its subject, as tls_client_auth (RFC 8705) has it
     */
    public record Client(String id, X509Certificate certificate, Set<String> scopes) {}

    private final int port;
    private final X509Certificate authority;
    private final List<Client> clients;
    private final AtomicInteger keysMade = new AtomicInteger();
    private final AtomicReference<JWKSet> keys = new AtomicReference<>(newKey());
    private final TlsTomcat tomcat;
    private AnnotationConfigWebApplicationContext parts;         // guarded by this

    private AuthorisationServer(Path folder, int port, Identity server, SandboxCa ca, List<Client> clients) {
        this.port = port;
        this.authority = ca.certificate();
        this.clients = List.copyOf(clients);
        this.tomcat = TlsTomcat.start(folder, port, server, Optional.of(ca), new Door(), Map.of());
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

    /** Spring Security's filters, made for the first request. */
    private final class Door implements Filter {
        private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

        @Override public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
            if (request.getAttribute(CERTIFICATES) instanceof X509Certificate[] shown && shown.length == 1) {
                // TLS verified it; Spring takes one without its authority for a self-signed one
                request.setAttribute(CERTIFICATES, new X509Certificate[] {shown[0], authority});
            }
            filters(request).doFilter(request, response, chain);
        }
    }

    private synchronized Filter filters(ServletRequest request) {
        if (parts == null) {
            AnnotationConfigWebApplicationContext made = new AnnotationConfigWebApplicationContext();
            made.setServletContext(request.getServletContext());
            made.register(TokenParts.class);
            made.addBeanFactoryPostProcessor(beans -> {
                beans.registerSingleton("issuer", issuer());
                beans.registerSingleton("agencies", new TokenParts.Clients(clients));
                beans.registerSingleton("currentKeys", new TokenParts.Keys(keys::get));
            });
            made.refresh();
            parts = made;
        }
        return parts.getBean("springSecurityFilterChain", Filter.class);
    }

    @Override public synchronized void close() {
        try {
            tomcat.close();
        } finally {
            if (parts != null) {
                parts.close();
            }
        }
    }
}
