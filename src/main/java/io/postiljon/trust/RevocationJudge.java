package io.postiljon.trust;

import io.postiljon.crypto.OcspMessages;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CRLException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says what a fetched answer is worth. OCSP by the JDK's PKIX, with the answer given to it, so that it fetches nothing; a list by its
 * signature, its maker and its times. A list that speaks only of some certificates, of changes, or for another authority is not
 * taken: nobody could tell from it that a certificate is good. Sources: RFC 6960, RFC 5280 section 5.
 */
final class RevocationJudge {
    private static final Duration CLOCK_SLACK = Duration.ofMinutes(1);
    private static final int CRL_SIGN = 6;

    private final Duration answerLife;
    private final Duration statementLife;

    /**
     * @param answerLife    how long an answer counts from when it was fetched
     * @param statementLife how long from when its maker says that it was true
     */
    RevocationJudge(Duration answerLife, Duration statementLife) {
        this.answerLife = answerLife;
        this.statementLife = statementLife;
    }

    Finding ofOcsp(byte[] answer, Link link, Instant now) {
        Optional<OcspMessages.Statement> statement = OcspMessages.statement(answer, link.certificate(), link.issuer());
        Optional<Instant> until = statement.flatMap(said -> until(said.from(), said.until(), now));
        if (until.isEmpty()) {
            return new Finding.Nothing();
        }
        Instant from = statement.get().from();
        if (statement.get().status() == OcspMessages.Status.UNKNOWN) {
            // The JDK throws for it as for what it could not verify, so that who signed it is asked apart.
            return OcspMessages.isSigned(answer, link.issuer(), now) ? new Finding.Unknown(from, until.get()) : new Finding.Nothing();
        }
        try {
            CertPathValidator validator = CertPathValidator.getInstance("PKIX");
            PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
            checker.setOptions(Set.of(PKIXRevocationChecker.Option.NO_FALLBACK));     // OCSP only; soft-fail stays off
            checker.setOcspResponses(Map.of(link.certificate(), answer));
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(link.issuer(), null)));
            parameters.addCertPathChecker(checker);
            parameters.setDate(Date.from(now));
            validator.validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(link.certificate())), parameters);
            // A revocation that begins after our clock's time is none to the JDK; here it is one at once.
            return statement.get().status() == OcspMessages.Status.REVOKED ? new Finding.Revoked(from) : new Finding.Good(from, until.get());
        } catch (CertPathValidatorException no) {
            return no.getReason() == CertPathValidatorException.BasicReason.REVOKED ? new Finding.Revoked(from) : new Finding.Nothing();
        } catch (CertificateException | InvalidAlgorithmParameterException unjudgeable) {
            return new Finding.Nothing();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** A list that this issuer signed and that speaks of all its certificates; how old it is says {@link #of}. */
    static Optional<X509CRL> list(byte[] bytes, X509Certificate issuer) {
        try {
            X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(bytes));
            boolean[] usage = issuer.getKeyUsage();
            if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal()) || usage != null && !usage[CRL_SIGN] || isPartial(list)) {
                return Optional.empty();
            }
            list.verify(issuer.getPublicKey());
            return Optional.of(list);
        } catch (CertificateException | CRLException | ClassCastException unreadable) {
            return Optional.empty();
        } catch (GeneralSecurityException notByThatKey) {
            return Optional.empty();
        }
    }

    /** Delta, indirect and scoped lists say so in extensions that must be understood, of the list or of an entry. */
    private static boolean isPartial(X509CRL list) {
        return list.getCriticalExtensionOIDs() != null && !list.getCriticalExtensionOIDs().isEmpty()
                || list.getRevokedCertificates() != null && list.getRevokedCertificates().stream()
                        .anyMatch(entry -> entry.getCriticalExtensionOIDs() != null && !entry.getCriticalExtensionOIDs().isEmpty());
    }

    /** @param list by {@link #list} for the issuer of this link */
    Finding of(X509CRL list, Link link, Instant now) {
        if (list.getNextUpdate() == null) {
            return new Finding.Nothing();
        }
        Instant from = list.getThisUpdate().toInstant();
        Optional<Instant> until = until(from, Optional.of(list.getNextUpdate().toInstant()), now);
        if (until.isEmpty()) {
            return new Finding.Nothing();
        }
        return list.getRevokedCertificate(link.certificate()) == null ? new Finding.Good(from, until.get()) : new Finding.Revoked(from);
    }

    /** Until when an answer counts that is fetched now; empty when it does not. */
    private Optional<Instant> until(Instant from, Optional<Instant> next, Instant now) {
        Instant until = earlier(now.plus(answerLife), earlier(from.plus(statementLife), next.map(end -> end.plus(CLOCK_SLACK)).orElse(Instant.MAX)));
        return from.isAfter(now.plus(CLOCK_SLACK)) || !until.isAfter(now) ? Optional.empty() : Optional.of(until);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
