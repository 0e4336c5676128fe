package io.postiljon.intake;

import io.postiljon.access.CertificateStanding;
import io.postiljon.crypto.Thumbprints;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import jakarta.servlet.ServletRequest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Finds the agency of a connection by the certificate that TLS proved, at each request anew: what was good when the connection was
 * opened may be so no more. Headers that claim a certificate are never read.
 */
class Callers {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

    private final Agreements agreements;
    private final CertificateStanding standing;
    private final Clock clock;

    Callers(Agreements agreements, CertificateStanding standing, Clock clock) {
        this.agreements = agreements;
        this.standing = standing;
        this.clock = clock;
    }

    /** @throws RefusalException certificate-not-accepted, revocation-unknown */
    Caller identify(ServletRequest request) {
        String thumbprint = thumbprint(request);
        Agreement agreement = agreements.byTlsCertificate(thumbprint).orElseThrow(Callers::notAccepted);
        return switch (standing.of(certificate(request).orElseThrow(Callers::notAccepted))) {
            case GOOD -> new Caller(agreement, thumbprint);
            case REVOKED, NOT_TRUSTED, EXPIRED -> throw notAccepted();
            case UNKNOWN -> throw revocationUnknown();
        };
    }

    private static RefusalException notAccepted() {
        return RefusalException.of(Issue.ofRequest(Complaint.CERTIFICATE));
    }

    /** Of the certificate of the connection, or of the one that signed. */
    static RefusalException revocationUnknown() {
        return new RefusalException(Refusal.later(Issue.ofRequest(Complaint.REVOCATION), CertificateStanding.COME_BACK));
    }

    /** @throws RefusalException agency-terminated: the last day counts, in Brussels */
    void requireInForce(Agreement agreement) {
        if (agreement.endedOn(LocalDate.ofInstant(clock.instant(), BRUSSELS))) {
            throw RefusalException.of(Issue.ofRequest(Complaint.TERMINATED));
        }
    }

    /** What the record of a refusal says when nobody was recognised: the thumbprint, or that there was none. */
    static String thumbprint(ServletRequest request) {
        return certificate(request).map(Thumbprints::of).orElse("none");
    }

    private static Optional<X509Certificate> certificate(ServletRequest request) {
        return request.getAttribute("jakarta.servlet.request.X509Certificate") instanceof X509Certificate[] chain && chain.length > 0
                ? Optional.of(chain[0])
                : Optional.empty();
    }
}
