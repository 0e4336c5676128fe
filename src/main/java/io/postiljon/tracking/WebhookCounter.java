package io.postiljon.tracking;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.store.WebhookDeliveries;
import io.postiljon.store.WebhookDelivery;
import io.postiljon.store.WebhookEndpoint;
import io.postiljon.store.WebhookEndpoints;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/** What an agency does with its webhooks: look, send again, test, switch on again. Addresses themselves stand in the agreement only. */
public class WebhookCounter {
    private final WebhookPlan plan;
    private final WebhookEndpoints endpoints;
    private final WebhookDeliveries deliveries;
    private final AuditLog audit;
    private final Clock clock;

    WebhookCounter(WebhookPlan plan, WebhookEndpoints endpoints, WebhookDeliveries deliveries, AuditLog audit, Clock clock) {
        this.plan = plan;
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public List<WebhookJson.Endpoint> all(Asker asker) {
        return asker.agreement().webhooks().stream().map(webhook -> shown(asker, webhook)).toList();
    }

    /** @throws UnknownWebhook when the agreement has no address of this name */
    public List<WebhookDelivery> deliveries(Asker asker, String name, Optional<WebhookDelivery.State> state, Optional<UUID> behind, int limit) {
        return deliveries.list(code(asker), agreed(asker, name).name(), state, behind, limit);
    }

    /** Sends an event once more under its id, whatever became of it. @throws UnknownWebhook when there is no such delivery */
    @Transactional
    public WebhookDelivery again(Asker asker, String name, UUID id) {
        return deliveries.again(code(asker), agreed(asker, name).name(), id).orElseThrow(UnknownWebhook::new);
    }

    /** Sends an event that says nothing; while one waits, no second is made. */
    @Transactional
    public WebhookDelivery test(Asker asker, String name) {
        Agreement.Webhook webhook = agreed(asker, name);
        plan.known(code(asker), webhook);
        return deliveries.waitingTest(code(asker), name).orElseGet(() -> {
            WebhookDelivery test = plan.test(code(asker), name);
            deliveries.add(test);
            return test;
        });
    }

    /** Everything that waited is sent now. A repeat changes nothing. */
    @Transactional
    public WebhookJson.Endpoint enable(Asker asker, String name) {
        Agreement.Webhook webhook = agreed(asker, name);
        if (endpoints.enable(code(asker), name)) {
            audit.append(AuditRecord.of(AuditEvent.WEBHOOK_ENABLED, AuditOutcome.DONE, Actor.agency(asker.certificate()), clock.instant(), asker.traceId())
                    .withAgency(code(asker), asker.agreement().mode()).withDetail(Map.of("endpoint", name)));
        }
        return shown(asker, webhook);
    }

    private WebhookJson.Endpoint shown(Asker asker, Agreement.Webhook webhook) {
        WebhookEndpoint endpoint = plan.known(code(asker), webhook);
        return WebhookJson.of(webhook, endpoint, deliveries.waiting(code(asker), webhook.name()));
    }

    private static Agreement.Webhook agreed(Asker asker, String name) {
        return WebhookDesk.named(asker.agreement(), name).orElseThrow(UnknownWebhook::new);
    }

    private static AgencyCode code(Asker asker) {
        return asker.agreement().code();
    }
}
