package io.postiljon.trust;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.Map;

/**
 * A certificate and the one that made it: who makes also says what is revoked.
 *
 * @param addresses where to ask, for each kind of the source by which anybody may be asked
 */
record Link(X509Certificate certificate, X509Certificate issuer, RevocationSource source, Map<RevocationSource.Kind, URI> addresses) {
    Link {
        addresses = Map.copyOf(addresses);
    }

    static Link of(X509Certificate certificate, X509Certificate issuer, RevocationSource source) {
        Map<RevocationSource.Kind, URI> addresses = new EnumMap<>(RevocationSource.Kind.class);
        source.kinds().forEach(kind -> source.address(kind, certificate).ifPresent(address -> addresses.put(kind, address)));
        return new Link(certificate, issuer, source, addresses);
    }
}
