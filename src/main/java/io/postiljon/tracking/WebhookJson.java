package io.postiljon.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Status;
import io.postiljon.store.WebhookDelivery;
import io.postiljon.store.WebhookEndpoint;
import java.time.Instant;
import java.util.List;

/** What an agency sees of its webhooks. Absent members are left out. */
final class WebhookJson {
    static final String PATH = "/api/v1/webhookEndpoints";

    private WebhookJson() {}

    /** An address of the agreement. {@code types}: left out when all are sent. {@code waiting}: deliveries that are not done. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Endpoint(String self, String name, String address, List<String> types, List<String> signatures, boolean enabled, Instant disabledAt,
            String disabledReason, int waiting, String deliveries) {}

    /** One event on its way. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delivery(String self, String id, String eventId, String eventType, String messageId, String state, int attempts, Instant nextAttemptAt,
            Integer lastStatus, String lastOutcome, Instant createdAt, Instant endedAt) {}

    static Endpoint of(Agreement.Webhook webhook, WebhookEndpoint endpoint, int waiting) {
        String self = PATH + "/" + webhook.name();
        return new Endpoint(self, webhook.name(), webhook.address().toString(),
                webhook.statuses().isEmpty() ? null : webhook.statuses().stream().map(Status::event).sorted().toList(),
                webhook.secretFile().isPresent() ? List.of("v1a", "v1") : List.of("v1a"), endpoint.disabled().isEmpty(),
                endpoint.disabled().map(WebhookEndpoint.Disabled::at).orElse(null),
                endpoint.disabled().map(WebhookEndpoint.Disabled::reason).orElse(null), waiting, self + "/deliveries");
    }

    static Delivery of(WebhookDelivery delivery) {
        boolean pending = delivery.state() == WebhookDelivery.State.PENDING;
        return new Delivery(PATH + "/" + delivery.endpoint() + "/deliveries/" + delivery.id(), delivery.id().toString(), delivery.eventId().toString(),
                delivery.eventType(), delivery.sending().map(Object::toString).orElse(null), delivery.state().name(), delivery.attempt(),
                pending ? delivery.dueAt() : null, delivery.last().flatMap(WebhookDelivery.Last::httpStatus).orElse(null),
                delivery.last().map(WebhookDelivery.Last::outcome).orElse(null), delivery.createdAt(), delivery.endedAt().orElse(null));
    }
}
