package io.postiljon.crypto;

import java.security.cert.X509Certificate;
import java.util.Optional;

/** Gives the registered certificate with a thumbprint, of whatever agency, if it may be used now: neither ended nor revoked. */
@FunctionalInterface
public interface CertificateLookup {
    /** @param thumbprint {@code x5t#S256}: 43 characters base64url */
    Optional<X509Certificate> byThumbprint(String thumbprint);
}
