package io.postiljon.tracking;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.store.WebhookDeliveries;
import io.postiljon.store.WebhookDelivery;
import io.postiljon.store.WebhookEndpoints;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.annotation.Transactional;

/**
 * The transactions of the calls to one address: what is due, the lease before a call, the outcome after it. A kill anywhere repeats a
 * call at most, and a repeat has the same id.
 */
public class WebhookDesk {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDesk.class);

    private final WebhookPlan plan;
    private final WebhookEndpoints endpoints;
    private final WebhookDeliveries deliveries;
    private final Agreements agreements;
    private final AuditLog audit;
    private final MeterRegistry meters;
    private final Clock clock;
    private final TrackingSettings.Webhooks settings;
    private final WebhookSchedule schedule;

    WebhookDesk(WebhookPlan plan, WebhookEndpoints endpoints, WebhookDeliveries deliveries, Agreements agreements, AuditLog audit, MeterRegistry meters,
            Clock clock, TrackingSettings.Webhooks settings) {
        this.plan = plan;
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.agreements = agreements;
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
        this.settings = settings;
        this.schedule = new WebhookSchedule(settings.pauses(), settings.jitter());
    }

    /** Turns new events into deliveries, and says which may be called now. */
    @Transactional
    public List<UUID> due(String agency, String endpoint) {
        AgencyCode code = new AgencyCode(agency);
        Optional<Agreement.Webhook> webhook = agreements.byCode(code).flatMap(agreement -> named(agreement, endpoint));
        if (webhook.isEmpty()) {
            return List.of();
        }
        plan.newEvents(code, webhook.get());
        return deliveries.due(code, endpoint, settings.atOnce());
    }

    /** Takes one delivery for a call; none when it is not to be called now. */
    @Transactional
    public List<WebhookDelivery> take(UUID id) {
        return deliveries.take(id, settings.lease()).stream().toList();
    }

    /** What came of the call. */
    @Transactional
    public void record(WebhookDelivery taken, WebhookOutcome outcome) {
        switch (outcome) {
            case WebhookOutcome.Taken done -> {
                count("taken");
                deliveries.end(taken, WebhookDelivery.State.DELIVERED, new WebhookDelivery.Last(Optional.of(done.status()), "taken"));
            }
            case WebhookOutcome.Unwanted gone -> {
                count("unwanted");
                if (deliveries.end(taken, WebhookDelivery.State.GIVEN_UP, new WebhookDelivery.Last(Optional.of(410), "http-410"))) {
                    disable(taken, "http-410");
                }
            }
            case WebhookOutcome.NotTaken not -> {
                count("not-taken");
                notTaken(taken, not);
            }
        }
    }

    private void notTaken(WebhookDelivery taken, WebhookOutcome.NotTaken outcome) {
        WebhookDelivery.Last last = new WebhookDelivery.Last(outcome.status(), outcome.code());
        if (taken.kind() == WebhookDelivery.Kind.TEST) {
            deliveries.end(taken, WebhookDelivery.State.GIVEN_UP, last);
            return;
        }
        Optional<Duration> pause = schedule.after(taken.attempt(), taken.id());
        if (pause.isEmpty()) {
            if (deliveries.end(taken, WebhookDelivery.State.GIVEN_UP, last)) {
                disable(taken, outcome.code());
            }
            return;
        }
        Duration asked = outcome.retryAfter().orElse(Duration.ZERO);
        Instant now = clock.instant();
        Instant next = now.plus(asked.compareTo(pause.get()) > 0 ? asked : pause.get());
        if (deliveries.later(taken, next, last)) {
            Duration first = settings.pauses().getFirst();
            endpoints.pause(taken.agency(), taken.endpoint(), now.plus(asked.compareTo(first) > 0 ? asked : first));
        }
    }

    private void disable(WebhookDelivery taken, String reason) {
        if (!endpoints.disable(taken.agency(), taken.endpoint(), reason)) {
            return;
        }
        LOG.warn("webhook {} of {} is switched off: {}", taken.endpoint(), taken.agency(), reason);
        AuditRecord record = AuditRecord.of(AuditEvent.WEBHOOK_DISABLED, AuditOutcome.DONE, Actor.gateway("tracking-call-webhook"), clock.instant(), "-")
                .withDetail(Map.of("endpoint", taken.endpoint(), "reason", reason, "delivery", taken.id().toString()));
        audit.append(agreements.byCode(taken.agency()).map(agreement -> record.withAgency(agreement.code(), agreement.mode())).orElse(record));
    }

    /** Removes old deliveries; their events stay in the feed. */
    @Transactional
    public int tidy() {
        return deliveries.removeOlder(clock.instant().minus(settings.keep()), 10_000);
    }

    static Optional<Agreement.Webhook> named(Agreement agreement, String name) {
        return agreement.webhooks().stream().filter(webhook -> webhook.name().equals(name)).findFirst();
    }

    private void count(String outcome) {
        meters.counter("postiljon.webhooks.calls", "outcome", outcome).increment();
    }
}
