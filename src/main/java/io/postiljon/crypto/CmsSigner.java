package io.postiljon.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.Hashtable;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Detached CMS signature by the platform's key, CAdES baseline B: signing time and signing certificate are signed too, and the
 * certificate is inside. Safe for all threads.
 *
 * <p>Source: RFC 5652, RFC 5035 (signing certificate v2), ETSI EN 319 122-1.
 */
public final class CmsSigner {
    private static final AlgorithmIdentifier ECDSA_SHA256 = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final KeyStorePort keys;
    private final Clock clock;

    public CmsSigner(KeyStorePort keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** DER of a CMS SignedData without the content. */
    public byte[] detached(byte[] content) {
        KeyStorePort still = keys.still();
        X509Certificate certificate = still.signingCertificate();
        try {
            JcaSignerInfoGeneratorBuilder signer = new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
            signer.setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes(certificate)));
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(signer.build(new StoredKey(still), certificate));
            generator.addCertificates(new JcaCertStore(List.of(certificate)));
            return generator.generate(new CMSProcessableByteArray(content), false).getEncoded("DER");
        } catch (CMSException | OperatorCreationException | CertificateEncodingException | IOException e) {
            throw new KeyUnavailable("the CMS signature cannot be made", e);
        }
    }

    private AttributeTable attributes(X509Certificate certificate) throws CertificateEncodingException {
        SigningCertificateV2 identified = new SigningCertificateV2(new ESSCertIDv2(ContentDigest.of(certificate.getEncoded()).bytes()));
        Hashtable<ASN1ObjectIdentifier, Attribute> attributes = new Hashtable<>(); // the library wants this type
        put(attributes, CMSAttributes.signingTime, new Time(Date.from(clock.instant())));
        put(attributes, PKCSObjectIdentifiers.id_aa_signingCertificateV2, identified);
        return new AttributeTable(attributes);
    }

    private static void put(Hashtable<ASN1ObjectIdentifier, Attribute> attributes, ASN1ObjectIdentifier type, ASN1Encodable value) {
        attributes.put(type, new Attribute(type, new DERSet(value)));
    }

    /** The key store as the library wants a signer. */
    private record StoredKey(KeyStorePort keys, ByteArrayOutputStream input) implements ContentSigner {
        StoredKey(KeyStorePort keys) {
            this(keys, new ByteArrayOutputStream());
        }

        @Override public AlgorithmIdentifier getAlgorithmIdentifier() {
            return ECDSA_SHA256;
        }

        @Override public OutputStream getOutputStream() {
            return input;
        }

        @Override public byte[] getSignature() {
            return keys.sign(input.toByteArray());
        }
    }
}
