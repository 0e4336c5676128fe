package io.postiljon.audit;

import io.postiljon.crypto.Pseudonyms;
import io.postiljon.crypto.RecordSealer;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
    @Bean AuditLog auditLog(JdbcClient jdbc, Pseudonyms pseudonyms, RecordSealer sealer) {
        return new AuditLog(jdbc, pseudonyms, sealer);
    }

    @Bean SubjectSearch subjectSearch(JdbcClient jdbc, Pseudonyms pseudonyms, Clock clock) {
        return new SubjectSearch(jdbc, pseudonyms, clock);
    }

    @Bean PersonRecords personRecords(SubjectSearch search, AuditLog audit, Clock clock) {
        return new PersonRecords(search, audit, clock);
    }

    @Bean StatusEvents statusEvents(JdbcClient jdbc) {
        return new StatusEvents(jdbc);
    }

    @Bean PrintStatements printStatements(JdbcClient jdbc) {
        return new PrintStatements(jdbc);
    }

    @Bean TrafficLog trafficLog(JdbcClient jdbc) {
        return new TrafficLog(jdbc);
    }
}
