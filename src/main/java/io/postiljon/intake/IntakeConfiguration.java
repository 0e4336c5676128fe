package io.postiljon.intake;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.access.CertificateStanding;
import io.postiljon.access.SendingRights;
import io.postiljon.access.SigningCertificates;
import io.postiljon.audit.AuditLog;
import io.postiljon.crypto.AgePolicy;
import io.postiljon.crypto.CertificateLookup;
import io.postiljon.crypto.ReceiptSigner;
import io.postiljon.crypto.SignatureVerifier;
import io.postiljon.inspection.Inspection;
import io.postiljon.sending.AddressRules;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.PieceSize;
import io.postiljon.store.DossierRegister;
import io.postiljon.store.GuestRegister;
import io.postiljon.store.Sendings;
import io.postiljon.store.StoreSettings;
import io.postiljon.store.TrialDays;
import io.postiljon.store.Vault;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that the routes {@code intake-...} name, and what the controllers need. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeSettings.class)
class IntakeConfiguration {
    /** Before a call above its quota is answered; a thread that waits costs nothing, and who repeats at once repeats four times a second. */
    private static final Duration REFUSED_PAUSE = Duration.ofMillis(250);

    @Bean MessageForm messageForm(@Value("${postiljon.environment}") Environment environment, AddressRules addresses) {
        return new MessageForm(environment, addresses);
    }

    @Bean SignatureCheck signatureCheck(Agreements agreements, SigningCertificates certificates, IntakeSettings settings,
            @Qualifier("wallClock") Clock wallClock) {
        return new SignatureCheck(SignatureVerifier.forHttp(), ofAnyAgency(agreements, certificates),
                new AgePolicy(settings.signatureAge(), settings.signatureAhead()), wallClock);
    }

    /** Another agency's certificate is found too: its signature is told apart as signer-mismatch, after it was verified. */
    static CertificateLookup ofAnyAgency(Agreements agreements, SigningCertificates certificates) {
        return thumbprint -> agreements.all().stream()
                .filter(agreement -> agreement.signingThumbprints().contains(thumbprint)).findFirst()
                .flatMap(agreement -> certificates.find(agreement.code(), thumbprint));
    }

    @Bean PriorAnswers priorAnswers(Sendings sendings, AuditLog audit, Clock clock) {
        return new PriorAnswers(sendings, audit, clock);
    }

    @Bean SenderCheck senderCheck() {
        return new SenderCheck();
    }

    @Bean RightsCheck rightsCheck(SendingRights rights, Clock clock) {
        return new RightsCheck(rights::check, clock);
    }

    /** A slow document may not outlive the lease of its drop. */
    @Bean DocumentInspection documentInspection(Inspection inspection, Vault vault, DropDesk drops) {
        return new DocumentInspection(inspection, vault, received -> {
            if (received.signature() instanceof SignatureSource.VerifiedByDrop verified) {
                drops.keep(verified.drop());
            }
        });
    }

    @Bean ContentCheck contentCheck(PieceSize pieceSize) {
        return new ContentCheck(pieceSize);
    }

    @Bean DocumentKeeper documentKeeper(Vault vault) {
        return new DocumentKeeper(vault);
    }

    @Bean Receipts receipts(ReceiptSigner signer, Clock clock) {
        return new Receipts(signer, clock);
    }

    @Bean TrialCap trialCap(TrialDays days, Clock clock) {
        return new TrialCap(days, clock);
    }

    @Bean Acceptance acceptance(Sendings sendings, AuditLog audit, TrialCap trialCap) {
        return new Acceptance(sendings, audit, trialCap);
    }

    @Bean AcceptOnce acceptOnce(Acceptance acceptance, PriorAnswers priorAnswers, MeterRegistry meters) {
        return new AcceptOnce(acceptance, priorAnswers, meters);
    }

    @Bean RefusalRecorder refusalRecorder(AuditLog audit, Clock clock) {
        return new RefusalRecorder(audit, clock);
    }

    @Bean Refusals refusals(RefusalRecorder recorder, Clock clock) {
        return new Refusals(recorder, new OncePerMinute(clock));
    }

    @Bean Callers callers(Agreements agreements, CertificateStanding standing, Clock clock) {
        return new Callers(agreements, standing, clock);
    }

    @Bean UploadGate uploadGate(IntakeSettings settings) {
        return new UploadGate(TimeMeter.SYSTEM_NANOTIME, settings.uploadPatience(), REFUSED_PAUSE);
    }

    @Bean ApiDoor apiDoor(Callers callers, UploadGate gate, Refusals refusals, HttpAnswers answers) {
        return new ApiDoor(callers, gate, refusals, answers);
    }

    @Bean UploadDeadline uploadDeadline(IntakeSettings settings, StoreSettings store) {
        return UploadDeadline.within(settings.uploadDeadline(), store.longestWait());
    }

    @Bean Uploads uploads(Vault vault, UploadGate gate, IntakeSettings settings, UploadDeadline deadline, Clock clock) {
        return new Uploads(vault, gate, settings.documentsLimit().toBytes(), deadline, clock);
    }

    @Bean ValidationRecords validationRecords(AuditLog audit, Clock clock) {
        return new ValidationRecords(audit, clock);
    }

    @Bean RouteDesk sendingDesk(ProducerTemplate camel) {
        return new RouteDesk(camel);
    }

    @Bean ProblemDocument problemDocument(@Value("${postiljon.public.base-url}") URI publicBase, Clock clock) {
        return new ProblemDocument(publicBase, clock);
    }

    @Bean HttpAnswers httpAnswers(ProblemDocument problems) {
        return new HttpAnswers(problems);
    }

    @Bean DoorRefusals doorRefusals(Agreements agreements, Refusals refusals, HttpAnswers answers, Clock clock) {
        return new DoorRefusals(agreements, refusals, answers, new OncePerMinute(clock));
    }

    @Bean CallGate callGate(Callers callers, UploadGate gate) {
        return new CallGate(callers, gate);
    }

    @Bean DossierDesk dossierDesk(DossierRegister dossiers, AuditLog audit, Clock clock, @Value("${postiljon.environment}") Environment environment) {
        return new DossierDesk(dossiers, audit, clock, environment);
    }

    @Bean GuestDesk guestDesk(GuestRegister guests, AuditLog audit, Clock clock, IntakeSettings settings,
            @Value("${postiljon.environment}") Environment environment) {
        return new GuestDesk(guests, audit, clock, settings.guestLimit(), environment);
    }

    @Bean JsonCalls jsonCalls(ApiDoor door, HttpAnswers answers) {
        return new JsonCalls(door, answers);
    }
}
