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
import io.postiljon.sending.SupplierCode;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PrintSettings.class)
class PrintConfiguration {
    @Bean PrintEvidence printEvidence(AuditLog audit, Sendings sendings, Clock clock) {
        return new PrintEvidence(audit, sendings, clock);
    }

    /** A setting of before is never ignored in silence. */
    @Bean PrintSuppliers printSuppliers(PrintSettings settings, Environment environment) {
        for (String old : List.of("print.supplier.code", "print.supplier.host", "print.pgp.supplier-key-file", "print.pgp.supplier-user-id")) {
            if (environment.containsProperty(old)) {
                throw new IllegalArgumentException(old + " is no setting any more: it stands under print.suppliers (docs/operations.md)");
            }
        }
        return new PrintSuppliers(settings);
    }

    @Bean SupplierRules supplierRules(PrintSuppliers suppliers, PrintSettings settings) {
        return new SupplierRules(suppliers, settings.rules());
    }

    @Bean AnswerLimits answerLimits(PrintSettings settings) {
        return new AnswerLimits(Math.toIntExact(settings.answerLimit().toBytes()), Math.toIntExact(settings.answerContentLimit().toBytes()),
                Math.toIntExact(settings.evidence().zip().toBytes()));
    }

    @Bean SupplierRoutes supplierRoutes(PrintSuppliers suppliers, AnswerLimits limits, OversizedAnswers oversized, MeterRegistry meters) {
        return new SupplierRoutes(suppliers, supplier -> new AnswerFiles(limits::file, (fileName, sizeBytes) -> oversized.seen(supplier, fileName, sizeBytes),
                new StrangeAnswers(supplier, PrintGauges.strange(supplier, meters))));
    }

    /** What the suppliers deliver. Intake judges by the same two beans, so that an agency hears of it before a letter is accepted. */
    @Bean AddressRules addressRules(PrintSuppliers suppliers) {
        return new AddressRules(suppliers.countries());
    }

    @Bean PieceSize pieceSize(PrintSettings settings) {
        return new PieceSize(settings.pieceLimit().toBytes());
    }

    @Bean CoverDrawing coverDrawing(PrintSuppliers suppliers, Vault vault, @Value("${postiljon.public.base-url}") URI publicBase, Clock clock) {
        return new CoverDrawing(suppliers, vault, publicBase.resolve("/letter"), clock);
    }

    @Bean SheetRedraw sheetRedraw(Sendings sendings, Originals originals, Agreements agreements, CoverDrawing covers, Vault vault) {
        return new SheetRedraw(sendings, originals, agreements, covers, vault);
    }

    @Bean PieceMoves pieceMoves(Pieces pieces, Batches batches, Sendings sendings, Originals originals, PrintHolds holds, CancelAnswers cancels,
            PrintEvidence evidence) {
        return new PieceMoves(pieces, batches, sendings, originals, holds, cancels, evidence);
    }

    @Bean FailOver failOver(Pieces pieces, PrintHolds holds, PrintSuppliers suppliers, SupplierRules rules, SheetRedraw sheets, PieceMoves moves) {
        return new FailOver(pieces, holds, suppliers, rules, sheets, moves);
    }

    @Bean BatchMoveDesk batchMoveDesk(Batches batches, Pieces pieces, PrintSuppliers suppliers, SupplierRules rules, SheetRedraw sheets, PieceMoves moves) {
        return new BatchMoveDesk(batches, pieces, suppliers, rules, sheets, moves);
    }

    @Bean PiecePreparation piecePreparation(Sendings sendings, Vault vault, Agreements agreements, SendingRights rights, AddressRules addresses,
            PieceSize pieceSize, SupplierRules rules, PrintHolds holds, CoverDrawing covers, Clock clock) {
        StandingRight right = new StandingRight(agreements, rights, clock);
        PaperRight paper = (sending, content) -> right.denials(sending.agency(),
                Claim.of(sending.entrance(), ChannelWish.PAPER, content, sending.dataCategory(), sending.purpose()));
        return new PiecePreparation(sendings, vault, agreements, paper, addresses, pieceSize, rules, holds, covers, clock);
    }

    @Bean PieceOutcomes pieceOutcomes(Sendings sendings, Pieces pieces, Originals originals, Vault vault, PrintEvidence evidence, PrintSettings settings) {
        return new PieceOutcomes(sendings, pieces, originals, vault, evidence, settings.resendTerm());
    }

    @Bean CancelRequests cancelRequests(Batches batches, Pieces pieces, CancelWishes wishes, PrintEvidence evidence, PrintSuppliers suppliers,
            PrintSettings settings, Clock clock) {
        return new CancelRequests(batches, pieces, wishes, evidence, suppliers, settings, clock);
    }

    @Bean CancelAnswers cancelAnswers(CancelWishes wishes, Pieces pieces, Sendings sendings, PieceOutcomes outcomes, SupplierAlarms alarms, PrintEvidence evidence) {
        return new CancelAnswers(wishes, pieces, sendings, outcomes, alarms, evidence);
    }

