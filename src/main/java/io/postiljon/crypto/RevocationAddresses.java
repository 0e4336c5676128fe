package io.postiljon.crypto;

import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;

/** The addresses that a certificate itself names for questions about it. Whether they may be called is for the caller to decide. */
public final class RevocationAddresses {
    private RevocationAddresses() {}

    /** Of its OCSP responders, in its order; those that are no address are left out. */
    public static List<URI> ocsp(X509Certificate certificate) {
        List<URI> found = new ArrayList<>();
        Extensions extensions = extensions(certificate);
        AuthorityInformationAccess access = extensions == null ? null : AuthorityInformationAccess.fromExtensions(extensions);
        if (access != null) {
            for (AccessDescription description : access.getAccessDescriptions()) {
                if (AccessDescription.id_ad_ocsp.equals(description.getAccessMethod())) {
                    add(found, description.getAccessLocation());
                }
            }
        }
        return List.copyOf(found);
    }

    /** Of its revocation lists. */
    public static List<URI> lists(X509Certificate certificate) {
        List<URI> found = new ArrayList<>();
        Extensions extensions = extensions(certificate);
        CRLDistPoint points = extensions == null ? null : CRLDistPoint.fromExtensions(extensions);
        if (points != null) {
            for (DistributionPoint point : points.getDistributionPoints()) {
                DistributionPointName name = point.getDistributionPoint();
                if (name != null && name.getType() == DistributionPointName.FULL_NAME) {
                    for (GeneralName full : GeneralNames.getInstance(name.getName()).getNames()) {
                        add(found, full);
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private static void add(List<URI> found, GeneralName name) {
        if (name.getTagNo() == GeneralName.uniformResourceIdentifier) {
            try {
                found.add(URI.create(ASN1IA5String.getInstance(name.getName()).getString()));
            } catch (IllegalArgumentException noAddress) {
                // of no use to anybody
            }
        }
    }

    /** Null when it has none. */
    private static Extensions extensions(X509Certificate certificate) {
        try {
            return new JcaX509CertificateHolder(certificate).getExtensions();
        } catch (CertificateEncodingException unreadable) {
            throw new IllegalArgumentException("the certificate has no DER form", unreadable);
        }
    }
}
