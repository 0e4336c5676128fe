package io.postiljon.trust;

import static io.postiljon.trust.TestAuthority.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.postiljon.access.RegisteredCertificate;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditRecord;
import io.postiljon.crypto.Thumbprints;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreements;
import io.postiljon.store.NotedCertificates;
import io.postiljon.store.NotedCertificates.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionSynchronizationUtils;

class CertificateEvidenceTest {
    @TempDir Path folder;
    private final Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    private final TestAuthority authority = TestAuthority.root("authority");
    private final X509Certificate agency = authority.agency();
    private final String thumbprint = Thumbprints.of(agency);
    private final List<RegisteredCertificate> registered = new ArrayList<>(List.of(new RegisteredCertificate(new AgencyCode("alpha"), agency, thumbprint)));
    private final NotedCertificates noted = mock(NotedCertificates.class);
    private final Set<String> table = new HashSet<>();
    private final AuditLog audit = mock(AuditLog.class);
    private final List<AuditRecord> records = new ArrayList<>();
    private TrustedAuthorities trusted;
    private CertificateWatch watch;

    @BeforeEach void an_authority_that_is_on_record() throws IOException {
        Files.writeString(folder.resolve("authority.pem"), TestAuthority.pem(authority.certificate()));
        Files.writeString(folder.resolve("authority.yaml"), "revocation: [ocsp]\nocsp: http://ca.example/ocsp\n");
        trusted = new TrustedAuthorities(new AuthorityFolder(folder, Optional.empty()));
        watch = new CertificateWatch(() -> registered, trusted, new RevocationBook(trusted, Duration.ZERO, clock),
                new RevocationJudge(Duration.ofMinutes(15), Duration.ofDays(8)), Duration.ofMillis(1), Duration.ofMillis(1), clock);
        table.add(Kind.AUTHORITY + " " + Thumbprints.of(authority.certificate()));
        for (Kind kind : Kind.values()) {
            when(noted.all(kind)).thenAnswer(call -> Set.copyOf(table.stream().filter(row -> row.startsWith(kind + " ")).map(row -> row.substring(kind.name().length() + 1)).toList()));
        }
        when(noted.note(any(), any())).thenAnswer(call -> table.add(call.getArgument(0) + " " + call.getArgument(1)));
        when(noted.forget(any(), any())).thenAnswer(call -> table.remove(call.getArgument(0) + " " + call.getArgument(1)));
        doAnswer(call -> records.add(call.getArgument(0))).when(audit).append(any());
    }

    @Test void a_revocation_is_recorded_once_also_after_a_start_and_its_end_too() {
        say(new RevokedStatus(Date.from(START), CRLReason.keyCompromise));
        record();
        record();
        assertThat(codes()).containsExactly("certificate-revoked " + thumbprint);
        assertThat(records).allSatisfy(record -> assertThat(record.event()).isEqualTo(AuditEvent.SECURITY_EVENT));

        say(CertificateStatus.GOOD);
        record();
        record();
        assertThat(codes()).containsExactly("certificate-revoked " + thumbprint, "certificate-revoked-no-more " + thumbprint);
    }

    @Test void what_another_node_recorded_first_is_not_recorded_again() {
        when(noted.note(any(), any())).thenReturn(false);
        say(new RevokedStatus(Date.from(START), CRLReason.keyCompromise));

        record();

        assertThat(records).isEmpty();
    }

    @Test void a_revoked_certificate_that_left_its_agreement_is_not_called_good() {
        say(new RevokedStatus(Date.from(START), CRLReason.keyCompromise));
        record();
        registered.clear();

        record();

        assertThat(codes()).containsExactly("certificate-revoked " + thumbprint);
    }

    @Test void a_change_of_authorities_is_recorded_once() throws IOException {
        TestAuthority other = TestAuthority.root("other");
        Files.writeString(folder.resolve("authority.pem"), TestAuthority.pem(other.certificate()));
        trusted.reload();

        record();
        record();

        assertThat(codes()).containsExactlyInAnyOrder("authority-trusted " + Thumbprints.of(other.certificate()),
                "authority-trusted-no-more " + Thumbprints.of(authority.certificate()));
    }

    @Test void an_authority_that_was_in_force_between_two_looks_only_is_on_record_once() throws IOException {
        TestAuthority guest = TestAuthority.root("guest");
        Files.writeString(folder.resolve("guest.pem"), TestAuthority.pem(guest.certificate()));
        Files.writeString(folder.resolve("guest.yaml"), "revocation: [none]\n");
        trusted.reload();
        Files.delete(folder.resolve("guest.pem"));
        Files.delete(folder.resolve("guest.yaml"));
        trusted.reload();

        record();
        record();

        assertThat(codes()).containsExactly("authority-trusted " + Thumbprints.of(guest.certificate()), "authority-trusted-no-more " + Thumbprints.of(guest.certificate()));
    }

    @Test void what_could_not_be_committed_is_recorded_at_the_next_look() throws IOException {
        TestAuthority guest = TestAuthority.root("guest");
        Files.writeString(folder.resolve("guest.pem"), TestAuthority.pem(guest.certificate()));
        Files.writeString(folder.resolve("guest.yaml"), "revocation: [none]\n");
        trusted.reload();
        Files.delete(folder.resolve("guest.pem"));
        Files.delete(folder.resolve("guest.yaml"));
        trusted.reload();
        Set<String> before = Set.copyOf(table);
        inTransaction(() -> evidence().record(), false);
        table.retainAll(before);
        records.clear();

        record();

        assertThat(codes()).hasSize(2);
    }

    private void record() {
        inTransaction(() -> evidence().record(), true);
    }

    private static void inTransaction(Runnable work, boolean commits) {
        TransactionSynchronizationManager.initSynchronization();
        try {
            work.run();
            if (commits) {
                TransactionSynchronizationUtils.triggerAfterCommit();
            }
        } finally {
            TransactionSynchronizationManager.clearSynchronization();
        }
    }

    private void say(CertificateStatus status) {
        RevocationQuestion question = new RevocationQuestion(RevocationSource.Kind.OCSP, java.net.URI.create("http://ca.example/ocsp"), trusted.now().way(agency, START).orElseThrow());
        watch.answered(question, new RevocationAnswer.Said(authority.ocsp(agency, status, START, START.plusSeconds(3600))));
    }

    private List<String> codes() {
        return records.stream().map(record -> record.detail().get("code") + " " + record.detail().get("thumbprint")).toList();
    }

    private CertificateEvidence evidence() {
        return new CertificateEvidence(watch, trusted, noted, mock(Agreements.class, call -> Optional.empty()), audit, clock);
    }
}
