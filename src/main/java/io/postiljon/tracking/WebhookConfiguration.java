package io.postiljon.tracking;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.StatusEvents;
import io.postiljon.calls.NamedHeaders;
import io.postiljon.calls.PartnerHttp;
import io.postiljon.crypto.DetachedJwsSigner;
import io.postiljon.crypto.WebhookSigner;
import io.postiljon.sending.Agreements;
import io.postiljon.store.StatusFiles;
import io.postiljon.store.WebhookDeliveries;
import io.postiljon.store.WebhookEndpoints;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the beans that {@code routes/tracking*.camel.yaml} names, and the component {@code agencyHttps} by which those routes call. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {
    private static final int POOL = 200;
    private static final NamedHeaders HEADERS = new NamedHeaders(Set.of("webhook-id", "webhook-timestamp", "webhook-signature"), Set.of("Retry-After"));
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
        return http(settings.webhooks()).component(WebhookConfiguration::pool);
    }

    @Bean ComponentCustomizer agencyHttpsHasTheLastWord(TrackingSettings settings) {
        return http(settings.webhooks()).lastWord(WebhookConfiguration::pool);
    }

    private static PartnerHttp http(TrackingSettings.Webhooks settings) {
        return new PartnerHttp("agencyHttps", HEADERS, settings.connect(), settings.answer(), "tracking.webhooks.trust-file", Optional.ofNullable(settings.trustFile()));
    }

    private static void pool(HttpComponent component) {
        component.setMaxTotalConnections(POOL);
        component.setConnectionsPerRoute(POOL);
    }
}
