package io.postiljon;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.ebox.EboxBreakers;
import java.time.Clock;
import java.util.List;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicyFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives each route that starts at a queue its policy. Camel asks for it when it makes a route. */
@Configuration(proxyBeanMethods = false)
class QueuesConfiguration {
    @Bean QueueConsumers queueConsumers() {
        return new QueueConsumers();
    }

    @Bean DatabaseWatch databaseWatch(JdbcClient jdbc, QueueConsumers consumers) {
        return new DatabaseWatch(jdbc, consumers);
    }

    @Bean ConsumerBrake eboxPublications(EboxBreakers breakers) {
        return new ConsumerBrake("ebox-publish-message", breakers::publicationsHeldUntil);
    }

    @Bean ConsumerBrakes consumerBrakes(QueueConsumers consumers, List<ConsumerBrake> brakes, Clock clock) {
        return new ConsumerBrakes(consumers, brakes, clock);
    }

    @Bean RoutePolicyFactory queuePolicies(QueueConsumers consumers, DatabaseWatch database, ConsumerBrakes brakes) {
        return (camel, routeId, node) -> node instanceof RouteDefinition route && route.getInput().getEndpointUri().startsWith("jms:")
                ? new QueuePolicy(consumers, database, brakes) : null;
    }

    @Bean RelayFailures relayFailures(MeterRegistry meters) {
        return new RelayFailures(meters);
    }
}
