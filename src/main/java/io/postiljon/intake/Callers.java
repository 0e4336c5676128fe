package io.postiljon.intake;

import io.postiljon.crypto.Thumbprints;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import jakarta.servlet.ServletRequest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Finds the agency of a connection by the certificate that TLS proved. Headers that claim a certificate are never read.
 */
class Callers {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

    private final Agreements agreements;
    private final Clock clock;

    Callers(Agreements agreements, Clock clock) {
        this.agreements = agreements;
        this.clock = clock;
    }

    /** @throws RefusalException certificate-not-accepted */
    Caller identify(ServletRequest request) {
        String thumbprint = thumbprint(request);
        return agreements.byTlsCertificate(thumbprint)
                .map(agreement -> new Caller(agreement, thumbprint))
                .orElseThrow(() -> RefusalException.of(Issue.ofRequest(Complaint.CERTIFICATE)));
    }

    /** @throws RefusalException agency-terminated: the last day counts, in Brussels */
    void requireInForce(Agreement agreement) {
        if (agreement.endedOn(LocalDate.ofInstant(clock.instant(), BRUSSELS))) {
            throw RefusalException.of(Issue.ofRequest(Complaint.TERMINATED));
        }
    }

    /** What the record of a refusal says when nobody was recognised: the thumbprint, or that there was none. */
    static String thumbprint(ServletRequest request) {
        return request.getAttribute("jakarta.servlet.request.X509Certificate") instanceof X509Certificate[] chain && chain.length > 0
                ? Thumbprints.of(chain[0])
                : "none";
    }
}