    @Bean TakeBackDesk takeBackDesk(Batches batches, Pieces pieces, Sendings sendings, Cancellations cancellations, CancelAnswers cancels, PieceOutcomes outcomes,
            PrintEvidence evidence) {
        return new TakeBackDesk(batches, pieces, sendings, cancellations, cancels, outcomes, evidence);
    }

    @Bean ResendRecords resendRecords(Batches batches, Pieces pieces, Sendings sendings, Originals originals, PrintEvidence evidence) {
        return new ResendRecords(batches, pieces, sendings, originals, evidence);
    }

    @Bean ResendDesk resendDesk(Pieces pieces, PiecePreparation preparation, ResendRecords records, Vault vault) {
        return new ResendDesk(pieces, preparation, records, vault);
    }

    @Bean(destroyMethod = "") BatchCloser batchCloser(Batches batches, Pieces pieces, Sendings sendings, PrintEvidence evidence,
            PrintSuppliers suppliers, PrintSettings settings, @Value("${postiljon.environment}") String environment, Clock clock) {
        return new BatchCloser(batches, pieces, sendings, evidence, suppliers, settings, environment, clock);
    }

    @Bean ManifestWriter manifestWriter(Sendings sendings, PrintSuppliers suppliers, PrintSettings settings, @Value("${postiljon.environment}") String environment) {
        return new ManifestWriter(sendings, suppliers, settings, environment);
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
            PrintSuppliers suppliers, PrintSettings settings, Clock clock) {
        return new OrderBuild(batches, pieces, manifests, signer, evidence, suppliers, settings, clock);
    }

    /** Signs with our key, encrypts for the supplier, into the vault. Named by the route. */
    @Bean OrderSealing orderSealing(PrintSettings settings, PrintSuppliers suppliers, Vault vault, OrderFiles files, Clock clock,
            @Qualifier("wallClock") Clock wallClock) {
        return new OrderSealing(pgp(settings, suppliers, wallClock), vault, files, clock);
    }

    /** Opens what the supplier signed; an unsigned answer is refused. Named by the route. */
    @Bean AnswerOpening answerOpening(PrintSettings settings, PrintSuppliers suppliers, AnswerLimits limits, OversizedAnswers oversized,
            @Qualifier("wallClock") Clock wallClock) {
        return new AnswerOpening(pgp(settings, suppliers, wallClock), limits, oversized);
    }

    @Bean OrderUpload orderUpload(Batches batches, PrintHolds holds, OrderFiles files, PrintEvidence evidence, PrintSettings settings, Clock clock) {
        return new OrderUpload(batches, holds, files, evidence, settings, clock);
    }

    @Bean OversizedAnswers oversizedAnswers(Batches batches, PrintEvidence evidence, Clock clock, MeterRegistry meters) {
        return new OversizedAnswers(batches, evidence, clock, meters);
    }

    @Bean AnswerQuarantine answerQuarantine(Batches batches, SupplierAlarms alarms, PrintEvidence evidence, Clock clock, MeterRegistry meters) {
        return new AnswerQuarantine(batches, alarms, evidence, clock, meters);
    }

    @Bean AnswerSeries answerSeries(SupplierReports reports, PrintSettings settings, @Value("${postiljon.environment}") String environment) {
        return new AnswerSeries(reports, settings.senderCode(), environment);
    }

    @Bean PieceLists pieceLists(Pieces pieces, CancelWishes wishes) {
        return new PieceLists(pieces, wishes);
    }

    @Bean HoldDesk holdDesk(PrintHolds holds, Pieces pieces, Batches batches, Agreements agreements, PrintEvidence evidence,
            PrintSuppliers suppliers, Clock clock) {
        return new HoldDesk(holds, pieces, batches, agreements, evidence, suppliers, clock);
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

    @Bean SupplierWatch supplierWatch(Batches batches, SupplierReports reports, CancelWishes wishes, SupplierAlarms alarms, HoldDesk desk,
            PrintSuppliers suppliers, Clock clock) {
        return new SupplierWatch(batches, reports, wishes, alarms, desk, suppliers, clock);
    }

    @Bean PrintGauges printGauges(Batches batches, PrintAlarms alarms, PrintHolds holds, PrintSuppliers suppliers, Clock clock, MeterRegistry meters) {
        PrintGauges gauges = new PrintGauges(batches, alarms, holds, clock);
        gauges.register(suppliers, meters);
        return gauges;
    }

    /** One for each supplier. */
    private static Map<SupplierCode, SupplierPgp> pgp(PrintSettings settings, PrintSuppliers suppliers, Clock clock) {
        return suppliers.all().stream().collect(Collectors.toMap(PrintSupplier::code, supplier -> new SupplierPgp(settings.pgp(), supplier.connection().pgp(), clock)));
    }
}
