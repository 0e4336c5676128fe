package io.postiljon.tracking;

import io.postiljon.audit.AuditLog;
import io.postiljon.store.ChannelDecisions;
import io.postiljon.store.Sendings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TrackingConfiguration {
    @Bean StatusReader statusReader(Sendings sendings, ChannelDecisions decisions, AuditLog audit, Clock clock) {
        return new StatusReader(sendings, decisions, audit, new ChannelSentences(), clock);
    }
}
