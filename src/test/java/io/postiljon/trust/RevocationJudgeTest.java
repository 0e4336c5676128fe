package io.postiljon.trust;

import static io.postiljon.trust.TestAuthority.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.Test;

class RevocationJudgeTest {
    private static final Duration ANSWER_LIFE = Duration.ofMinutes(15);
    private static final Duration STATEMENT_LIFE = Duration.ofDays(8);
    private static final Instant LATER = START.plus(Duration.ofDays(2));
    private static final CertificateStatus REVOKED = new RevokedStatus(Date.from(START), CRLReason.keyCompromise);
    private static final Finding NOTHING = new Finding.Nothing();

    private final TestAuthority authority = TestAuthority.root("authority");
    private final TestAuthority other = TestAuthority.root("other");
    private final X509Certificate agency = authority.agency();
    private final Link link = Link.of(agency, authority.certificate(), RevocationSource.of(java.util.List.of("none"), Optional.empty(), Optional.empty(), Set.of()));
    private final RevocationJudge judge = new RevocationJudge(ANSWER_LIFE, STATEMENT_LIFE);

    @Test void good_counts_for_the_life_of_an_answer() {
        assertThat(ocsp(authority.ocsp(agency, CertificateStatus.GOOD, START, LATER))).isEqualTo(new Finding.Good(START, START.plus(ANSWER_LIFE)));
    }

    @Test void good_counts_no_longer_than_its_maker_says() {
        assertThat(ocsp(authority.ocsp(agency, CertificateStatus.GOOD, START, START.plusSeconds(100)))).isEqualTo(new Finding.Good(START, START.plusSeconds(160)));
    }

    @Test void revoked_is_revoked() {
        assertThat(ocsp(authority.ocsp(agency, REVOKED, START, LATER))).isEqualTo(new Finding.Revoked(START));
    }

    @Test void unknown_is_unknown_for_the_life_of_an_answer() {
        assertThat(ocsp(authority.ocsp(agency, new UnknownStatus(), START, LATER))).isEqualTo(new Finding.Unknown(START, START.plus(ANSWER_LIFE)));
        assertThat(ocsp(authority.ocsp(agency, new UnknownStatus(), START, LATER, authority.responder(KeyPurposeId.id_kp_OCSPSigning))))
                .isEqualTo(new Finding.Unknown(START, START.plus(ANSWER_LIFE)));
    }

    @Test void unknown_by_anybody_else_or_out_of_time_is_no_answer() {
        byte[] changed = authority.ocsp(agency, new UnknownStatus(), START, LATER);
        changed[changed.length - 1] ^= 1;
        TestAuthority.Responder shown = new TestAuthority.Responder(other.responder(KeyPurposeId.id_kp_OCSPSigning).keys(),
                authority.responder(KeyPurposeId.id_kp_OCSPSigning).certificate());
        TestAuthority.Responder over = authority.responder(KeyPurposeId.id_kp_OCSPSigning, START.minusSeconds(1));

        assertThat(ocsp(changed)).as("changed").isEqualTo(NOTHING);
        assertThat(ocsp(other.ocsp(agency, new UnknownStatus(), START, LATER))).as("issuer").isEqualTo(NOTHING);
        assertThat(ocsp(authority.ocsp(agency, new UnknownStatus(), START, LATER, other.responder(KeyPurposeId.id_kp_OCSPSigning)))).as("signer").isEqualTo(NOTHING);
        assertThat(ocsp(authority.ocsp(agency, new UnknownStatus(), START, LATER, authority.responder(KeyPurposeId.id_kp_clientAuth)))).as("no leave").isEqualTo(NOTHING);
        assertThat(ocsp(authority.ocsp(agency, new UnknownStatus(), START, LATER, shown))).as("a certificate that is shown, and another key").isEqualTo(NOTHING);
        assertThat(ocsp(authority.ocsp(agency, new UnknownStatus(), START, LATER, over))).as("leave that is over").isEqualTo(NOTHING);
        assertThat(ocsp(authority.ocsp(authority.agency(), new UnknownStatus(), START, LATER))).as("of another certificate").isEqualTo(NOTHING);
        assertThat(ocsp(authority.ocsp(agency, new UnknownStatus(), START.minusSeconds(600), START.minusSeconds(61)))).as("over").isEqualTo(NOTHING);
        assertThat(ocsp(authority.ocsp(agency, new UnknownStatus(), START.plusSeconds(61), LATER))).as("of tomorrow").isEqualTo(NOTHING);
    }

    @Test void try_later_and_rubbish_are_no_answer() {
        assertThat(ocsp(TestAuthority.tryLater())).isEqualTo(NOTHING);
        assertThat(ocsp(new byte[] {1, 2, 3})).isEqualTo(NOTHING);
        assertThat(ocsp(new byte[0])).isEqualTo(NOTHING);
    }

    @Test void an_answer_that_is_over_or_of_tomorrow_is_none() {
        assertThat(ocsp(authority.ocsp(agency, CertificateStatus.GOOD, START.minusSeconds(600), START.minusSeconds(61)))).isEqualTo(NOTHING);
        assertThat(ocsp(authority.ocsp(agency, CertificateStatus.GOOD, START.plusSeconds(61), LATER))).isEqualTo(NOTHING);
        assertThat(ocsp(authority.ocsp(agency, CertificateStatus.GOOD, START.minus(STATEMENT_LIFE), LATER))).isEqualTo(NOTHING);
    }

