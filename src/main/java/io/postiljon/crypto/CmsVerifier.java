package io.postiljon.crypto;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * Checks a detached CMS signature (RFC 5652) of a partner: exactly one signer, the given certificate, SHA-256 or longer. The
 * certificates inside are not looked at. Whether the certificate ended is for who gives it to know. Safe for all threads.
 */
public final class CmsVerifier {
    private static final int LIMIT_BYTES = 64 * 1024;
    private static final Set<ASN1ObjectIdentifier> DIGESTS =
            Set.of(NISTObjectIdentifiers.id_sha256, NISTObjectIdentifiers.id_sha384, NISTObjectIdentifiers.id_sha512);

    /** Whether one of the trusted certificates signed exactly this content. Whatever is wrong, the answer is no. */
    public boolean holds(byte[] content, byte[] cms, Collection<X509Certificate> trusted) {
        if (cms.length > LIMIT_BYTES) {
            return false;
        }
        try {
            Collection<SignerInformation> signers = new CMSSignedData(new CMSProcessableByteArray(content), cms).getSignerInfos().getSigners();
            if (signers.size() != 1) {
                return false;
            }
            SignerInformation signer = signers.iterator().next();
            if (!DIGESTS.contains(signer.getDigestAlgorithmID().getAlgorithm())) {
                return false;
            }
            for (X509Certificate certificate : trusted) {
                if (verifies(signer, certificate)) {
                    return true;
                }
            }
            return false;
        } catch (CMSException | OperatorCreationException | RuntimeException e) {
            // The parser answers malformed input with many kinds of runtime exceptions.
            return false;
        }
    }

    private static boolean verifies(SignerInformation signer, X509Certificate certificate) throws OperatorCreationException {
        try {
            return signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()));
        } catch (CMSException e) {
            return false;
        }
    }
}
