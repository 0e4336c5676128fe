package io.postiljon.trust;

import io.postiljon.crypto.RevocationAddresses;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who says for one authority which certificates are revoked. With several kinds each is asked: one that says "revoked" counts, and one
 * that says "good" is enough.
 *
 * @param kinds empty: the authority publishes nothing, and taking it or the certificate out is the only revocation
 * @param ocsp  address of the responder for certificates that name none with an allowed host
 * @param crl   address of the list, likewise
 * @param hosts that may be called at an address out of a certificate: {@code host}, or {@code host:port}; compared as a whole
 */
record RevocationSource(Set<Kind> kinds, Optional<URI> ocsp, Optional<URI> crl, Set<String> hosts) {
    enum Kind { OCSP, CRL }

    /** What everybody writes who wants none. */
    static final String NONE = "none";

    RevocationSource {
        kinds = Set.copyOf(kinds);
        hosts = Set.copyOf(hosts);
        ocsp.ifPresent(RevocationSource::requireAddress);
        crl.ifPresent(RevocationSource::requireAddress);
        if (kinds.contains(Kind.OCSP) && ocsp.isEmpty() && hosts.isEmpty() || kinds.contains(Kind.CRL) && crl.isEmpty() && hosts.isEmpty()) {
            throw new IllegalArgumentException("revocation by ocsp or crl needs its address, or hosts that certificates may name");
        }
    }

    /**
     * @param words {@code ocsp}, {@code crl}, both, or {@code none} alone
     * @throws IllegalArgumentException when it is none of these, or a kind has neither address nor hosts
     */
    static RevocationSource of(List<String> words, Optional<URI> ocsp, Optional<URI> crl, Set<String> hosts) {
        if (words.equals(List.of(NONE))) {
            return new RevocationSource(Set.of(), Optional.empty(), Optional.empty(), Set.of());
        }
        if (words.isEmpty() || !Set.of("ocsp", "crl").containsAll(words)) {
            throw new IllegalArgumentException("revocation must be ocsp, crl, both, or none alone");
        }
        return new RevocationSource(Set.copyOf(words.stream().map(word -> Kind.valueOf(word.toUpperCase(Locale.ROOT))).toList()), ocsp, crl, hosts);
    }

    boolean isNone() {
        return kinds.isEmpty();
    }

    /** Where to ask about this certificate; empty when nobody may be asked. */
    Optional<URI> address(Kind kind, X509Certificate certificate) {
        List<URI> named = hosts.isEmpty() ? List.of()
                : kind == Kind.OCSP ? RevocationAddresses.ocsp(certificate) : RevocationAddresses.lists(certificate);
        return named.stream().filter(this::mayBeCalled).findFirst().or(() -> kind == Kind.OCSP ? ocsp : crl);
    }

    private boolean mayBeCalled(URI address) {
        return isAddress(address) && hosts.contains(address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort());
    }

    private static boolean isAddress(URI address) {
        return ("http".equals(address.getScheme()) || "https".equals(address.getScheme())) && address.getHost() != null
                && address.getRawUserInfo() == null && address.getRawFragment() == null;
    }

    private static void requireAddress(URI address) {
        if (!isAddress(address)) {
            throw new IllegalArgumentException("an address of revocation must be http or https, with a host, without user and fragment");
        }
    }
}
