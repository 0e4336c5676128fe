package io.postiljon.trust;

import static io.postiljon.trust.TestAuthority.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.access.CertificateStanding.Standing;
import io.postiljon.access.RegisteredCertificate;
import io.postiljon.crypto.Thumbprints;
import io.postiljon.sending.AgencyCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The watch and the book together, with a clock by hand and an authority of which the answers are given here. */
@Timeout(30)
class CertificateWatchTest {
    private static final Duration PERIOD = Duration.ofSeconds(20);
    private static final Duration REST = Duration.ofSeconds(3);
    private static final Duration ANSWER_LIFE = Duration.ofMinutes(15);

    @TempDir Path folder;
    private final HandClock clock = new HandClock();
    private final TestAuthority authority = TestAuthority.root("authority");
    private final X509Certificate agency = authority.agency();
    private final List<RegisteredCertificate> registered = new ArrayList<>();
    private TrustedAuthorities trusted;
    private RevocationBook book;
    private CertificateWatch watch;

    @BeforeEach void an_authority_with_a_responder() throws IOException {
        trust("revocation: [ocsp]\nocsp: http://ca.example/ocsp\n");
        register(agency);
    }

    private void trust(String source) throws IOException {
        Files.writeString(folder.resolve("authority.pem"), TestAuthority.pem(authority.certificate()));
        Files.writeString(folder.resolve("authority.yaml"), source);
        trusted = new TrustedAuthorities(new AuthorityFolder(folder, Optional.empty()));
        book = new RevocationBook(trusted, Duration.ZERO, clock);
        watch = watch(book);
    }

    private CertificateWatch watch(RevocationBook into) {
        return new CertificateWatch(() -> registered, trusted, into, new RevocationJudge(ANSWER_LIFE, Duration.ofDays(8)), PERIOD, REST, clock);
    }

    @Test void without_an_answer_nobody_is_accepted() {
        assertThat(book.of(agency)).isEqualTo(Standing.UNKNOWN);
    }

    @Test void a_good_answer_is_good_and_is_asked_for_again_after_the_period() {
        round(good());

        assertThat(book.of(agency)).isEqualTo(Standing.GOOD);
        assertThat(watch.due()).isEmpty();
        clock.advance(PERIOD);
        assertThat(watch.due()).hasSize(1);
    }

    @Test void a_revocation_counts_with_the_next_answer_and_stays_while_the_authority_is_away() {
        round(good());
        clock.advance(PERIOD);
        round(revoked());

        assertThat(book.of(agency)).isEqualTo(Standing.REVOKED);
        assertThat(watch.revoked()).extracting(RegisteredCertificate::certificate).containsExactly(agency);
        clock.advance(Duration.ofDays(2));
        round(new RevocationAnswer.Unreachable());
        assertThat(book.of(agency)).isEqualTo(Standing.REVOKED);
        round(good());
        assertThat(book.of(agency)).as("a hold that was lifted").isEqualTo(Standing.REVOKED);
        clock.advance(REST);
        round(good());
        assertThat(book.of(agency)).as("a hold that was lifted").isEqualTo(Standing.GOOD);
    }

    @Test void an_authority_that_is_away_hurts_nobody_until_its_last_answer_is_over() {
        round(good());
        clock.advance(ANSWER_LIFE.minusSeconds(1));
        round(new RevocationAnswer.Unreachable());

        assertThat(book.of(agency)).isEqualTo(Standing.GOOD);
        clock.advance(Duration.ofSeconds(1));
        assertThat(book.of(agency)).isEqualTo(Standing.UNKNOWN);
        assertThat(watch.count(Standing.UNKNOWN)).isEqualTo(1);
        assertThat(watch.oldestAnswerSeconds()).isEqualTo(ANSWER_LIFE.toSeconds());
    }

