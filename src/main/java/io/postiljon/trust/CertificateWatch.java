package io.postiljon.trust;

import io.postiljon.access.CertificateStanding.Standing;
import io.postiljon.access.RegisteredCertificate;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.Thumbprints;
import java.net.URI;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the authorities about every certificate that an agreement names, again and again, and writes down what they say. A certificate
 * that is new is asked about at once. An address that cannot be reached rests for a moment, and none gets more than its share of a
 * round, so that one authority that is away or slow does not hold up the questions to another. One round at a time; the answers to it
 * may come from many threads.
 */
public class CertificateWatch {
    /** Questions to one address in one round. */
    static final int SHARE = 64;
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final Supplier<List<RegisteredCertificate>> registered;
    private final TrustedAuthorities authorities;
    private final RevocationBook book;
    private final RevocationJudge judge;
    private final Duration period;
    private final Duration rest;
    private final Clock clock;
    private final Map<Asked, Turn> turns = new ConcurrentHashMap<>();
    private final Map<URI, Instant> resting = new ConcurrentHashMap<>();
    private final Map<URI, Instant> warned = new ConcurrentHashMap<>();
    private final Map<Maker, ReadList> lists = new ConcurrentHashMap<>();

    private record Asked(Link link, RevocationSource.Kind kind) {}

    /** When it is asked about again, and when an answer last counted, or since when one is waited for. */
    private record Turn(Instant next, Instant answered) {}

    private record Maker(X509Certificate issuer, URI address) {}

    /** One that comes again unchanged is not read again. */
    private record ReadList(ContentDigest digest, Optional<X509CRL> list) {}

    CertificateWatch(Supplier<List<RegisteredCertificate>> registered, TrustedAuthorities authorities, RevocationBook book, RevocationJudge judge,
            Duration period, Duration rest, Clock clock) {
        this.registered = registered;
        this.authorities = authorities;
        this.book = book;
        this.judge = judge;
        this.period = period;
        this.rest = rest;
        this.clock = clock;
    }

    /** The calls that are due now, to each address those first that waited longest. */
    public List<RevocationQuestion> due() {
        Instant now = clock.instant();
        Set<Link> links = links(now);
        forgetAllBut(links);
        Map<URI, List<RevocationQuestion>> questions = new LinkedHashMap<>();
        byMaker(links).forEach((maker, asking) -> add(questions, new RevocationQuestion(RevocationSource.Kind.CRL, maker.address(), asking), now));
        for (Link link : links) {
            if (link.source().kinds().contains(RevocationSource.Kind.OCSP)) {
                address(link, RevocationSource.Kind.OCSP)
                        .ifPresent(address -> add(questions, new RevocationQuestion(RevocationSource.Kind.OCSP, address, List.of(link)), now));
            }
        }
        return questions.values().stream().flatMap(ofOne -> ofOne.stream().sorted(Comparator.comparing(this::next)).limit(SHARE)).toList();
    }

    private Set<Link> links(Instant now) {
        Authorities trusted = authorities.now();
        Set<Link> links = new LinkedHashSet<>();
        registered.get().forEach(one -> trusted.way(one.certificate(), now).ifPresent(links::addAll));
        links.removeIf(link -> link.certificate().getNotAfter().toInstant().isBefore(now));
        return links;
    }

    private void forgetAllBut(Set<Link> links) {
        book.keepOnly(links);
        turns.keySet().removeIf(asked -> !links.contains(asked.link()));
        resting.values().removeIf(end -> !clock.instant().isBefore(end));
        warned.values().removeIf(last -> last.plus(BETWEEN_WARNINGS).isBefore(clock.instant()));
    }

    /** One list is asked for once, however many certificates it speaks of. */
    private Map<Maker, List<Link>> byMaker(Set<Link> links) {
        Map<Maker, List<Link>> found = new LinkedHashMap<>();
        for (Link link : links) {
            if (link.source().kinds().contains(RevocationSource.Kind.CRL)) {
                address(link, RevocationSource.Kind.CRL)
                        .ifPresent(address -> found.computeIfAbsent(new Maker(link.issuer(), address), none -> new ArrayList<>()).add(link));
            }
        }
        lists.keySet().retainAll(found.keySet());
        return found;
    }

    /** Where nobody may be asked, nothing is known. */
    private Optional<URI> address(Link link, RevocationSource.Kind kind) {
        Optional<URI> address = Optional.ofNullable(link.addresses().get(kind));
        if (address.isEmpty()) {
            book.write(link, kind, new Finding.Nothing());
        }
        return address;
    }