    @Test void an_answer_about_another_certificate_or_by_another_is_none() {
        assertThat(ocsp(authority.ocsp(authority.agency(), CertificateStatus.GOOD, START, LATER))).as("serial").isEqualTo(NOTHING);
        assertThat(ocsp(other.ocsp(agency, CertificateStatus.GOOD, START, LATER))).as("issuer").isEqualTo(NOTHING);
        assertThat(ocsp(authority.ocsp(agency, CertificateStatus.GOOD, START, LATER, other.responder(KeyPurposeId.id_kp_OCSPSigning)))).as("signer").isEqualTo(NOTHING);
    }

    @Test void a_responder_needs_leave_of_the_authority() {
        assertThat(ocsp(authority.ocsp(agency, CertificateStatus.GOOD, START, LATER, authority.responder(KeyPurposeId.id_kp_OCSPSigning)))).isInstanceOf(Finding.Good.class);
        assertThat(ocsp(authority.ocsp(agency, REVOKED, START, LATER, authority.responder(KeyPurposeId.id_kp_OCSPSigning)))).isEqualTo(new Finding.Revoked(START));
        assertThat(ocsp(authority.ocsp(agency, CertificateStatus.GOOD, START, LATER, authority.responder(KeyPurposeId.id_kp_clientAuth)))).isEqualTo(NOTHING);
    }

    @Test void a_changed_answer_is_none() {
        byte[] answer = authority.ocsp(agency, CertificateStatus.GOOD, START, LATER);
        answer[answer.length - 1] ^= 1;

        assertThat(ocsp(answer)).isEqualTo(NOTHING);
    }

    @Test void a_list_says_good_or_revoked() {
        assertThat(list(authority.list(START, LATER, builder -> builder))).isEqualTo(new Finding.Good(START, START.plus(ANSWER_LIFE)));
        assertThat(list(authority.list(START, LATER, revoking(agency.getSerialNumber())))).isEqualTo(new Finding.Revoked(START));
        assertThat(list(authority.list(START, LATER, revoking(BigInteger.ONE)))).isInstanceOf(Finding.Good.class);
        assertThat(list(authority.list(START, LATER, with(Extension.cRLNumber, false)))).as("a number").isInstanceOf(Finding.Good.class);
    }

    @Test void a_list_that_is_old_or_has_no_end_is_none() {
        assertThat(list(authority.list(START.minusSeconds(600), START.minusSeconds(61), builder -> builder))).isEqualTo(NOTHING);
        assertThat(list(authority.list(START, null, builder -> builder))).isEqualTo(NOTHING);
        assertThat(list(authority.list(START.minus(STATEMENT_LIFE), LATER, builder -> builder))).isEqualTo(NOTHING);
        assertThat(list(authority.list(START.plusSeconds(61), LATER, builder -> builder))).isEqualTo(NOTHING);
    }

    @Test void a_list_of_another_issuer_or_with_its_name_only_is_none() {
        assertThat(list(other.list(START, LATER, builder -> builder))).isEqualTo(NOTHING);
        assertThat(list(TestAuthority.root("authority").list(START, LATER, builder -> builder))).as("the same name").isEqualTo(NOTHING);
        assertThat(list(new byte[] {1, 2, 3})).isEqualTo(NOTHING);
    }

    @Test void a_list_of_changes_or_of_some_certificates_only_is_none() {
        assertThat(list(authority.list(START, LATER, with(Extension.deltaCRLIndicator, true)))).as("delta").isEqualTo(NOTHING);
        assertThat(list(authority.list(START, LATER, scoped(new IssuingDistributionPoint(null, false, false, null, true, false))))).as("indirect").isEqualTo(NOTHING);
        assertThat(list(authority.list(START, LATER, scoped(new IssuingDistributionPoint(null, false, true, null, false, false))))).as("authorities only").isEqualTo(NOTHING);
    }

    private Finding ocsp(byte[] answer) {
        return judge.ofOcsp(answer, link, START);
    }

    private Finding list(byte[] bytes) {
        return RevocationJudge.list(bytes, authority.certificate()).map(read -> judge.of(read, link, START)).orElse(NOTHING);
    }

    private static UnaryOperator<X509v2CRLBuilder> revoking(BigInteger serial) {
        return builder -> builder.addCRLEntry(serial, Date.from(START), CRLReason.keyCompromise);
    }

    private static UnaryOperator<X509v2CRLBuilder> with(org.bouncycastle.asn1.ASN1ObjectIdentifier kind, boolean critical) {
        return builder -> {
            try {
                return builder.addExtension(kind, critical, new CRLNumber(BigInteger.TWO));
            } catch (IOException unmakeable) {
                throw new IllegalStateException(unmakeable);
            }
        };
    }

    private static UnaryOperator<X509v2CRLBuilder> scoped(IssuingDistributionPoint scope) {
        return builder -> {
            try {
                return builder.addExtension(Extension.issuingDistributionPoint, true, scope);
            } catch (IOException unmakeable) {
                throw new IllegalStateException(unmakeable);
            }
        };
    }
}
