package io.postiljon.tracking;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.StatusEvents;
import io.postiljon.crypto.DetachedJwsSigner;
import io.postiljon.crypto.WebhookSigner;
import io.postiljon.sending.Agreements;
import io.postiljon.store.StatusFiles;
import io.postiljon.store.WebhookDeliveries;
import io.postiljon.store.WebhookEndpoints;
import java.time.Clock;
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
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the beans that {@code routes/tracking*.camel.yaml} names, and the component {@code agencyHttps} by which those routes call. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {
    private static final int POOL = 200;
    private static final String PRODUCTION = "P";

    @Bean WebhookPlan webhookPlan(StatusEvents events, WebhookEndpoints endpoints, WebhookDeliveries deliveries, EventJson json, Clock clock,
            TrackingSettings settings) {
        return new WebhookPlan(events, endpoints, deliveries, json, clock, settings.webhooks().backlogLimit());
    }

    @Bean WebhookDesk webhookDesk(WebhookPlan plan, WebhookEndpoints endpoints, WebhookDeliveries deliveries, Agreements agreements, AuditLog audit,
            MeterRegistry meters, Clock clock, TrackingSettings settings) {
        return new WebhookDesk(plan, endpoints, deliveries, agreements, audit, meters, clock, settings.webhooks());
    }

    @Bean WebhookCounter webhookCounter(WebhookPlan plan, WebhookEndpoints endpoints, WebhookDeliveries deliveries, AuditLog audit, Clock clock) {
        return new WebhookCounter(plan, endpoints, deliveries, audit, clock);
    }

    @Bean WebhookCalls webhookCalls(Agreements agreements, WebhookSigner signer, @Value("${postiljon.environment}") String environment, Clock clock,
            TrackingSettings settings) {
        PublicHosts hosts = new PublicHosts(environment.equals(PRODUCTION) ? PublicHosts.Rule.PUBLIC_ONLY : PublicHosts.Rule.ANY);
        return new WebhookCalls(agreements, signer, hosts, settings.webhooks().secretsFolder(), clock);
    }

    @Bean WebhookReply webhookReply(Clock clock, TrackingSettings settings) {
        return new WebhookReply(clock, settings.webhooks().answer(), settings.webhooks().retryAfterLimit());
    }

    @Bean StatusFileDesk statusFileDesk(StatusFiles files, StatusEvents events, Agreements agreements, DetachedJwsSigner fileSigner, EventJson json,
            Clock clock, @Value("${postiljon.environment}") String environment, TrackingSettings settings) {
        return new StatusFileDesk(files, events, agreements, fileSigner, json, clock, environment, settings.files());
    }

    @Bean Gauge disabledWebhooks(WebhookEndpoints endpoints, MeterRegistry meters) {
        return Gauge.builder("postiljon.webhooks.disabled", endpoints, WebhookEndpoints::countDisabled)
                .description("addresses of agencies that are switched off").register(meters);
    }

    @Bean HttpComponent agencyHttps(TrackingSettings settings) {
        HttpComponent component = new HttpComponent();
        configure(component, settings.webhooks());
        return component;
    }

    /** Camel's auto-configuration writes its own defaults over each HTTP component, ours too. This one comes after it. */
    @Bean ComponentCustomizer agencyHttpsHasTheLastWord(TrackingSettings settings) {
        return ComponentCustomizer.builder(HttpComponent.class)
                .withOrder(Ordered.LOWEST)
                .withCondition((name, component) -> "agencyHttps".equals(name))
                .build((name, component) -> configure(component, settings.webhooks()));
    }

    /** No redirect, no repeat, no cookie, no unpacking, no proxy from the environment; the name in the certificate counts. */
    private static void configure(HttpComponent component, TrackingSettings.Webhooks settings) {
        component.setSslContextParameters(tls(settings));
        component.setUseGlobalSslContextParameters(false);
        component.setX509HostnameVerifier(new DefaultHostnameVerifier());
        component.setHeaderFilterStrategy(new WebhookHeaders());
        component.setConnectTimeout(settings.connect().toMillis());
        component.setConnectionRequestTimeout(settings.connect().toMillis());
        component.setResponseTimeout(settings.answer().toMillis());
        component.setSoTimeout(settings.answer().toMillis());
        component.setMaxTotalConnections(POOL);
        component.setConnectionsPerRoute(POOL);
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

    private static SSLContextParameters tls(TrackingSettings.Webhooks settings) {
        SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
        protocols.setSecureSocketProtocol(List.of("TLSv1.3", "TLSv1.2"));
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setSecureSocketProtocols(protocols);
        if (settings.trustFile() != null) {
            TrustManagersParameters trust = new TrustManagersParameters();
            trust.setTrustManager(trustManager(settings));
            parameters.setTrustManagers(trust);
        }
        return parameters;
    }

    private static TrustManager trustManager(TrackingSettings.Webhooks settings) {
        PemSslStoreDetails authorities = PemSslStoreDetails.forCertificate(settings.trustFile().toUri().toString());
        SslBundle bundle = SslBundle.of(new PemSslStoreBundle(null, authorities));
        return Arrays.stream(bundle.getManagers().getTrustManagers()).filter(X509TrustManager.class::isInstance).findFirst()
                .orElseThrow(() -> new IllegalStateException("tracking.webhooks.trust-file holds no certificate"));
    }
}
