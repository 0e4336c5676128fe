package io.postiljon.tracking;

import io.postiljon.audit.AuditLog;
import io.postiljon.audit.PrintStatements;
import io.postiljon.audit.StatusEvents;
import io.postiljon.audit.SubjectSearch;
import io.postiljon.sending.Agreements;
import io.postiljon.store.CancelWishes;
import io.postiljon.store.Cancellations;
import io.postiljon.store.ChannelDecisions;
import io.postiljon.store.EvidenceFiles;
import io.postiljon.store.SendingList;
import io.postiljon.store.Sendings;
import io.postiljon.store.StatementDeliveries;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrackingSettings.class)
class TrackingConfiguration {
    @Bean StatusReader statusReader(Sendings sendings, ChannelDecisions decisions, EvidenceFiles evidence, CancelWishes wishes, AuditLog audit, Clock clock) {
        return new StatusReader(sendings, decisions, evidence, wishes, audit, new ChannelSentences(), clock);
    }

    @Bean EvidenceReader evidenceReader(Sendings sendings, EvidenceFiles files, AuditLog audit, Clock clock) {
        return new EvidenceReader(sendings, files, audit, clock);
    }

    @Bean Askers askers(Agreements agreements) {
        return new Askers(agreements);
    }

    @Bean EventJson eventJson(@Value("${postiljon.environment}") String environment) {
        return new EventJson(environment);
    }

    @Bean EventFeed eventFeed(StatusEvents events, TrackingSettings settings) {
        return new EventFeed(events, settings.events());
    }

    @Bean MessageLists messageLists(SendingList list, Sendings sendings, SubjectSearch subjects, StatusEvents events, AuditLog audit, Clock clock) {
        return new MessageLists(list, sendings, subjects, events, audit, clock);
    }

    @Bean CancelDesk cancelDesk(Sendings sendings, Cancellations cancellations, AuditLog audit, Clock clock) {
        return new CancelDesk(sendings, cancellations, audit, clock);
    }

    @Bean StatementReader statementReader(PrintStatements statements, AuditLog audit, Clock clock) {
        return new StatementReader(statements, audit, clock);
    }

    @Bean StatementUploads statementUploads(StatementDeliveries deliveries, PrintStatements statements, Agreements agreements) {
        return new StatementUploads(deliveries, statements, agreements);
    }
}
