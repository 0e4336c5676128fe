package io.postiljon.sandbox.login;

import io.postiljon.sandbox.parts.Identity;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A running identity provider, over TLS on one port of the loopback interface. */
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
    private final Map<String, Object> otherClaims = new ConcurrentHashMap<>();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final TlsTomcat tomcat;

    private IdentityProvider(Path folder, int port, Identity server, Client client, List<Citizen> citizens) {
        this.port = port;
        this.tomcat = TlsTomcat.start(folder, port, server, Optional.empty(), new SecurityFilters(ProviderParts.class, Map.of("client", client,
                "citizens", new ProviderParts.Citizens(List.copyOf(citizens)), "claims", new ProviderParts.Claims(issuer(), otherClaims)), this::count),
                Map.of("/login", new LoginPage(citizens)));
    }

    /** @param folder for the server's own scratch files */
    public static IdentityProvider start(Path folder, int port, Identity server, Client client, List<Citizen> citizens) {
        return new IdentityProvider(folder, port, server, client, citizens);
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

    private void count(HttpServletRequest request) {
        if (request.getRequestURI().equals(ProviderParts.TOKEN_PATH)) {
            exchanges.incrementAndGet();
        }
    }

    @Override public void close() {
        tomcat.close();
    }
}
