package io.postiljon.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.audit.EventCursor;
import io.postiljon.audit.StatusEvent;
import io.postiljon.audit.StatusEvents;
import io.postiljon.crypto.Randoms;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.SendingId;
import io.postiljon.store.WebhookDeliveries;
import io.postiljon.store.WebhookDelivery;
import io.postiljon.store.WebhookEndpoint;
import io.postiljon.store.WebhookEndpoints;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Turns events of the feed into deliveries of an address, in the caller's transaction, together with the place up to which that is done. It goes on
 * while an address is switched off, so that nothing is lost; when too many wait, the rest stays in the feed until there is room.
 */
class WebhookPlan {
    private static final int PAGE = 200;
    /** A new address, or a new account for files, starts with what happened this long ago. */
    static final Duration HISTORY = Duration.ofHours(1);

    private final StatusEvents events;
    private final WebhookEndpoints endpoints;
    private final WebhookDeliveries deliveries;
    private final EventJson json;
    private final Clock clock;
    private final int backlogLimit;

    WebhookPlan(StatusEvents events, WebhookEndpoints endpoints, WebhookDeliveries deliveries, EventJson json, Clock clock, int backlogLimit) {
        this.events = events;
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.json = json;
        this.clock = clock;
        this.backlogLimit = backlogLimit;
    }

    /** Makes the address known when it is new. */
    WebhookEndpoint known(AgencyCode agency, Agreement.Webhook webhook) {
        return endpoints.find(agency, webhook.name()).orElseGet(() -> {
            endpoints.add(agency, webhook.name(), events.placeAt(agency, clock.instant().minus(HISTORY)).toString());
            return endpoints.find(agency, webhook.name()).orElseThrow();
        });
    }

    void newEvents(AgencyCode agency, Agreement.Webhook webhook) {
        known(agency, webhook);
        Optional<WebhookEndpoint> endpoint = endpoints.lock(agency, webhook.name());
        int room = backlogLimit - deliveries.waiting(agency, webhook.name());
        if (endpoint.isEmpty() || room <= 0) {
            return;
        }
        EventCursor place = EventCursor.parse(endpoint.get().place())
                .orElseThrow(() -> new IllegalStateException("a stored place among the events is none"));
        List<StatusEvent> page = events.after(agency, place, Math.min(PAGE, room));
        page.stream().filter(event -> webhook.statuses().isEmpty() || webhook.statuses().contains(event.status()))
                .forEach(event -> deliveries.add(delivery(agency, webhook.name(), event)));
        if (!page.isEmpty()) {
            endpoints.move(endpoint.get(), page.getLast().place().toString());
        }
    }

    /** A delivery that says only that the address works. */
    WebhookDelivery test(AgencyCode agency, String endpoint) {
        Instant now = clock.instant();
        ObjectNode event = json.test(Randoms.uuidV7(now), endpoint, now);
        return delivery(agency, endpoint, WebhookDelivery.Kind.TEST, event, Optional.empty());
    }

    private WebhookDelivery delivery(AgencyCode agency, String endpoint, StatusEvent event) {
        return delivery(agency, endpoint, WebhookDelivery.Kind.EVENT, json.of(event), Optional.of(event.sending()));
    }

    private WebhookDelivery delivery(AgencyCode agency, String endpoint, WebhookDelivery.Kind kind, ObjectNode event, Optional<SendingId> sending) {
        Instant now = clock.instant();
        return new WebhookDelivery(Randoms.uuidV7(now), agency, endpoint, kind, java.util.UUID.fromString(event.path("id").asText()),
                event.path("type").asText(), sending, json.text(event), WebhookDelivery.State.PENDING, 0, now, Optional.empty(), now, Optional.empty());
    }
}
