package io.postiljon;

import io.postiljon.audit.AuditLog;
import io.postiljon.audit.TrafficLog;
import io.postiljon.store.RecordedAgreements;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EvidenceConfiguration {
    @Bean TrafficHop trafficHop(Clock clock) {
        return new TrafficHop(clock);
    }

    @Bean AgreementEvidence agreementEvidence(AuditLog audit, RecordedAgreements recorded, Clock clock) {
        return new AgreementEvidence(audit, recorded, clock);
    }

    @Bean TrafficLines trafficLines(TrafficLog log) {
        return new TrafficLines(log);
    }
}
