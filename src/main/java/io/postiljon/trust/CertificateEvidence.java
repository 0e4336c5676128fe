package io.postiljon.trust;

import io.postiljon.access.CertificateStanding.Standing;
import io.postiljon.access.RegisteredCertificate;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.crypto.Thumbprints;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreements;
import io.postiljon.store.NotedCertificates;
import io.postiljon.store.NotedCertificates.Kind;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Puts on record, once for all nodes, that a certificate was revoked or is so no more, and that an authority is trusted or is so no
 * more. It follows what is in force and does not hold it up: a revocation counts although the database is away, and is recorded later.
 */
public class CertificateEvidence {
    private static final Actor JOB = Actor.gateway("trust-ask-authorities");

    private final CertificateWatch watch;
    private final TrustedAuthorities authorities;
    private final NotedCertificates noted;
    private final Agreements agreements;
    private final AuditLog audit;
    private final Clock clock;

    CertificateEvidence(CertificateWatch watch, TrustedAuthorities authorities, NotedCertificates noted, Agreements agreements, AuditLog audit, Clock clock) {
        this.watch = watch;
        this.authorities = authorities;
        this.noted = noted;
        this.agreements = agreements;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional public void record() {
        recordRevocations();
        recordAuthorities();
    }

    private void recordRevocations() {
        Map<String, Standing> standings = watch.standings();
        Set<String> known = noted.all(Kind.REVOKED);
        for (RegisteredCertificate revoked : watch.revoked()) {
            if (!known.contains(revoked.thumbprint()) && noted.note(Kind.REVOKED, revoked.thumbprint())) {
                append("certificate-revoked", revoked.thumbprint(), Optional.of(revoked.agency()));
            }
        }
        // One that no agreement names any more stays noted: it is revoked still.
        known.stream().filter(thumbprint -> standings.get(thumbprint) == Standing.GOOD).filter(thumbprint -> noted.forget(Kind.REVOKED, thumbprint))
                .forEach(thumbprint -> append("certificate-revoked-no-more", thumbprint, Optional.empty()));
    }

    private void recordAuthorities() {
        Set<String> came = authorities.came().keySet();
        Set<String> trusted = authorities.now().all().stream().flatMap(authority -> authority.anchors().stream()).map(Thumbprints::of).collect(Collectors.toSet());
        Set<String> known = noted.all(Kind.AUTHORITY);
        Set<String> everTrusted = new HashSet<>(trusted);
        everTrusted.addAll(came);          // also one that was in force for less than the time between two looks
        everTrusted.stream().filter(thumbprint -> !known.contains(thumbprint)).filter(thumbprint -> noted.note(Kind.AUTHORITY, thumbprint))
                .forEach(thumbprint -> append("authority-trusted", thumbprint, Optional.empty()));
        Set<String> gone = new HashSet<>(known);
        gone.addAll(everTrusted);
        gone.removeAll(trusted);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override public void afterCommit() {
                authorities.recorded(came);
            }
        });
        gone.stream().filter(thumbprint -> noted.forget(Kind.AUTHORITY, thumbprint))
                .forEach(thumbprint -> append("authority-trusted-no-more", thumbprint, Optional.empty()));
    }

    private void append(String code, String thumbprint, Optional<AgencyCode> agency) {
        AuditRecord record = AuditRecord.of(AuditEvent.SECURITY_EVENT, AuditOutcome.DONE, JOB, clock.instant(), UUID.randomUUID().toString())
                .withDetail(Map.of("code", code, "thumbprint", thumbprint));
        Optional<Agreement> agreement = agency.flatMap(agreements::byCode);
        audit.append(agreement.map(known -> record.withAgency(known.code(), known.mode())).orElse(record));
    }
}
