package io.postiljon.sandbox.login;

import io.postiljon.sandbox.parts.Identity;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

/**
 * A running identity provider, over TLS on one port of the loopback interface. It listens at once and makes its parts when the first
 * visitor comes, so that a start of the sandbox without one does not wait for them.
 */
public final class IdentityProvider implements AutoCloseable {
    /** Somebody who can log in. */
    public record Citizen(String insz, String name) {}

    /**
     * Who may send visitors here.
     *
     * @param tokenAudience what it calls the token service in its assertions
     */
    public record Client(String id, RSAPublicKey key, URI returnAddress, String tokenAudience) {}

    private final int port;
    private final Client client;
    private final List<Citizen> citizens;
    private final Map<String, Object> otherClaims = new ConcurrentHashMap<>();
    private final AtomicInteger exchanges = new AtomicInteger();
    private TlsTomcat tomcat;
    private AnnotationConfigWebApplicationContext parts;         // guarded by this

    private IdentityProvider(int port, Client client, List<Citizen> citizens) {
        this.port = port;
        this.client = client;
        this.citizens = List.copyOf(citizens);
    }

    /** @param folder for the server's own scratch files */
    public static IdentityProvider start(Path folder, int port, Identity server, Client client, List<Citizen> citizens) {
        IdentityProvider provider = new IdentityProvider(port, client, citizens);
        provider.tomcat = TlsTomcat.start(folder, port, server, Optional.empty(), provider.new Door(), Map.of("/login", new LoginPage(citizens)));
        return provider;
    }

    public URI issuer() {
        return URI.create("https://localhost:" + port + "/op");
    }

    public int port() {
        return port;
    }

    /** Claims that the next tokens have in place of the right ones; empty ends it. */
    public void forge(Map<String, Object> claims) {
        otherClaims.clear();
        otherClaims.putAll(claims);
    }

    /** How often somebody came with a code for a token, right or wrong. */
    public int exchanges() {
        return exchanges.get();
    }

    /** Spring Security's filters, made for the first request. */
    private final class Door implements Filter {
        @Override public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
            if (((HttpServletRequest) request).getRequestURI().equals(ProviderParts.TOKEN_PATH)) {
                exchanges.incrementAndGet();
            }
            filters(request).doFilter(request, response, chain);
        }
    }

    private synchronized Filter filters(ServletRequest request) {
        if (parts == null) {
            AnnotationConfigWebApplicationContext made = new AnnotationConfigWebApplicationContext();
            made.setServletContext(request.getServletContext());
            made.register(ProviderParts.class);
            made.addBeanFactoryPostProcessor(beans -> {
                beans.registerSingleton("client", client);
                beans.registerSingleton("citizens", new ProviderParts.Citizens(citizens));
                beans.registerSingleton("claims", new ProviderParts.Claims(issuer(), otherClaims));
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
