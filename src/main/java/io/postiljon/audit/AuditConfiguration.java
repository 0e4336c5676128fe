package io.postiljon.audit;

import io.postiljon.crypto.Pseudonyms;
import io.postiljon.crypto.RecordSealer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
    @Bean AuditLog auditLog(JdbcClient jdbc, Pseudonyms pseudonyms, RecordSealer sealer) {
        return new AuditLog(jdbc, pseudonyms, sealer);
    }

    @Bean TrafficLog trafficLog(JdbcClient jdbc) {
        return new TrafficLog(jdbc);
    }
}
