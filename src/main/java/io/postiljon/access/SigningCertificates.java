package io.postiljon.access;

import io.postiljon.sending.AgencyCode;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.function.Function;

/**
 * The certificates with which an agency may sign, now: registered in its agreement, neither expired nor yet to begin, and of good
 * {@link CertificateStanding}: issued below a trusted authority and, freshly known, not revoked.
 */
public final class SigningCertificates {
    private final AgreementFiles agreements;
    private final CertificateStanding standing;
    private final Clock clock;

    SigningCertificates(AgreementFiles agreements, CertificateStanding standing, Clock clock) {
        this.agreements = agreements;
        this.standing = standing;
        this.clock = clock;
    }

    /** Looks up by thumbprint (base64url SHA-256 of the DER form) among this agency's own; another agency's is not found. */
    public Function<String, Optional<X509Certificate>> of(AgencyCode agency) {
        return thumbprint -> find(agency, thumbprint);
    }

    /** See {@link #of(AgencyCode)}. @throws StandingUnknown when nobody says whether it is revoked */
    public Optional<X509Certificate> find(AgencyCode agency, String thumbprint) {
        return agreements.access(agency)
                .flatMap(access -> Optional.ofNullable(access.signing().get(thumbprint)))
                .filter(this::isValidNow)
                .filter(this::isGood);
    }

    private boolean isGood(X509Certificate certificate) {
        return switch (standing.of(certificate)) {
            case GOOD -> true;
            case REVOKED, NOT_TRUSTED, EXPIRED -> false;
            case UNKNOWN -> throw new StandingUnknown();
        };
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
