package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.postiljon.access.CertificateStanding;
import io.postiljon.access.CertificateStanding.Standing;
import io.postiljon.crypto.Thumbprints;
import io.postiljon.sending.Agreements;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CallersTest {
    private final X509Certificate certificate = mock(X509Certificate.class);
    private final Agreements agreements = mock(Agreements.class);
    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @BeforeEach void a_registered_certificate() throws CertificateEncodingException {
        when(certificate.getEncoded()).thenReturn(new byte[] {1});
        request.setAttribute("jakarta.servlet.request.X509Certificate", new X509Certificate[] {certificate});
        when(agreements.byTlsCertificate(Thumbprints.of(certificate))).thenReturn(Optional.of(Fixtures.agreement()));
    }

    @Test void a_registered_certificate_of_good_standing_is_its_agency() {
        assertThat(callers(shown -> Standing.GOOD).identify(request).agreement().code()).isEqualTo(Fixtures.AGENCY);
    }

    @ParameterizedTest @EnumSource(names = {"REVOKED", "NOT_TRUSTED", "EXPIRED"})
    void one_that_counts_no_more_is_nobody(Standing standing) {
        assertThat(refusal(shown -> standing).fault()).isEqualTo(Fault.CERTIFICATE_NOT_ACCEPTED);
    }

    @Test void while_nobody_says_whether_it_is_revoked_the_caller_is_to_come_back() {
        Refusal refusal = refusal(shown -> Standing.UNKNOWN);

        assertThat(refusal.fault()).isEqualTo(Fault.REVOCATION_UNKNOWN);
        assertThat(refusal.retryAfter()).contains(CertificateStanding.COME_BACK);
        assertThat(refusal.isFinal()).isFalse();
    }

    @Test void nobody_is_asked_about_a_stranger() {
        when(agreements.byTlsCertificate(Thumbprints.of(certificate))).thenReturn(Optional.empty());

        assertThat(refusal(shown -> {
            throw new AssertionError("asked");
        }).fault()).isEqualTo(Fault.CERTIFICATE_NOT_ACCEPTED);
    }

    @Test void a_check_that_cannot_be_made_now_ends_a_validation_without_a_verdict() {
        StageFaults faults = new StageFaults();

        assertThatThrownBy(() -> faults.of(() -> {
            throw Callers.revocationUnknown();
        })).isInstanceOf(RefusalException.class);
        faults.of(() -> {
            throw RefusalException.of(Issue.ofRequest(Complaint.SENDER));
        });
        assertThat(faults.issues()).hasSize(1);
    }

    private Refusal refusal(CertificateStanding standing) {
        return catchThrowableOfType(RefusalException.class, () -> callers(standing).identify(request)).refusal();
    }

    private Callers callers(CertificateStanding standing) {
        return new Callers(agreements, standing, Clock.systemUTC());
    }
}
