package io.postiljon.sandbox.login;

import io.postiljon.sandbox.parts.Identity;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
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

    /** Held, since a level that was set goes with its logger. It has much to say while it starts. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    private final int port;
    private final Client client;
    private final List<Citizen> citizens;
    private final Map<String, Object> otherClaims = new ConcurrentHashMap<>();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final Tomcat tomcat = new Tomcat();
    private AnnotationConfigWebApplicationContext parts;         // guarded by this

    private IdentityProvider(int port, Client client, List<Citizen> citizens) {
        this.port = port;
        this.client = client;
        this.citizens = List.copyOf(citizens);
    }

    /** @param folder for the server's own scratch files */
    public static IdentityProvider start(Path folder, int port, Identity server, Client client, List<Citizen> citizens) {
        IdentityProvider provider = new IdentityProvider(port, client, citizens);
        provider.listen(folder, server);
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

    private void listen(Path folder, Identity server) {
        TOMCAT.setLevel(Level.WARNING);
        tomcat.setBaseDir(folder.toString());
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("SSLEnabled", "true");
        connector.setScheme("https");
        connector.setSecure(true);
        SSLHostConfig tls = new SSLHostConfig();
        tls.setProtocols("TLSv1.3+TLSv1.2");
        SSLHostConfigCertificate certificate = new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateFile(server.certificateFile().toString());
        certificate.setCertificateKeyFile(server.keyFile().toString());
        tls.addCertificate(certificate);
        connector.addSslHostConfig(tls);
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        FilterDef definition = new FilterDef();
        definition.setFilterName("provider");
        definition.setFilter(new Door());
        context.addFilterDef(definition);
        FilterMap everything = new FilterMap();
        everything.setFilterName("provider");
        everything.addURLPattern("/*");
        context.addFilterMap(everything);
        Tomcat.addServlet(context, "login", new LoginPage(citizens));
        context.addServletMappingDecoded("/login", "login");
        Tomcat.addServlet(context, "nothing", new HttpServlet() {
            private static final long serialVersionUID = 1L;
        });
        context.addServletMappingDecoded("/", "nothing");
        try {
            tomcat.start();
        } catch (LifecycleException cannot) {
            throw new IllegalStateException("the identity provider of the sandbox cannot listen", cannot);
        }
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
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException stopping) {
            throw new IllegalStateException("the identity provider of the sandbox does not stop", stopping);
        } finally {
            if (parts != null) {
                parts.close();
            }
        }
    }
}
