package io.postiljon;

import io.postiljon.crypto.TlsPair;
import io.postiljon.trust.TrustedAuthorities;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** TLS 1.3, and 1.2 with forward secrecy and AEAD only. Renegotiation is refused by Tomcat. */
final class ConnectorTls {
    /** For 1.2; those of 1.3 are all good and stay as the platform has them. */
    private static final String CIPHERS = String.join(":",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

    private ConnectorTls() {}

    static void requireFile(String setting, Path file) {
        if (file == null || !Files.isReadable(file)) {
            throw new IllegalArgumentException(setting + " must name a readable PEM file");
        }
    }

    /**
     * @param trust authorities of client certificates, which are then needed, and followed; empty asks for none
     * @return puts another pair in use, for the handshakes from then on
     */
    static Consumer<TlsPair> secure(Connector connector, TlsPair pair, Optional<TrustedAuthorities> trust) {
        SSLHostConfig host = new SSLHostConfig();
        host.setHostName("_default_");
        host.setProtocols("TLSv1.3+TLSv1.2");
        host.setCiphers(CIPHERS);
        host.setHonorCipherOrder(true);
        host.setCertificateVerification(trust.isPresent() ? "required" : "none");
        trust.ifPresent(authorities -> trust(host, authorities));
        SSLHostConfigCertificate own = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        show(own, pair);
        own.setCertificateKeystorePassword("");
        host.addCertificate(own);
        connector.setScheme("https");
        connector.setSecure(true);
        AbstractHttp11Protocol<?> protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
        protocol.setSSLEnabled(true);
        connector.addSslHostConfig(host);
        trust.ifPresent(authorities -> authorities.follow(() -> reload(protocol, host, () -> trust(host, authorities))));
        return other -> reload(protocol, host, () -> show(own, other));
    }

    /** For handshakes from now on; open connections stay, and each request asks anew for the standing of its certificate. */
    private static void reload(AbstractHttp11Protocol<?> protocol, SSLHostConfig host, Runnable change) {
        synchronized (host) {
            change.run();
            protocol.reloadSslHostConfig(host.getHostName());
        }
    }

    private static void show(SSLHostConfigCertificate own, TlsPair pair) {
        own.setCertificateKeystore(new PemSslStoreBundle(PemSslStoreDetails.forCertificate(pair.certificatePem()).withPrivateKey(pair.keyPem()), null).getKeyStore());
    }

    /** A handshake takes intermediates for authorities, so that a client need not show them; each request looks at the whole way. */
    private static void trust(SSLHostConfig host, TrustedAuthorities authorities) {
        host.setTrustStore(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(authorities.pem())).getTrustStore());
    }
}
