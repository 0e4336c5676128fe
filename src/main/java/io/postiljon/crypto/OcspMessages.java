package io.postiljon.crypto;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Questions of the Online Certificate Status Protocol (RFC 6960), and what an answer states. What that is worth, and who signed it, is
 * not judged here. A question names the certificate by SHA-1, as every responder knows it: it is a
 * name, the protection is the signature of the answer. It has no nonce: answers may be made ahead, and their age is limited instead.
 */
public final class OcspMessages {
    private OcspMessages() {}

    /**
     * What an answer says of one certificate.
     *
     * @param from  when it was true
     * @param until when its maker will know more; empty when he does not say
     */
    public record Statement(Instant from, Optional<Instant> until, boolean revoked) {}

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
                            Optional.ofNullable(single.getNextUpdate()).map(Date::toInstant), single.getCertStatus() instanceof RevokedStatus));
                }
            }
            return Optional.empty();
        } catch (OCSPException | OperatorCreationException | CertificateEncodingException | IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static CertificateID id(X509Certificate certificate, X509Certificate issuer)
            throws OCSPException, OperatorCreationException, CertificateEncodingException {
        return new CertificateID(digests().get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1)), new JcaX509CertificateHolder(issuer), certificate.getSerialNumber());
    }

    private static DigestCalculatorProvider digests() throws OperatorCreationException {
        return new JcaDigestCalculatorProviderBuilder().build();
    }
}
