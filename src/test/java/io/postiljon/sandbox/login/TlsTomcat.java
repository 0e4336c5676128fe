package io.postiljon.sandbox.login;

import io.postiljon.sandbox.parts.Identity;
import io.postiljon.sandbox.parts.SandboxCa;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
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

/** A small web server over TLS on one port of the loopback interface: one filter before everything, and some servlets behind it. */
final class TlsTomcat implements AutoCloseable {
    /** Held, since a level that was set goes with its logger. It has much to say while it starts. */
    private static final Logger LOG = Logger.getLogger("org.apache");
    /** It warns that TLS 1.3 asks for a certificate in the handshake only, which is where ours are shown. */
    private static final Logger TLS_LOG = Logger.getLogger("org.apache.tomcat.util.net.SSLUtilBase");

    private final Tomcat tomcat = new Tomcat();

    /**
     * @param folder  for its own scratch files
     * @param clients authority of client certificates; who has one may show it
     */
    static TlsTomcat start(Path folder, int port, Identity server, Optional<SandboxCa> clients, Filter filter, Map<String, HttpServlet> servlets) {
        LOG.setLevel(Level.WARNING);
        TLS_LOG.setLevel(Level.SEVERE);
        TlsTomcat started = new TlsTomcat();
        started.tomcat.setBaseDir(folder.toString());
        started.tomcat.setConnector(connector(port, server, clients));
        Context context = started.tomcat.addContext("", null);
        FilterDef definition = new FilterDef();
        definition.setFilterName("door");
        definition.setFilter(filter);
        context.addFilterDef(definition);
        FilterMap everything = new FilterMap();
        everything.setFilterName("door");
        everything.addURLPattern("/*");
        context.addFilterMap(everything);
        servlets.forEach((path, servlet) -> {
            Tomcat.addServlet(context, path, servlet);
            context.addServletMappingDecoded(path, path);
        });
        Tomcat.addServlet(context, "nothing", new HttpServlet() {
            private static final long serialVersionUID = 1L;
        });
        context.addServletMappingDecoded("/", "nothing");
        try {
            started.tomcat.start();
        } catch (LifecycleException cannot) {
            throw new IllegalStateException("a server of the sandbox cannot listen", cannot);
        }
        return started;
    }

    private static Connector connector(int port, Identity server, Optional<SandboxCa> clients) {
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
        clients.ifPresent(authorities -> {
            tls.setCertificateVerification("optional");
            tls.setTrustStore(store(authorities));
        });
        connector.addSslHostConfig(tls);
        return connector;
    }

    private static KeyStore store(SandboxCa authority) {
        try {
            return KeyStore.getInstance(authority.trustStoreFile().toFile(), authority.trustStorePassword().toCharArray());
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Override public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException stopping) {
            throw new IllegalStateException("a server of the sandbox does not stop", stopping);
        }
    }
}
