package io.postiljon.trust;

import io.postiljon.access.CertificateStanding.Standing;
import io.postiljon.access.RegisteredCertificate;
import java.net.URI;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Asks the authorities about every certificate that an agreement names, again and again, and writes down what they say. A certificate
 * that is new is asked about at once; an address that gave no answer rests for a moment, so that one authority that is away does not
 * delay the questions to another. One round at a time; its answers may come from many threads.
 */
public class CertificateWatch {
    private final Supplier<List<RegisteredCertificate>> registered;
    private final TrustedAuthorities authorities;
    private final RevocationBook book;
    private final RevocationJudge judge;
    private final Duration period;
    private final Duration rest;
    private final Clock clock;
    private final Map<Asked, Instant> next = new ConcurrentHashMap<>();
    private final Map<URI, Instant> resting = new ConcurrentHashMap<>();
    private final Map<Maker, ReadList> lists = new ConcurrentHashMap<>();

    private record Asked(Link link, RevocationSource.Kind kind) {}

    private record Maker(X509Certificate issuer, URI address) {}

    /** Bytes that come again unchanged are not read again. */
    private record ReadList(byte[] bytes, Optional<X509CRL> list) {}

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

    /** The calls that are due now. */
    public List<RevocationQuestion> due() {
        Instant now = clock.instant();
        Set<Link> links = links(now);
        book.keepOnly(links);
        next.keySet().removeIf(asked -> !links.contains(asked.link()));
        List<RevocationQuestion> questions = new ArrayList<>();
        Map<Maker, List<Link>> byList = new LinkedHashMap<>();
        for (Link link : links) {
            for (RevocationSource.Kind kind : link.source().kinds()) {
                Optional<URI> address = link.source().address(kind, link.certificate());
                if (address.isEmpty()) {
                    book.write(link, kind, new Finding.Nothing());
                } else if (kind == RevocationSource.Kind.CRL) {
                    byList.computeIfAbsent(new Maker(link.issuer(), address.get()), none -> new ArrayList<>()).add(link);
                } else if (isDue(link, kind, now)) {
                    questions.add(new RevocationQuestion(kind, address.get(), List.of(link)));
                }
            }
        }
        lists.keySet().retainAll(byList.keySet());
        byList.forEach((maker, asking) -> {
            if (asking.stream().anyMatch(link -> isDue(link, RevocationSource.Kind.CRL, now))) {
                questions.add(new RevocationQuestion(RevocationSource.Kind.CRL, maker.address(), asking));
            }
        });
        return questions;
    }

    private Set<Link> links(Instant now) {
        Authorities trusted = authorities.now();
        Set<Link> links = new LinkedHashSet<>();
        registered.get().forEach(one -> trusted.way(one.certificate(), now).ifPresent(links::addAll));
        links.removeIf(link -> link.certificate().getNotAfter().toInstant().isBefore(now));
        return links;
    }

    private boolean isDue(Link link, RevocationSource.Kind kind, Instant now) {
        Instant due = next.get(new Asked(link, kind));
        return due == null || !now.isBefore(due);
    }

    /** Whether the address may be called: it has not just failed to answer. Its question stays due. */
    public boolean isOpen(RevocationQuestion question) {
        Instant end = resting.get(question.address());
        return end == null || !clock.instant().isBefore(end);
    }

    public void answered(RevocationQuestion question, RevocationAnswer answer) {
        Instant now = clock.instant();
        switch (answer) {
            case RevocationAnswer.Nothing nothing -> {
                resting.put(question.address(), now.plus(rest));
                question.links().forEach(link -> note(link, question.kind(), new Finding.Nothing(), now.plus(rest)));
            }
            case RevocationAnswer.Said said -> {
                resting.remove(question.address());
                if (question.kind() == RevocationSource.Kind.OCSP) {
                    Link link = question.links().getFirst();
                    note(link, question.kind(), judge.ofOcsp(said.bytes(), link, now), now.plus(period));
                } else {
                    Optional<X509CRL> list = list(question, said.bytes());
                    question.links().forEach(link -> note(link, question.kind(),
                            list.map(read -> judge.of(read, link, now)).orElseGet(Finding.Nothing::new), now.plus(period)));
                }
            }
        }
    }

    private Optional<X509CRL> list(RevocationQuestion question, byte[] bytes) {
        Maker maker = new Maker(question.links().getFirst().issuer(), question.address());
        return lists.compute(maker, (none, before) -> before != null && Arrays.equals(before.bytes(), bytes) ? before
                : new ReadList(bytes, RevocationJudge.list(bytes, maker.issuer()))).list();
    }

    private void note(Link link, RevocationSource.Kind kind, Finding finding, Instant due) {
        book.write(link, kind, finding);
        next.put(new Asked(link, kind), due);
    }

    /** How many registered certificates stand so now. */
    long count(Standing standing) {
        return registered.get().stream().filter(one -> book.look(one.certificate()) == standing).count();
    }

    /** Those that are revoked now, with the agency of each. */
    List<RegisteredCertificate> revoked() {
        return registered.get().stream().filter(one -> book.look(one.certificate()) == Standing.REVOKED).toList();
    }

    /** Certificates whose standing is known well enough to say that they are not revoked. */
    Map<String, Standing> standings() {
        Map<String, Standing> standings = new HashMap<>();
        registered.get().forEach(one -> standings.put(one.thumbprint(), book.look(one.certificate())));
        return standings;
    }
}
