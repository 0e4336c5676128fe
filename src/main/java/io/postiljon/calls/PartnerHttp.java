package io.postiljon.calls;

import io.postiljon.crypto.PemTrust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.Ordered;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/**
 * A component of Camel by which routes call one partner: no redirect, no repeat, no cookie, no unpacking behind our back, no proxy from
 * the environment, TLS 1.2 and 1.3, and the name in the certificate counts.
 *
 * @param name         of the bean, and the scheme in routes
 * @param headers      which headers leave and which come back
 * @param connect      time for a connection
 * @param answer       longest silence while an answer comes
 * @param trustSetting the setting that names the authorities of the partner's certificate
 * @param trustFile    PEM file; empty: those of the JDK
 */
public record PartnerHttp(String name, HeaderFilterStrategy headers, Duration connect, Duration answer, String trustSetting, Optional<Path> trustFile) {
    public HttpComponent component(Consumer<HttpComponent> more) {
        HttpComponent component = new HttpComponent();
        configure(component, more);
        return component;
    }

    /**
     * After Camel's auto-configuration, which writes its own defaults (repeats, three minutes of patience) over each HTTP component, ours
     * too.
     *
     * @param more the same as for {@link #component}
     */
    public ComponentCustomizer lastWord(Consumer<HttpComponent> more) {
        return ComponentCustomizer.builder(HttpComponent.class).withOrder(Ordered.LOWEST)
                .withCondition((found, component) -> name.equals(found)).build((found, component) -> configure(component, more));
    }

    private void configure(HttpComponent component, Consumer<HttpComponent> more) {
        component.setSslContextParameters(tls());
        component.setUseGlobalSslContextParameters(false);
        component.setX509HostnameVerifier(new DefaultHostnameVerifier());
        component.setHeaderFilterStrategy(headers);
        component.setConnectTimeout(connect.toMillis());
        component.setConnectionRequestTimeout(connect.toMillis());
        component.setResponseTimeout(answer.toMillis());
        component.setSoTimeout(answer.toMillis());
        component.setFollowRedirects(false);
        component.setRedirectHandlingDisabled(true);
        component.setAutomaticRetriesDisabled(true);
        component.setContentCompressionDisabled(true);
        component.setCookieManagementDisabled(true);
        component.setAuthCachingDisabled(true);
        component.setCopyHeaders(false);
        component.setUseSystemProperties(false);
        component.setUserAgent("postiljon");
        component.setLogHttpActivity(false);
        more.accept(component);
    }

    private SSLContextParameters tls() {
        SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
        protocols.setSecureSocketProtocol(List.of("TLSv1.3", "TLSv1.2"));
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setSecureSocketProtocols(protocols);
        trustFile.ifPresent(file -> {
            TrustManagersParameters trust = new TrustManagersParameters();
            trust.setTrustManager(PemTrust.of(trustSetting, file));
            parameters.setTrustManagers(trust);
        });
        return parameters;
    }
}
