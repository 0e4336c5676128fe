package io.postiljon.sandbox.supplier;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * Checks {@code manifest.json.p7s}: one detached CMS signature over the exact bytes of the manifest, SHA-256 or stronger, by a
 * certificate that was agreed beforehand. Certificates inside the file are not trusted.
 */
final class ManifestSeal {

    private static final Set<String> DIGESTS = Set.of(NISTObjectIdentifiers.id_sha256.getId(), NISTObjectIdentifiers.id_sha384.getId(),
            NISTObjectIdentifiers.id_sha512.getId());

    private final List<X509Certificate> agreed;

    ManifestSeal(List<X509Certificate> agreed) {
        this.agreed = List.copyOf(agreed);
    }

    void require(byte[] manifest, byte[] seal) throws OrderRefused {
        if (!holds(manifest, seal)) {
            throw new OrderRefused(OrderFault.Code.CMS_SIGNATURE, "manifest.json.p7s is not a signature over manifest.json by an agreed certificate");
        }
    }

    private boolean holds(byte[] manifest, byte[] seal) {
        try {
            if (!new CMSSignedData(seal).isDetachedSignature()) {
                return false;
            }
            Collection<SignerInformation> signers = new CMSSignedData(new CMSProcessableByteArray(manifest), seal).getSignerInfos().getSigners();
            if (signers.size() != 1) {
                return false;
            }
            SignerInformation signer = signers.iterator().next();
            for (X509Certificate certificate : agreed) {
                if (DIGESTS.contains(signer.getDigestAlgOID()) && namesOnly(certificate, signer)
                        && signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate))) {
                    return true;
                }
            }
            return false;
        } catch (CMSException | OperatorCreationException | CertificateEncodingException | NoSuchAlgorithmException | RuntimeException unreadable) {
            return false;
        }
    }

    /** A CAdES signature names its certificate by digest (RFC 5035); when it does, it must be this one. */
    private static boolean namesOnly(X509Certificate certificate, SignerInformation signer)
            throws CertificateEncodingException, NoSuchAlgorithmException {
        if (signer.getSignedAttributes() == null) {
            return true;
        }
        Attribute named = signer.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        if (named == null) {
            return true;
        }
        var first = SigningCertificateV2.getInstance(named.getAttrValues().getObjectAt(0)).getCerts()[0];
        String algorithm = first.getHashAlgorithm().getAlgorithm().getId();
        return MessageDigest.isEqual(first.getCertHash(), MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
    }
}
