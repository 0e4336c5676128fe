package io.postiljon.intake;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.Ordered;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How {@code routes/intake-tokens.camel.yaml} calls the authorisation server: the component {@code keyServer} and what prepares and reads. */
@Configuration(proxyBeanMethods = false)
class KeyServerConfiguration {
    private static final String COMPONENT = "keyServer";

    @Bean KeyServerCalls keyServerCalls(TokenSettings settings, MeterRegistry meters) {
        return new KeyServerCalls(Math.toIntExact(settings.answerLimit().toBytes()), settings.answer(), System::nanoTime,
                meters.counter("postiljon.intake.token.keys.failures"));
    }

    @Bean HttpComponent keyServer(TokenSettings settings) {
        HttpComponent component = new HttpComponent();
        configure(component, settings);
        return component;
    }

    /** After Camel's auto-configuration, which writes its own defaults over each HTTP component. */
    @Bean ComponentCustomizer keyServerHasTheLastWord(TokenSettings settings) {
        return ComponentCustomizer.builder(HttpComponent.class).withOrder(Ordered.LOWEST)
                .withCondition((name, component) -> COMPONENT.equals(name)).build((name, component) -> configure(component, settings));
    }

    /** No redirect, no repeat, no cookie, no unpacking behind our back. */
    private static void configure(HttpComponent component, TokenSettings settings) {
        component.setSslContextParameters(tls(settings));
        component.setUseGlobalSslContextParameters(false);
        component.setHeaderFilterStrategy(new KeyServerHeaders());
        component.setConnectTimeout(settings.connect().toMillis());
        component.setConnectionRequestTimeout(settings.connect().toMillis());
        component.setResponseTimeout(settings.answer().toMillis());
        component.setSoTimeout(settings.answer().toMillis());
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
    }

    private static SSLContextParameters tls(TokenSettings settings) {
        SSLContextParameters parameters = new SSLContextParameters();
        SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
        protocols.setSecureSocketProtocol(List.of("TLSv1.3", "TLSv1.2"));
        parameters.setSecureSocketProtocols(protocols);
        if (settings.trustFile() != null) {
            TrustManagersParameters trust = new TrustManagersParameters();
            trust.setTrustManager(trustManager(settings));
            parameters.setTrustManagers(trust);
        }
        return parameters;
    }

    private static TrustManager trustManager(TokenSettings settings) {
        SslBundle bundle = SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(settings.trustFile().toUri().toString())));
        return Arrays.stream(bundle.getManagers().getTrustManagers()).filter(X509TrustManager.class::isInstance).findFirst()
                .orElseThrow(() -> new IllegalStateException("intake.tokens.trust-file holds no certificate"));
    }
}