    @Test void an_authority_that_does_not_know_a_certificate_any_more_takes_its_good_answer_back_at_once() {
        round(good());
        clock.advance(PERIOD);
        round(said(new UnknownStatus(), clock.instant()));

        assertThat(book.of(agency)).isEqualTo(Standing.UNKNOWN);
        assertThat(watch.due()).isEmpty();
        clock.advance(REST);
        assertThat(watch.due()).as("asked again soon").hasSize(1);
        assertThat(watch.oldestAnswerSeconds()).as("no answer to the question").isEqualTo(PERIOD.plus(REST).toSeconds());
        round(new RevocationAnswer.Unreachable());
        assertThat(book.of(agency)).isEqualTo(Standing.UNKNOWN);
        clock.advance(REST);
        round(good());
        assertThat(book.of(agency)).as("known again").isEqualTo(Standing.GOOD);
    }

    @Test void a_good_answer_of_before_takes_back_neither_unknown_nor_revoked() {
        Instant before = clock.instant();
        clock.advance(PERIOD);
        round(said(new UnknownStatus(), clock.instant()));
        clock.advance(REST);
        round(said(CertificateStatus.GOOD, before));
        assertThat(book.of(agency)).isEqualTo(Standing.UNKNOWN);

        clock.advance(PERIOD);
        round(revoked());
        clock.advance(PERIOD);
        round(said(CertificateStatus.GOOD, before));
        assertThat(book.of(agency)).isEqualTo(Standing.REVOKED);
        clock.advance(PERIOD);
        round(said(new UnknownStatus(), clock.instant()));
        assertThat(book.of(agency)).as("unknown takes back no revocation").isEqualTo(Standing.REVOKED);
        clock.advance(PERIOD);
        round(good());
        assertThat(book.of(agency)).isEqualTo(Standing.GOOD);
    }

    @Test void who_made_its_good_answers_ahead_is_heard_again_when_unknown_is_over() {
        Instant ahead = clock.instant();
        clock.advance(PERIOD);
        round(said(new UnknownStatus(), clock.instant()));
        clock.advance(ANSWER_LIFE.minusSeconds(1));
        round(said(CertificateStatus.GOOD, ahead));
        assertThat(book.of(agency)).isEqualTo(Standing.UNKNOWN);

        clock.advance(PERIOD);
        round(said(CertificateStatus.GOOD, ahead));
        assertThat(book.of(agency)).isEqualTo(Standing.GOOD);
    }

    @Test void an_older_list_takes_no_revocation_back() throws IOException {
        trust("revocation: [crl]\ncrl: http://ca.example/list\n");
        byte[] before = authority.list(clock.instant(), clock.instant().plus(Duration.ofDays(1)), builder -> builder);
        clock.advance(PERIOD);
        round(new RevocationAnswer.Said(authority.list(clock.instant(), clock.instant().plus(Duration.ofDays(1)),
                builder -> builder.addCRLEntry(agency.getSerialNumber(), Date.from(START), CRLReason.keyCompromise))));
        clock.advance(PERIOD);
        round(new RevocationAnswer.Said(before));

        assertThat(book.of(agency)).isEqualTo(Standing.REVOKED);
    }

    @Test void a_list_that_counts_is_enough_where_the_responder_does_not_know_the_certificate() throws IOException {
        trust("revocation: [ocsp, crl]\nocsp: http://ca.example/ocsp\ncrl: http://ca.example/list\n");
        byte[] list = authority.list(clock.instant(), clock.instant().plusSeconds(3600), builder -> builder);
        RevocationAnswer unknown = said(new UnknownStatus(), clock.instant());

        watch.due().forEach(question -> watch.answered(question, question.kind() == RevocationSource.Kind.CRL ? new RevocationAnswer.Said(list) : unknown));

        assertThat(book.of(agency)).isEqualTo(Standing.GOOD);
    }