    private void add(Map<URI, List<RevocationQuestion>> questions, RevocationQuestion question, Instant now) {
        if (isOpen(question) && !now.isBefore(next(question))) {
            questions.computeIfAbsent(question.address(), none -> new ArrayList<>()).add(question);
        }
    }

    private Instant next(RevocationQuestion question) {
        return question.links().stream().map(link -> turns.get(new Asked(link, question.kind())))
                .map(turn -> turn == null ? Instant.MIN : turn.next()).min(Comparator.naturalOrder()).orElse(Instant.MIN);
    }

    /** Whether the address may be called: it has not just been out of reach. Its questions stay due. */
    public boolean isOpen(RevocationQuestion question) {
        Instant end = resting.get(question.address());
        return end == null || !clock.instant().isBefore(end);
    }

    public void answered(RevocationQuestion question, RevocationAnswer answer) {
        Instant now = clock.instant();
        switch (answer) {
            case RevocationAnswer.Said said -> judge(question, said.bytes(), now);
            case RevocationAnswer.Unusable unusable -> question.links().forEach(link -> note(link, question.kind(), new Finding.Nothing(), now.plus(rest), now));
            case RevocationAnswer.Unreachable unreachable -> {
                resting.put(question.address(), now.plus(rest));
                warn(question.address(), now);
                question.links().forEach(link -> note(link, question.kind(), new Finding.Nothing(), now.plus(rest), now));
            }
        }
    }

    private void warn(URI address, Instant now) {
        Instant before = warned.get(address);
        if (before == null || before.plus(BETWEEN_WARNINGS).isBefore(now)) {
            warned.put(address, now);
            LOG.warn("no answer from the authority at {}", address.getHost());
        }
    }

    private void judge(RevocationQuestion question, byte[] bytes, Instant now) {
        Optional<X509CRL> list = question.kind() == RevocationSource.Kind.CRL ? list(question, bytes) : Optional.empty();
        for (Link link : question.links()) {
            Finding finding = question.kind() == RevocationSource.Kind.OCSP ? judge.ofOcsp(bytes, link, now)
                    : list.map(read -> judge.of(read, link, now)).orElseGet(Finding.Nothing::new);
            note(link, question.kind(), finding, now.plus(saysIt(finding) ? period : rest), now);
        }
    }

    private Optional<X509CRL> list(RevocationQuestion question, byte[] bytes) {
        Maker maker = new Maker(question.links().getFirst().issuer(), question.address());
        ContentDigest digest = ContentDigest.of(bytes);
        return lists.compute(maker, (none, before) -> before != null && before.digest().equals(digest) ? before
                : new ReadList(digest, RevocationJudge.list(bytes, maker.issuer()))).list();
    }

    private void note(Link link, RevocationSource.Kind kind, Finding finding, Instant next, Instant now) {
        if (book.write(link, kind, finding)) {
            LOG.error(finding instanceof Finding.Revoked ? "a certificate is revoked by its authority, thumbprint {}"
                    : "an authority says that it does not know a certificate, thumbprint {}", Thumbprints.of(link.certificate()));
        }
        turns.compute(new Asked(link, kind), (asked, before) -> new Turn(next, before == null || saysIt(finding) ? now : before.answered()));
    }

    /** Whether it says if the certificate is revoked; where not, somebody may be refused, and the question comes again soon. */
    private static boolean saysIt(Finding finding) {
        return finding instanceof Finding.Good || finding instanceof Finding.Revoked;
    }

    /** How many registered certificates stand so now. */
    long count(Standing standing) {
        return registered.get().stream().filter(one -> book.look(one.certificate()) == standing).count();
    }

    /** How long the certificate waits already that waits longest for an answer that counts. */
    double oldestAnswerSeconds() {
        Map<Link, Instant> latest = new HashMap<>();
        turns.forEach((asked, turn) -> latest.merge(asked.link(), turn.answered(), BinaryOperator.maxBy(Comparator.naturalOrder())));
        return latest.values().stream().min(Comparator.naturalOrder())
                .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1000.0).orElse(0.0);
    }

    /** Those that are revoked now, with the agency of each. */
    List<RegisteredCertificate> revoked() {
        return registered.get().stream().filter(one -> book.look(one.certificate()) == Standing.REVOKED).toList();
    }

    /** Of each registered certificate, by thumbprint. */
    Map<String, Standing> standings() {
        Map<String, Standing> standings = new HashMap<>();
        registered.get().forEach(one -> standings.put(one.thumbprint(), book.look(one.certificate())));
        return standings;
    }
}
