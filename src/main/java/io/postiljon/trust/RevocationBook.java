package io.postiljon.trust;

import io.postiljon.access.CertificateStanding;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is known of each certificate, and from it its standing at this moment. A look costs no call and no signature: the answers were
 * judged as they came, and only their times are compared. Safe for many threads.
 */
final class RevocationBook implements CertificateStanding {
    private final TrustedAuthorities authorities;
    private final Duration firstAnswer;
    private final Clock clock;
    private final Map<Page, Finding> findings = new ConcurrentHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final Condition written = writing.newCondition();

    /** Of which certificate, by whom it was made, who was asked. */
    private record Page(X509Certificate certificate, X509Certificate issuer, RevocationSource.Kind kind) {}

    /** @param firstAnswer how long one who comes with a certificate that was never asked about waits for its first answer */
    RevocationBook(TrustedAuthorities authorities, Duration firstAnswer, Clock clock) {
        this.authorities = authorities;
        this.firstAnswer = firstAnswer;
        this.clock = clock;
    }

    @Override public Standing of(X509Certificate certificate) {
        Standing standing = look(certificate);
        return standing == Standing.UNKNOWN && isNew(certificate) ? afterFirstAnswer(certificate) : standing;
    }

    /** As {@link #of}, and never waits. */
    Standing look(X509Certificate certificate) {
        Instant now = clock.instant();
        if (!isInTime(certificate, now)) {
            return Standing.EXPIRED;
        }
        Optional<List<Link>> way = authorities.now().way(certificate, now);
        if (way.isEmpty()) {
            return Standing.NOT_TRUSTED;
        }
        if (!way.get().stream().allMatch(link -> isInTime(link.certificate(), now))) {
            return Standing.EXPIRED;
        }
        if (way.get().stream().anyMatch(this::isRevoked)) {
            return Standing.REVOKED;
        }
        return way.get().stream().allMatch(link -> isGood(link, now)) ? Standing.GOOD : Standing.UNKNOWN;
    }

    /**
     * An answer came that counts; or none that does, and then the older one counts until its own end.
     *
     * @return whether it is bad news: "revoked" or "unknown", and the one before was no such thing
     */
    boolean write(Link link, RevocationSource.Kind kind, Finding finding) {
        writing.lock();
        try {
            Page page = new Page(link.certificate(), link.issuer(), kind);
            Finding before = findings.get(page);
            if (before == null || replaces(finding, before)) {
                findings.put(page, finding);
            }
            written.signalAll();
            return switch (finding) {
                case Finding.Revoked revoked -> !(before instanceof Finding.Revoked);
                case Finding.Unknown unknown -> !(before instanceof Finding.Unknown || before instanceof Finding.Revoked);
                case Finding.Good good -> false;
                case Finding.Nothing nothing -> false;
            };
        } finally {
            writing.unlock();
        }
    }

    /** What is worse counts at once. What is better must have been true later: an answer of before, shown again, takes nothing back. */
    private boolean replaces(Finding finding, Finding before) {
        return switch (finding) {
            case Finding.Revoked revoked -> true;
            case Finding.Unknown unknown -> !(before instanceof Finding.Revoked);
            case Finding.Good good -> switch (before) {
                case Finding.Revoked revoked -> !good.from().isBefore(revoked.from());
                case Finding.Unknown unknown -> !good.from().isBefore(unknown.from()) || !clock.instant().isBefore(unknown.until());
                case Finding.Good older -> true;
                case Finding.Nothing nothing -> true;
            };
            case Finding.Nothing nothing -> false;
        };
    }

    /** Forgets what nobody asks about any more. */
    void keepOnly(Collection<Link> links) {
        Set<Page> kept = ConcurrentHashMap.newKeySet();
        links.forEach(link -> link.source().kinds().forEach(kind -> kept.add(new Page(link.certificate(), link.issuer(), kind))));
        findings.keySet().retainAll(kept);
    }

    private boolean isRevoked(Link link) {
        return link.source().kinds().stream().anyMatch(kind -> finding(link, kind) instanceof Finding.Revoked);
    }

    private boolean isGood(Link link, Instant now) {
        return link.source().isNone()
                || link.source().kinds().stream().anyMatch(kind -> finding(link, kind) instanceof Finding.Good good && now.isBefore(good.until()));
    }

    private Finding finding(Link link, RevocationSource.Kind kind) {
        return findings.get(new Page(link.certificate(), link.issuer(), kind));
    }

    private boolean isNew(X509Certificate certificate) {
        return authorities.now().way(certificate, clock.instant()).map(way -> way.stream()
                .anyMatch(link -> !link.source().isNone() && link.source().kinds().stream().allMatch(kind -> finding(link, kind) == null))).orElse(false);
    }

    private Standing afterFirstAnswer(X509Certificate certificate) {
        long left = firstAnswer.toNanos();
        writing.lock();
        try {
            while (left > 0 && look(certificate) == Standing.UNKNOWN && isNew(certificate)) {
                left = written.awaitNanos(left);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            writing.unlock();
        }
        return look(certificate);
    }

    private static boolean isInTime(X509Certificate certificate, Instant now) {
        try {
            certificate.checkValidity(Date.from(now));
            return true;
        } catch (CertificateExpiredException | CertificateNotYetValidException over) {
            return false;
        }
    }
}