    @Test void answers_that_say_nothing_change_nothing_and_the_question_comes_again_soon() {
        round(good());
        clock.advance(PERIOD);
        round(new RevocationAnswer.Said(TestAuthority.tryLater()));

        assertThat(book.of(agency)).isEqualTo(Standing.GOOD);
        assertThat(watch.due()).isEmpty();
        clock.advance(REST);
        assertThat(watch.due()).hasSize(1);
        round(new RevocationAnswer.Unusable());
        assertThat(watch.due()).isEmpty();
    }

    @Test void an_address_out_of_reach_rests_and_another_is_asked_meanwhile() throws IOException {
        X509Certificate second = authority.agency();
        register(second);
        TestAuthority other = TestAuthority.root("other");
        Files.writeString(folder.resolve("other.pem"), TestAuthority.pem(other.certificate()));
        Files.writeString(folder.resolve("other.yaml"), "revocation: [ocsp]\nocsp: http://other.example/\n");
        trusted.reload();
        register(other.agency());

        List<RevocationQuestion> due = watch.due();
        assertThat(due).hasSize(3);
        watch.answered(due.getFirst(), new RevocationAnswer.Unreachable());

        assertThat(watch.isOpen(due.get(1))).isFalse();
        assertThat(watch.isOpen(due.get(2))).isTrue();
        assertThat(watch.due()).extracting(question -> question.address().getHost()).containsExactly("other.example");
        clock.advance(REST);
        assertThat(watch.due()).hasSize(3);
    }

    @Test void no_address_gets_more_than_its_share_and_who_waited_longest_is_first() {
        for (int i = 1; i < CertificateWatch.SHARE + 10; i++) {
            register(authority.agency());
        }

        List<RevocationQuestion> first = watch.due();
        first.forEach(question -> watch.answered(question, good(question)));

        assertThat(first).hasSize(CertificateWatch.SHARE);
        assertThat(watch.due()).hasSize(10).doesNotContainAnyElementsOf(first);
    }

    @Test void a_list_is_asked_for_once_for_all_and_revokes_only_whom_it_names() throws IOException {
        trust("revocation: [crl]\ncrl: http://ca.example/list\n");
        X509Certificate second = authority.agency();
        register(second);

        assertThat(watch.due()).singleElement().satisfies(question -> assertThat(question.links()).hasSize(2));
        round(new RevocationAnswer.Said(authority.list(clock.instant(), clock.instant().plusSeconds(3600),
                builder -> builder.addCRLEntry(second.getSerialNumber(), Date.from(START), CRLReason.keyCompromise))));

        assertThat(book.of(agency)).isEqualTo(Standing.GOOD);
        assertThat(book.of(second)).isEqualTo(Standing.REVOKED);
    }

    @Test void with_both_kinds_one_good_answer_is_enough_and_one_revocation_too() throws IOException {
        trust("revocation: [ocsp, crl]\nocsp: http://ca.example/ocsp\ncrl: http://ca.example/list\n");
        round(good());
        assertThat(book.of(agency)).as("the list, asked first, is no such thing").isEqualTo(Standing.GOOD);

        clock.advance(PERIOD);
        byte[] list = authority.list(clock.instant(), clock.instant().plusSeconds(3600),
                builder -> builder.addCRLEntry(agency.getSerialNumber(), Date.from(START), CRLReason.keyCompromise));
        watch.due().forEach(question -> watch.answered(question, question.kind() == RevocationSource.Kind.CRL ? new RevocationAnswer.Said(list) : good(question)));

        assertThat(book.of(agency)).isEqualTo(Standing.REVOKED);
    }

    @Test void below_an_intermediate_each_link_is_asked_about() throws IOException {
        TestAuthority middle = authority.below("middle");
        Files.writeString(folder.resolve("authority.pem"), TestAuthority.pem(authority.certificate(), middle.certificate()));
        trusted.reload();
        X509Certificate deep = middle.agency();
        registered.clear();
        register(deep);
        List<RevocationQuestion> due = watch.due();
        assertThat(due).hasSize(2);

        watch.answered(due.getFirst(), new RevocationAnswer.Said(middle.ocsp(deep, CertificateStatus.GOOD, START, START.plusSeconds(3600))));
        assertThat(book.of(deep)).isEqualTo(Standing.UNKNOWN);
        watch.answered(due.getLast(), new RevocationAnswer.Said(authority.ocsp(middle.certificate(), new RevokedStatus(Date.from(START), CRLReason.cACompromise), START, START.plusSeconds(3600))));
        assertThat(book.of(deep)).isEqualTo(Standing.REVOKED);
    }

