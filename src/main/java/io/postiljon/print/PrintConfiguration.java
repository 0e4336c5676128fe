package io.postiljon.print;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.access.Claim;
import io.postiljon.access.SendingRights;
import io.postiljon.access.StandingRight;
import io.postiljon.audit.AuditLog;
import io.postiljon.crypto.CmsSigner;
import io.postiljon.sending.AddressRules;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.PieceSize;
import io.postiljon.store.Batches;
import io.postiljon.store.CancelWishes;
import io.postiljon.store.Cancellations;
import io.postiljon.store.EvidenceFiles;
import io.postiljon.store.OrderFiles;
import io.postiljon.store.Originals;
import io.postiljon.store.PieceEvents;
import io.postiljon.store.Pieces;
import io.postiljon.store.PrintAlarms;
import io.postiljon.store.PrintHolds;
import io.postiljon.store.Sendings;
import io.postiljon.store.SupplierReports;
import io.postiljon.store.Vault;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PrintSettings.class, CoverSettings.class})
class PrintConfiguration {
    @Bean PrintEvidence printEvidence(AuditLog audit, Sendings sendings, Clock clock) {
        return new PrintEvidence(audit, sendings, clock);
    }

    /** What the supplier delivers. Intake judges by the same two beans, so that an agency hears of it before a letter is accepted. */
    @Bean AddressRules addressRules(@Value("${print.countries:BE}") Set<String> countries) {
        return new AddressRules(countries);
    }

    @Bean PieceSize pieceSize(PrintSettings settings) {
        return new PieceSize(settings.pieceLimit().toBytes());
    }

    @Bean PiecePreparation piecePreparation(Sendings sendings, Vault vault, Agreements agreements, SendingRights rights, AddressRules addresses,
            PieceSize pieceSize, CoverSettings cover, @Value("${postiljon.public.base-url}") URI publicBase, Clock clock) {
        StandingRight right = new StandingRight(agreements, rights, clock);
        PaperRight paper = (sending, content) -> right.denials(sending.agency(),
                Claim.of(sending.entrance(), ChannelWish.PAPER, content, sending.dataCategory(), sending.purpose()));
        return new PiecePreparation(sendings, vault, agreements, paper, addresses, pieceSize, new CoverPage(cover), publicBase.resolve("/letter"), clock);
    }

    @Bean PieceOutcomes pieceOutcomes(Sendings sendings, Pieces pieces, Originals originals, Vault vault, PrintEvidence evidence, PrintSettings settings) {
        return new PieceOutcomes(sendings, pieces, originals, vault, evidence, settings.resendTerm());
    }

    @Bean CancelRequests cancelRequests(Batches batches, Pieces pieces, CancelWishes wishes, PrintEvidence evidence, PrintSettings settings, Clock clock) {
        return new CancelRequests(batches, pieces, wishes, evidence, settings, clock);
    }

    @Bean CancelAnswers cancelAnswers(CancelWishes wishes, PieceOutcomes outcomes, SupplierAlarms alarms, PrintEvidence evidence) {
        return new CancelAnswers(wishes, outcomes, alarms, evidence);
    }

    @Bean TakeBackDesk takeBackDesk(Batches batches, Pieces pieces, Sendings sendings, Cancellations cancellations, PieceOutcomes outcomes,
            PrintEvidence evidence) {
        return new TakeBackDesk(batches, pieces, sendings, cancellations, outcomes, evidence);
    }

    @Bean ResendRecords resendRecords(Batches batches, Pieces pieces, Sendings sendings, Originals originals, PrintEvidence evidence) {
        return new ResendRecords(batches, pieces, sendings, originals, evidence);
    }

    @Bean ResendDesk resendDesk(Pieces pieces, PiecePreparation preparation, ResendRecords records, Vault vault) {
        return new ResendDesk(pieces, preparation, records, vault);
    }

    @Bean(destroyMethod = "") BatchCloser batchCloser(Batches batches, Pieces pieces, Sendings sendings, PrintEvidence evidence, PrintSettings settings,
            @Value("${postiljon.environment}") String environment, Clock clock) {
        return new BatchCloser(batches, pieces, sendings, evidence, settings, environment, clock);
    }

    @Bean ManifestWriter manifestWriter(Sendings sendings, PrintSettings settings, @Value("${postiljon.environment}") String environment) {
        return new ManifestWriter(sendings, settings, environment);
    }

    @Bean PieceRemoval pieceRemoval(Batches batches, Pieces pieces, Sendings sendings, PieceOutcomes outcomes, PrintEvidence evidence,
            MeterRegistry meters) {
        return new PieceRemoval(batches, pieces, sendings, outcomes, evidence, meters);
    }

    @Bean OriginalsTerm originalsTerm(Originals originals, Sendings sendings, PrintEvidence evidence, PrintSettings settings) {
        return new OriginalsTerm(originals, sendings, evidence, settings.resendTerm());
    }

    @Bean OriginalsDesk originalsDesk(Originals originals, Sendings sendings, Agreements agreements, PrintEvidence evidence, Clock clock) {
        return new OriginalsDesk(originals, sendings, agreements, evidence, clock);
    }

