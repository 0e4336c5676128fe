package io.postiljon.access;

import io.postiljon.sending.AgencyCode;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.function.Function;

/** The certificates with which an agency may sign, now: registered in its agreement, and neither expired nor yet to begin. */
public final class SigningCertificates {
    private final AgreementFiles agreements;
    private final Clock clock;

    SigningCertificates(AgreementFiles agreements, Clock clock) {
        this.agreements = agreements;
        this.clock = clock;
    }

    /** Looks up by thumbprint (base64url SHA-256 of the DER form) among this agency's own; another agency's is not found. */
    public Function<String, Optional<X509Certificate>> of(AgencyCode agency) {
        return thumbprint -> find(agency, thumbprint);
    }

    /** See {@link #of(AgencyCode)}. */
    public Optional<X509Certificate> find(AgencyCode agency, String thumbprint) {
        return agreements.access(agency)
                .flatMap(access -> Optional.ofNullable(access.signing().get(thumbprint)))
                .filter(this::isValidNow);
    }

    private boolean isValidNow(X509Certificate certificate) {
        try {
            certificate.checkValidity(Date.from(clock.instant()));
            return true;
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return false;
        }
    }
}