    @Test void without_a_source_a_certificate_is_good_as_long_as_it_and_its_authority_are_there() throws IOException {
        trust("revocation: [none]\n");
        assertThat(watch.due()).isEmpty();
        assertThat(book.of(agency)).isEqualTo(Standing.GOOD);

        Files.writeString(folder.resolve("authority.pem"), TestAuthority.pem(TestAuthority.root("authority").certificate()));
        trusted.reload();
        assertThat(book.of(agency)).isEqualTo(Standing.NOT_TRUSTED);
    }

    @Test void an_end_that_came_meanwhile_counts() {
        round(good());
        clock.advance(Duration.ofDays(30).plusSeconds(1));

        assertThat(book.of(agency)).isEqualTo(Standing.EXPIRED);
        assertThat(watch.due()).as("nobody asks about what is over").isEmpty();
    }

    @Test void where_nobody_may_be_asked_nothing_is_known() throws IOException {
        trust("revocation: [ocsp]\nhosts: [ca.example]\n");

        assertThat(watch.due()).isEmpty();
        assertThat(book.of(agency)).isEqualTo(Standing.UNKNOWN);
    }

    @Test void what_no_agreement_names_any_more_is_forgotten() {
        round(good());
        registered.clear();
        watch.due();
        register(agency);

        assertThat(book.of(agency)).isEqualTo(Standing.UNKNOWN);
        assertThat(watch.due()).hasSize(1);
    }

    @Test void who_comes_with_a_new_certificate_waits_for_its_first_answer_and_no_other() throws Exception {
        RevocationBook patient = new RevocationBook(trusted, Duration.ofSeconds(20), clock);
        CertificateWatch asking = watch(patient);
        CompletableFuture<Standing> caller = CompletableFuture.supplyAsync(() -> patient.of(agency));
        Awaitility.await().during(Duration.ofMillis(100)).until(() -> !caller.isDone());

        asking.due().forEach(question -> asking.answered(question, good(question)));

        assertThat(caller.get(10, TimeUnit.SECONDS)).isEqualTo(Standing.GOOD);
        X509Certificate second = authority.agency();
        register(second);
        asking.due().forEach(question -> asking.answered(question, new RevocationAnswer.Said(TestAuthority.tryLater())));
        assertThat(patient.of(second)).isEqualTo(Standing.UNKNOWN);
    }

    private void register(X509Certificate certificate) {
        registered.add(new RegisteredCertificate(new AgencyCode("alpha"), certificate, Thumbprints.of(certificate)));
    }

    private void round(RevocationAnswer answer) {
        watch.due().forEach(question -> watch.answered(question, answer));
    }

    private RevocationAnswer good() {
        return said(CertificateStatus.GOOD, clock.instant());
    }

    private RevocationAnswer said(CertificateStatus status, Instant from) {
        return new RevocationAnswer.Said(authority.ocsp(agency, status, from, from.plus(Duration.ofDays(1))));
    }

    private RevocationAnswer good(RevocationQuestion question) {
        return new RevocationAnswer.Said(authority.ocsp(question.links().getFirst().certificate(), CertificateStatus.GOOD, clock.instant(), clock.instant().plus(Duration.ofDays(1))));
    }

    private RevocationAnswer revoked() {
        return said(new RevokedStatus(Date.from(START), CRLReason.keyCompromise), clock.instant());
    }

    private static final class HandClock extends Clock {
        private Instant now = START;

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override public Instant instant() {
            return now;
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
