package io.postiljon.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.access.SigningCertificates;
import io.postiljon.audit.AuditLog;
import io.postiljon.crypto.AgePolicy;
import io.postiljon.crypto.DetachedJwsSigner;
import io.postiljon.crypto.SignatureVerifier;
import io.postiljon.sending.Agreements;
import io.postiljon.store.Drops;
import io.postiljon.store.Sendings;
import io.postiljon.store.Vault;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that {@code routes/intake-sftp.camel.yaml} names. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DropSettings.class)
class DropConfiguration {
    @Bean DropLimits dropLimits(DropSettings settings, IntakeSettings intake) {
        return new DropLimits(settings.zipLimit().toBytes(), settings.unpackedLimit().toBytes(), settings.messageLimit(), settings.documentLimit(),
                intake.documentsLimit().toBytes());
    }

    @Bean DropReceiver dropReceiver(Agreements agreements, Drops drops, Vault vault, @Value("${postiljon.environment}") Environment environment,
            DropLimits limits, Clock clock, @Qualifier("wallClock") Clock wallClock) {
        return new DropReceiver(agreements, drops, vault, environment, limits, clock, wallClock);
    }

    @Bean DropCheck dropCheck(Vault vault, Agreements agreements, SigningCertificates certificates, DropSettings settings, IntakeSettings intake,
            DropLimits limits) {
        return new DropCheck(vault, SignatureVerifier.forDrops(), IntakeConfiguration.ofAnyAgency(agreements, certificates),
                new AgePolicy(settings.signatureAge(), intake.signatureAhead()), limits);
    }

    @Bean DropAnswers dropAnswers(DetachedJwsSigner fileSigner, ProblemDocument problems) {
        return new DropAnswers(fileSigner, problems);
    }

    @Bean DropDesk dropDesk(Drops drops, Sendings sendings, AuditLog audit, DropAnswers answers, ProblemDocument problems, DropSettings settings,
            Clock clock) {
        return new DropDesk(drops, sendings, audit, answers, problems, settings.lease(), clock);
    }

    @Bean DropReader dropReader(Drops drops, Vault vault, Agreements agreements, DropLimits limits, Clock clock) {
        return new DropReader(drops, vault, agreements, limits, clock);
    }

    @Bean DropUploads dropUploads(Drops drops, Agreements agreements, DropSettings settings) {
        return new DropUploads(drops, agreements, settings.resumeUntouched());
    }

    @Bean DropRoutes dropRoutes(CamelContext camel, Agreements agreements) {
        return new DropRoutes(camel, agreements);
    }

    @Bean DropDeletion dropDeletion() {
        return new DropDeletion();
    }

    @Bean DropRemoval<?> dropRemoval(DropDesk desk) {
        return new DropRemoval<>(desk);
    }

    @Bean DropWithdrawal<?> dropWithdrawal(DropDesk desk) {
        return new DropWithdrawal<>(desk);
    }

    @Bean MarkerFilter<?> markerFilter() {
        return new MarkerFilter<>();
    }

    @Bean AbandonedFilter<?> abandonedFilter(DropSettings settings, @Qualifier("wallClock") Clock wallClock) {
        return new AbandonedFilter<>(settings.partialAge(), wallClock);
    }

    @Bean AbandonedRemoval<?> abandonedRemoval(DropDesk desk, MeterRegistry meters, Clock clock) {
        return new AbandonedRemoval<>(desk,
                Counter.builder("postiljon.drops.abandoned").description("uploads without marker that were taken away").register(meters), clock);
    }

    @Bean VerdictOnly verdictOnly() {
        return new VerdictOnly();
    }

    @Bean AccountRecords accountRecords(AuditLog audit, Clock clock) {
        return new AccountRecords(audit, clock);
    }

    @Bean AccountWatch accountWatch(Agreements agreements, AccountRecords records, MeterRegistry meters) {
        return new AccountWatch(agreements, records, meters);
    }

    /** The component by which the routes look into the folders of agencies. */
    @Bean AccountFolders accountSftp(DropSettings settings, AccountWatch watch) {
        return new AccountFolders(settings.listingLimit(), watch);
    }

    @Bean DropFilter<?> dropFilter(MeterRegistry meters) {
        return new DropFilter<>(Counter.builder("postiljon.drops.left").description("files that cannot be collected because of their name").register(meters));
    }
}
