package io.postiljon.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.access.SendingRights;
import io.postiljon.access.StandingRight;
import io.postiljon.audit.AuditLog;
import io.postiljon.sending.Agreements;
import io.postiljon.store.ChannelDecisions;
import io.postiljon.store.EboxReadings;
import io.postiljon.store.Outbox;
import io.postiljon.store.PaperCopies;
import io.postiljon.store.Sendings;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DispatchSettings.class, CopySettings.class})
class DispatchConfiguration {
    @Bean ChannelChoice channelChoice(Sendings sendings, ChannelDecisions decisions, Agreements agreements, SendingRights rights, AuditLog audit,
            MeterRegistry meters, Clock clock, DispatchSettings settings) {
        return new ChannelChoice(sendings, agreements, new StandingRight(agreements, rights, clock),
                new ChoiceRecords(sendings, decisions, audit, meters, clock), clock, settings.lease(), settings.pauses());
    }

    @Bean CopyChoice copyChoice(Sendings sendings, ChannelDecisions decisions, PaperCopies plannedCopies, EboxReadings readings, Outbox outbox,
            Agreements agreements, SendingRights rights, AuditLog audit, MeterRegistry meters, Clock clock, DispatchSettings settings,
            CopySettings copies) {
        return new CopyChoice(sendings, plannedCopies, readings, outbox, agreements, new StandingRight(agreements, rights, clock),
                new ChoiceRecords(sendings, decisions, audit, meters, clock), copies, clock, settings.lease());
    }
}
