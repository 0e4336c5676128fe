package io.postiljon.tracking;

import io.postiljon.crypto.Thumbprints;
import io.postiljon.sending.Agreements;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import org.slf4j.MDC;

/** Finds the agency of a connection by the certificate that TLS proved. */
class Askers {
    private final Agreements agreements;

    Askers(Agreements agreements) {
        this.agreements = agreements;
    }

    /** @throws UnknownMessage when the certificate is no agency's */
    Asker of(HttpServletRequest request) {
        if (request.getAttribute("jakarta.servlet.request.X509Certificate") instanceof X509Certificate[] chain && chain.length > 0) {
            String certificate = Thumbprints.of(chain[0]);
            return agreements.byTlsCertificate(certificate)
                    .map(agreement -> new Asker(agreement, certificate, String.valueOf(MDC.get("traceId"))))
                    .orElseThrow(UnknownMessage::new);
        }
        throw new UnknownMessage();
    }
}
