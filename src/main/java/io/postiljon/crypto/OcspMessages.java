package io.postiljon.crypto;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Questions of the Online Certificate Status Protocol (RFC 6960), and what an answer states; what that is worth is not judged
 * here. A question names the certificate by SHA-1, as every responder knows it: it is a
 * name, the protection is the signature of the answer. It has no nonce: answers may be made ahead, and their age is limited instead.
 */
public final class OcspMessages {
    private OcspMessages() {}

    /** {@code UNKNOWN}: the responder does not know the certificate, and leaves it to who asks what to make of that (section 2.2). */
    public enum Status { GOOD, REVOKED, UNKNOWN }

    /**
     * What an answer says of one certificate.
     *
     * @param from  when it was true
     * @param until when its maker will know more; empty when he does not say
     */
    public record Statement(Instant from, Optional<Instant> until, Status status) {}

    /** DER form of the question whether {@code certificate}, made by {@code issuer}, is revoked. */
    public static byte[] question(X509Certificate certificate, X509Certificate issuer) {
        try {
            return new OCSPReqBuilder().addRequest(id(certificate, issuer)).build().getEncoded();
        } catch (OCSPException | OperatorCreationException | CertificateEncodingException | IOException unmakeable) {
            throw new IllegalArgumentException("no question can be made about this certificate", unmakeable);
        }
    }

    /** Empty when it says nothing about this certificate. */
    public static Optional<Statement> statement(byte[] answer, X509Certificate certificate, X509Certificate issuer) {
        try {
            if (!(new OCSPResp(answer).getResponseObject() instanceof BasicOCSPResp basic)) {
                return Optional.empty();
            }
            X509CertificateHolder issuerHolder = new JcaX509CertificateHolder(issuer);
            for (SingleResp single : basic.getResponses()) {
                if (single.getCertID().getSerialNumber().equals(certificate.getSerialNumber()) && single.getCertID().matchesIssuer(issuerHolder, digests())) {
                    return Optional.of(new Statement(single.getThisUpdate().toInstant(),
                            Optional.ofNullable(single.getNextUpdate()).map(Date::toInstant), status(single)));
                }
            }
            return Optional.empty();
        } catch (OCSPException | OperatorCreationException | CertificateEncodingException | IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Status status(SingleResp single) {
        if (single.getCertStatus() == CertificateStatus.GOOD) {      // which is null
            return Status.GOOD;
        }
        return single.getCertStatus() instanceof RevokedStatus ? Status.REVOKED : Status.UNKNOWN;
    }

    /** Whether {@code issuer} signed the answer, or a responder that has its leave and is in time (section 4.2.2.2). */
    public static boolean isSigned(byte[] answer, X509Certificate issuer, Instant now) {
        try {
            if (!(new OCSPResp(answer).getResponseObject() instanceof BasicOCSPResp basic)) {
                return false;
            }
            ContentVerifierProvider byIssuer = verifier(new JcaX509CertificateHolder(issuer));
            if (basic.isSignatureValid(byIssuer)) {
                return true;
            }
            for (X509CertificateHolder responder : basic.getCerts()) {
                if (responder.isSignatureValid(byIssuer) && responder.isValidOn(Date.from(now)) && mayAnswer(responder) && basic.isSignatureValid(verifier(responder))) {
                    return true;
                }
            }
            return false;
        } catch (OCSPException | OperatorCreationException | CertificateException | CertException | IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private static boolean mayAnswer(X509CertificateHolder responder) {
        ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(responder.getExtensions());
        return usage != null && usage.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning);
    }

    private static ContentVerifierProvider verifier(X509CertificateHolder signer) throws OperatorCreationException, CertificateException {
        return new JcaContentVerifierProviderBuilder().build(signer);
    }

    private static CertificateID id(X509Certificate certificate, X509Certificate issuer)
            throws OCSPException, OperatorCreationException, CertificateEncodingException {
        return new CertificateID(digests().get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1)), new JcaX509CertificateHolder(issuer), certificate.getSerialNumber());
    }

    private static DigestCalculatorProvider digests() throws OperatorCreationException {
        return new JcaDigestCalculatorProviderBuilder().build();
    }
}
