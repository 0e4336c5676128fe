package io.postiljon.store;

import io.postiljon.crypto.DocumentOpener;
import io.postiljon.crypto.DocumentSealer;
import io.postiljon.crypto.Pseudonyms;
import io.postiljon.crypto.RecordSealer;
import java.io.IOException;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreSettings.class)
class StoreConfiguration {
    @Bean Outbox outbox(JdbcClient jdbc, Clock clock, StoreSettings settings) {
        return new Outbox(jdbc, clock, settings.outboxPause(), settings.inFlightPerAgency());
    }

    @Bean ObjectsInFlight objectsInFlight(@Qualifier("wallClock") Clock wallClock, StoreSettings settings) {
        return new ObjectsInFlight(settings.noiseAge().multipliedBy(2), wallClock);
    }

    @Bean SendingList sendingList(JdbcClient jdbc) {
        return new SendingList(jdbc);
    }

    @Bean CancelWishes cancelWishes(JdbcClient jdbc, Clock clock) {
        return new CancelWishes(jdbc, clock);
    }

    @Bean Cancellations cancellations(JdbcClient jdbc, Pieces pieces, Batches batches, CancelWishes wishes, Clock clock) {
        return new Cancellations(jdbc, pieces, batches, wishes, clock);
    }

    @Bean WebhookEndpoints webhookEndpoints(JdbcClient jdbc, Clock clock) {
        return new WebhookEndpoints(jdbc, clock);
    }

    @Bean WebhookDeliveries webhookDeliveries(JdbcClient jdbc, Clock clock) {
        return new WebhookDeliveries(jdbc, clock);
    }

    @Bean StatusFiles statusFiles(JdbcClient jdbc, Clock clock) {
        return new StatusFiles(jdbc, clock);
    }

    @Bean Sendings sendings(JdbcClient jdbc, Clock clock, Outbox outbox, DocumentSealer sealer, DocumentOpener opener,
            ObjectsInFlight inFlight, StoreSettings settings) {
        return new Sendings(jdbc, clock, outbox, new ContentSeal(sealer, opener), inFlight, settings.deliveryDeadline());
    }

    @Bean DoubtfulSendings doubtfulSendings(JdbcClient jdbc, Clock clock, Outbox outbox) {
        return new DoubtfulSendings(jdbc, clock, outbox);
    }

    @Bean Vault vault(JdbcClient jdbc, Clock clock, @Qualifier("wallClock") Clock wallClock, DocumentSealer sealer, DocumentOpener opener, ObjectsInFlight inFlight,
            StoreSettings settings) throws IOException {
        return new Vault(new FolderFiles(settings.vaultFolder()), sealer, opener, jdbc, clock, wallClock, inFlight, settings);
    }

    @Bean DossierRegister dossiers(JdbcClient jdbc, Pseudonyms pseudonyms, Clock clock) {
        return new DossierRegister(jdbc, pseudonyms, clock);
    }

    @Bean GuestRegister guests(JdbcClient jdbc, Pseudonyms pseudonyms, Clock clock) {
        return new GuestRegister(jdbc, pseudonyms, clock);
    }

    @Bean TrialDays trialDays(JdbcClient jdbc) {
        return new TrialDays(jdbc);
    }

    @Bean Pieces pieces(JdbcClient jdbc, Clock clock) {
        return new Pieces(jdbc, clock);
    }

    @Bean LetterLogins letterLogins(JdbcClient jdbc, RecordSealer sealer, Clock clock) {
        return new LetterLogins(jdbc, sealer, clock);
    }

    @Bean Originals originals(JdbcClient jdbc, Pseudonyms pseudonyms, RecordSealer sealer, Clock clock) {
        return new Originals(jdbc, pseudonyms, sealer, clock);
    }

    @Bean Batches batches(JdbcClient jdbc, Clock clock) {
        return new Batches(jdbc, clock);
    }

    @Bean PieceEvents pieceEvents(JdbcClient jdbc, Clock clock) {
        return new PieceEvents(jdbc, clock);
    }

    @Bean EvidenceFiles evidenceFiles(JdbcClient jdbc, Clock clock) {
        return new EvidenceFiles(jdbc, clock);
    }

    @Bean SupplierReports supplierReports(JdbcClient jdbc, Clock clock) {
        return new SupplierReports(jdbc, clock);
    }

    @Bean PrintHolds printHolds(JdbcClient jdbc, Clock clock) {
        return new PrintHolds(jdbc, clock);
    }

    @Bean PrintAlarms printAlarms(JdbcClient jdbc, Clock clock) {
        return new PrintAlarms(jdbc, clock);
    }

    @Bean StatementLedger statementLedger(JdbcClient jdbc) {
        return new StatementLedger(jdbc);
    }

    @Bean StatementDeliveries statementDeliveries(JdbcClient jdbc, Clock clock) {
        return new StatementDeliveries(jdbc, clock);
    }

    @Bean OrderFiles orderFiles(Vault vault) {
        return new OrderFiles(vault.files());
    }

    @Bean Drops drops(JdbcClient jdbc, Clock clock) {
        return new Drops(jdbc, clock);
    }

    @Bean ChannelDecisions channelDecisions(JdbcClient jdbc, Clock clock) {
        return new ChannelDecisions(jdbc, clock);
    }

    @Bean EboxReadings eboxReadings(JdbcClient jdbc, Clock clock, RecordSealer sealer) {
        return new EboxReadings(jdbc, clock, sealer);
    }

    @Bean PaperCopies plannedCopies(JdbcClient jdbc, Clock clock) {
        return new PaperCopies(jdbc, clock);
    }

    @Bean OpenItems openItems(JdbcClient jdbc, Clock clock) {
        return new OpenItems(jdbc, clock);
    }

    @Bean KnownKeys knownKeys(JdbcClient jdbc) {
        return new KnownKeys(jdbc);
    }

    @Bean NotedCertificates notedCertificates(JdbcClient jdbc, Clock clock) {
        return new NotedCertificates(jdbc, clock);
    }

    @Bean RecordedAgreements recordedAgreements(JdbcClient jdbc, Clock clock) {
        return new RecordedAgreements(jdbc, clock);
    }

    @Bean Sweep sweep(Sendings sendings, Vault vault, StoreSettings settings) {
        return new Sweep(sendings, vault, settings);
    }
}
