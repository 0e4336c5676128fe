package io.postiljon.tracking;

import io.postiljon.sending.Agreements;
import org.apache.camel.CamelContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What belongs to one running set of routes. */
@Configuration(proxyBeanMethods = false)
class WebhookRoutesConfiguration {
    @Bean WebhookRoutes webhookRoutes(CamelContext camel, Agreements agreements) {
        return new WebhookRoutes(camel, agreements);
    }
}