    @Bean BatchCheck batchCheck(Pieces pieces, Sendings sendings, Vault vault, ManifestWriter manifests, PieceRemoval removal) {
        return new BatchCheck(pieces, sendings, vault, manifests, removal);
    }

    @Bean OrderBuild orderBuild(Batches batches, Pieces pieces, ManifestWriter manifests, CmsSigner signer, PrintEvidence evidence,
            PrintSettings settings, Clock clock) {
        return new OrderBuild(batches, pieces, manifests, signer, evidence, settings, clock);
    }

    /** Signs with our key, encrypts for the supplier, into the vault. Named by the route. */
    @Bean OrderSealing orderSealing(PrintSettings settings, Vault vault, OrderFiles files, Clock clock, @Qualifier("wallClock") Clock wallClock) {
        return new OrderSealing(new SupplierPgp(settings.pgp(), wallClock), vault, files, clock);
    }

    /** Opens what the supplier signed; an unsigned answer is refused. Named by the route. */
    @Bean SupplierPgp answerOpening(PrintSettings settings, @Qualifier("wallClock") Clock wallClock) {
        return new SupplierPgp(settings.pgp(), wallClock);
    }

    @Bean OrderUpload orderUpload(Batches batches, PrintHolds holds, OrderFiles files, PrintEvidence evidence, PrintSettings settings, Clock clock) {
        return new OrderUpload(batches, holds, files, evidence, settings, clock);
    }

    @Bean OversizedAnswers oversizedAnswers(Batches batches, PrintEvidence evidence, Clock clock, MeterRegistry meters) {
        return new OversizedAnswers(batches, evidence, clock, meters);
    }

    @Bean AnswerFiles answerFiles(PrintSettings settings, OversizedAnswers oversized) {
        return new AnswerFiles(kind -> switch (kind) {
            case PA, PP, PS, PR -> settings.answerLimit().toBytes();
            case PE -> settings.evidence().zip().toBytes();
        }, oversized::seen);
    }

    @Bean AnswerQuarantine answerQuarantine(Batches batches, PrintEvidence evidence, Clock clock, MeterRegistry meters) {
        return new AnswerQuarantine(batches, evidence, clock, meters);
    }

    @Bean AnswerSeries answerSeries(SupplierReports reports, PrintSettings settings, @Value("${postiljon.environment}") String environment) {
        return new AnswerSeries(reports, settings.senderCode(), environment);
    }

    @Bean PieceLists pieceLists(Pieces pieces, CancelWishes wishes) {
        return new PieceLists(pieces, wishes);
    }

    @Bean HoldDesk holdDesk(PrintHolds holds, Pieces pieces, Batches batches, Agreements agreements, PrintEvidence evidence, PrintSettings settings,
            Clock clock) {
        return new HoldDesk(holds, pieces, batches, agreements, evidence, settings, clock);
    }

    @Bean SupplierAlarms supplierAlarms(PrintAlarms alarms, PrintEvidence evidence, Clock clock) {
        return new SupplierAlarms(alarms, evidence, clock);
    }

    @Bean StatusReports statusReports(Batches batches, Pieces pieces, PieceEvents events, Sendings sendings, PieceOutcomes outcomes, CancelAnswers cancels,
            SupplierAlarms alarms, PrintEvidence evidence) {
        return new StatusReports(batches, pieces, events, sendings, outcomes, cancels, alarms, evidence);
    }

    @Bean SupplierAnswers supplierAnswers(Batches batches, Pieces pieces, Sendings sendings, PieceOutcomes outcomes, CancelAnswers cancels, PrintEvidence evidence,
            StatusReports statusReports, SupplierReports reports, AnswerSeries series, AnswerQuarantine quarantine, MeterRegistry meters) {
        return new SupplierAnswers(batches, pieces, sendings, outcomes, cancels, evidence, statusReports, new Reconciliations(batches, reports), series, quarantine,
                meters);
    }

    @Bean EvidenceRecords evidenceRecords(EvidenceFiles files, Pieces pieces, Sendings sendings, AnswerSeries series, AnswerQuarantine quarantine,
            PrintEvidence evidence, Clock clock) {
        return new EvidenceRecords(files, pieces, sendings, series, quarantine, evidence, clock);
    }

    @Bean EvidenceArchive evidenceArchive(Vault vault, Batches batches, EvidenceFiles files, Pieces pieces, Sendings sendings, EvidenceRecords records,
            PrintSettings settings, Clock clock) {
        return new EvidenceArchive(vault, batches, files, pieces, sendings, records, settings.evidence().limits(), clock);
    }

    @Bean SupplierWatch supplierWatch(Batches batches, SupplierReports reports, CancelWishes wishes, SupplierAlarms alarms, HoldDesk desk, PrintSettings settings,
            Clock clock) {
        return new SupplierWatch(batches, reports, wishes, alarms, desk, settings, clock);
    }

    @Bean PrintGauges printGauges(Batches batches, PrintAlarms alarms, PrintHolds holds, PrintSettings settings, Clock clock, MeterRegistry meters) {
        PrintGauges gauges = new PrintGauges(batches, alarms, holds, clock);
        gauges.register(settings, meters);
        return gauges;
    }
}
