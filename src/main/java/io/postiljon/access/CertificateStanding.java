package io.postiljon.access;

import java.security.cert.X509Certificate;
import java.time.Duration;

/**
 * What a registered certificate is worth at this moment. To be registered is the caller's question and comes first: a stranger's
 * certificate is never asked about. May wait some seconds for the first answer about a certificate that is new; safe for many threads.
 */
@FunctionalInterface
public interface CertificateStanding {
    /** When a caller may come back that heard {@link Standing#UNKNOWN}. */
    Duration COME_BACK = Duration.ofSeconds(10);

    /** Only {@link #GOOD} lets anything pass. */
    enum Standing {
        GOOD,
        REVOKED,
        /** It does not chain to an authority that is trusted now. */
        NOT_TRUSTED,
        /** It, or an authority between it and the trusted one, has ended or is yet to begin. */
        EXPIRED,
        /** Nobody says, freshly enough, that it is not revoked. Never accepted; later the answer may be another. */
        UNKNOWN
    }

    Standing of(X509Certificate certificate);
}
