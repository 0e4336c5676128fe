package io.postiljon.trust;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The trusted authorities at one moment. Never changes; safe for many threads. */
final class Authorities {
    /** Of ways that were found; they are found again when it is full. */
    private static final int KNOWN_LIMIT = 20_000;

    private final List<Authority> all;
    private final Map<X509Certificate, Authority> byAnchor = new HashMap<>();
    private final Set<X509Certificate> given = new HashSet<>();
    private final Map<X509Certificate, List<Link>> known = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException when two files hold the same authority, or there is none */
    Authorities(List<Authority> all) {
        this.all = List.copyOf(all);
        for (Authority authority : all) {
            for (X509Certificate anchor : authority.anchors()) {
                if (byAnchor.put(anchor, authority) != null) {
                    throw new IllegalArgumentException("the authority " + authority.name() + " is in another file too; keep one");
                }
            }
            given.addAll(authority.anchors());
            given.addAll(authority.intermediates());
        }
        if (byAnchor.isEmpty()) {
            throw new IllegalArgumentException("there is no authority");
        }
    }

    List<Authority> all() {
        return all;
    }

    Set<X509Certificate> anchors() {
        return Set.copyOf(byAnchor.keySet());
    }

    /** Anchors and intermediates: whom a client's certificate may come from in a handshake. */
    Set<X509Certificate> certificates() {
        return Set.copyOf(given);
    }

    /**
     * The way from a certificate to its anchor, each link signed by the next and allowed to (RFC 5280, by the JDK); whether one is
     * revoked is not looked at. Empty list: it is an anchor itself. Empty: there is no way now.
     */
    Optional<List<Link>> way(X509Certificate certificate, Instant now) {
        List<Link> found = known.get(certificate);
        if (found != null) {
            return Optional.of(found);
        }
        Optional<List<Link>> built = byAnchor.containsKey(certificate) ? Optional.of(List.of()) : built(certificate, now);
        if (known.size() >= KNOWN_LIMIT) {
            known.clear();
        }
        built.ifPresent(way -> known.put(certificate, way));
        return built;
    }

    private Optional<List<Link>> built(X509Certificate certificate, Instant now) {
        try {
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(certificate);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(Set.copyOf(byAnchor.keySet().stream().map(anchor -> new TrustAnchor(anchor, null)).toList()), target);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(
                    Stream.concat(given.stream(), Stream.of(certificate)).toList())));
            parameters.setRevocationEnabled(false);         // judged by RevocationJudge, with answers that the watch fetched
            parameters.setDate(Date.from(now));
            return Optional.of(links((PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters)));
        } catch (CertPathBuilderException | InvalidAlgorithmParameterException noWay) {
            return Optional.empty();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private List<Link> links(PKIXCertPathBuilderResult result) {
        List<X509Certificate> path = new ArrayList<>();
        result.getCertPath().getCertificates().forEach(certificate -> path.add((X509Certificate) certificate));
        X509Certificate anchor = result.getTrustAnchor().getTrustedCert();
        path.add(anchor);
        RevocationSource source = byAnchor.get(anchor).source();
        List<Link> links = new ArrayList<>();
        for (int i = 0; i + 1 < path.size(); i++) {
            links.add(Link.of(path.get(i), path.get(i + 1), source));
        }
        return List.copyOf(links);
    }
}
