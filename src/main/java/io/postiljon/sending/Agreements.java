package io.postiljon.sending;

import java.util.List;
import java.util.Optional;

/** The agreements in force. Always the last good version: a wrong file never replaces one. */
public interface Agreements {
    Optional<Agreement> byCode(AgencyCode code);

    /** The agency whose registered TLS certificate has this thumbprint (base64url SHA-256 of the DER form). */
    Optional<Agreement> byTlsCertificate(String thumbprint);

    List<Agreement> all();
}
