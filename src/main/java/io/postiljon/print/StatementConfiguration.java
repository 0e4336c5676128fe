package io.postiljon.print;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.audit.PrintStatements;
import io.postiljon.crypto.DetachedJwsSigner;
import io.postiljon.sending.Agreements;
import io.postiljon.store.StatementDeliveries;
import io.postiljon.store.StatementLedger;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StatementSettings.class)
class StatementConfiguration {
    @Bean StatementDesk statementDesk(StatementLedger ledger, PrintStatements statements, StatementDeliveries deliveries, Agreements agreements,
            DetachedJwsSigner signer, SupplierAlarms alarms, PrintEvidence evidence, StatementSettings settings,
            @Value("${postiljon.environment}") String environment, Clock clock) {
        return new StatementDesk(ledger, statements, deliveries, agreements, new StatementPaper(settings.language()), signer, alarms, evidence, settings,
                environment, clock);
    }

    @Bean StatementGauges statementGauges(StatementDesk desk, MeterRegistry meters) {
        StatementGauges gauges = new StatementGauges(desk);
        gauges.register(meters);
        return gauges;
    }
}
