package io.postiljon;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.postiljon.access.AgreementFiles;
import io.postiljon.crypto.FollowedKeyStore;
import io.postiljon.crypto.KeyStoreHealth;
import io.postiljon.crypto.KeyStorePort;
import io.postiljon.inspection.Inspection;
import io.postiljon.store.OpenItemKind;
import io.postiljon.store.OpenItems;
import io.postiljon.store.Outbox;
import io.postiljon.store.Vault;
import jakarta.jms.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What readiness looks at: database (Boot's own {@code db}), broker, vault and key store. Partners are no part of it: one that is
 * away is seen in the details of {@code partners}, which is always up, and never takes the node down.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {
    @Bean HealthIndicator brokerHealthIndicator(JmsPoolConnectionFactory producerConnections) {
        return () -> {
            try (Connection connection = producerConnections.createConnection()) {
                connection.start();
                return Health.up().build();
            } catch (jakarta.jms.JMSException away) {
                return Health.down().withDetail("reason", "the broker does not answer").build();
            }
        };
    }

    @Bean HealthIndicator vaultHealthIndicator(Vault vault) {
        return () -> {
            try {
                vault.probe();
                return Health.up().build();
            } catch (java.io.IOException full) {
                return Health.down().withDetail("reason", "the vault does not keep what is written").build();
            }
        };
    }

    @Bean HealthIndicator keysHealthIndicator(KeyStorePort keys, @Qualifier("wallClock") Clock wallClock) {
        return () -> {
            KeyStoreHealth health = keys.health(wallClock.instant());
            return (health.usable() ? Health.up() : Health.down()).withDetail("version", keys.currentVersion()).build();
        };
    }

    /** Down when no document can be inspected, and so no sending be accepted. No part of readiness: status and events are still there. */
    @Bean HealthIndicator inspectionHealthIndicator(Inspection inspection) {
        return () -> {
            try {
                inspection.probe();
                return Health.up().withDetail("scanner", inspection.scanner()).build();
            } catch (java.io.IOException away) {
                return Health.down().withDetail("scanner", inspection.scanner()).withDetail("reason", "documents cannot be inspected").build();
            }
        };
    }

    @Bean MeterBinder inspectionMeters(Inspection inspection) {
        return meters -> {
            FunctionCounter.builder("postiljon.inspection.unavailable", inspection, Inspection::unavailable)
                    .description("documents that could not be inspected, so that their sender was asked to come back").register(meters);
            FunctionCounter.builder("postiljon.inspection.ended", inspection, Inspection::ended)
                    .description("processes for PDFs that died or were killed at a limit").register(meters);
            FunctionCounter.builder("postiljon.inspection.malware", inspection, Inspection::malware)
                    .description("documents in which the scanner found malware").register(meters);
        };
    }

    /** For an operator to read: when each partner last answered, and when it last did not. */
    @Bean HealthIndicator partnersHealthIndicator(CamelContext camel) {
        PartnerCalls calls = new PartnerCalls(camel);
        return () -> {
            Health.Builder health = Health.up();
            calls.byPartner().forEach((partner, last) -> health.withDetail(partner,
                    Map.of("lastAnswer", words(last.answer()), "lastFailure", words(last.failure()))));
            return health.build();
        };
    }

    private static String words(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("none since the start");
    }

    @Bean Gauge outboxLag(Outbox outbox, MeterRegistry meters) {
        return Gauge.builder("postiljon.outbox.lag", outbox, Outbox::lagSeconds).baseUnit("seconds")
                .description("how long the oldest due message has waited for the broker").register(meters);
    }

    /** Questions that wait for a person. */
    @Bean MeterBinder openItemsGauges(OpenItems items) {
        return meters -> {
            for (OpenItemKind kind : OpenItemKind.values()) {
                Gauge.builder("postiljon.open.items", items, all -> all.count(kind)).tag("kind", kind.name())
                        .description("questions about sendings that wait for a person").register(meters);
                Gauge.builder("postiljon.open.items.oldest", items, all -> all.oldestSeconds(kind)).tag("kind", kind.name())
                        .baseUnit("seconds").description("how long the oldest of them has waited").register(meters);
            }
        };
    }

    @Bean Gauge refusedKeyStore(FollowedKeyStore keys, MeterRegistry meters) {
        return Gauge.builder("postiljon.key.store.refused", keys, store -> store.refusal().isPresent() ? 1 : 0)
                .description("1 while the key store in its file is not the one in use").register(meters);
    }

    @Bean Gauge wrongAgreements(AgreementFiles agreements, MeterRegistry meters) {
        return Gauge.builder("postiljon.agreements.problems", agreements, files -> files.problems().size())
                .description("faults in agreement files; the last good versions are in force").register(meters);
    }
}
