package io.postiljon.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** An authority whose certificates, OCSP answers and lists can be bent. Its times count from {@link #START}. */
final class TestAuthority {
    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static int serials = 1000;

    private final X500Name name;
    private final KeyPair keys = keys();
    private final X509Certificate certificate;

    private TestAuthority(String name, TestAuthority above) {
        this.name = new X500Name("CN=" + name);
        TestAuthority maker = above == null ? this : above;
        this.certificate = maker.made(this.name, keys, START.minus(Duration.ofDays(1)), START.plus(Duration.ofDays(1000)), builder -> {
            add(builder, Extension.basicConstraints, true, new BasicConstraints(true));
            return add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        });
    }

    static TestAuthority root(String name) {
        return new TestAuthority(name, null);
    }

    TestAuthority below(String child) {
        return new TestAuthority(child, this);
    }

    X509Certificate certificate() {
        return certificate;
    }

    X509Certificate agency() {
        return agency(START.plus(Duration.ofDays(30)), builder -> builder);
    }

    X509Certificate agency(Instant until, UnaryOperator<JcaX509v3CertificateBuilder> more) {
        return made(new X500Name("CN=agency"), keys(), START.minus(Duration.ofDays(1)), until, more);
    }

    static JcaX509v3CertificateBuilder ocspAt(JcaX509v3CertificateBuilder builder, String address) {
        return add(builder, Extension.authorityInfoAccess, false, new AuthorityInformationAccess(new AccessDescription(AccessDescription.id_ad_ocsp, uri(address))));
    }

    static JcaX509v3CertificateBuilder listAt(JcaX509v3CertificateBuilder builder, String address) {
        return add(builder, Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(new DistributionPointName(new GeneralNames(uri(address))), null, null)}));
    }

    private static GeneralName uri(String address) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, address);
    }

    /** A responder of its own, which may answer for this authority if {@code purpose} says so. */
    Responder responder(KeyPurposeId purpose) {
        return responder(purpose, START.plus(Duration.ofDays(1000)));
    }

    Responder responder(KeyPurposeId purpose, Instant until) {
        KeyPair own = keys();
        return new Responder(own, made(new X500Name("CN=responder"), own, START.minus(Duration.ofDays(1)), until, builder -> {
            add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            return add(builder, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        }));
    }

    record Responder(KeyPair keys, X509Certificate certificate) {}

    /** By this authority itself. */
    byte[] ocsp(X509Certificate about, CertificateStatus status, Instant from, Instant until) {
        return ocsp(about, status, from, until, new Responder(keys, null));
    }

    byte[] ocsp(X509Certificate about, CertificateStatus status, Instant from, Instant until, Responder by) {
        try {
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(SubjectPublicKeyInfo.getInstance(by.keys().getPublic().getEncoded()),
                    new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1));
            builder.addResponse(new CertificateID(new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                    new JcaX509CertificateHolder(certificate), about.getSerialNumber()), status, Date.from(from), until == null ? null : Date.from(until));
            X509CertificateHolder[] shown = by.certificate() == null ? null : new X509CertificateHolder[] {new JcaX509CertificateHolder(by.certificate())};
            return new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL,
                    builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.keys().getPrivate()), shown, Date.from(from))).getEncoded();
        } catch (OCSPException | OperatorCreationException | GeneralSecurityException | IOException unmakeable) {
            throw new IllegalStateException(unmakeable);
        }
    }

    static byte[] tryLater() {
        try {
            return new OCSPRespBuilder().build(OCSPRespBuilder.TRY_LATER, null).getEncoded();
        } catch (OCSPException | IOException unmakeable) {
            throw new IllegalStateException(unmakeable);
        }
    }

    byte[] list(Instant from, Instant until, UnaryOperator<X509v2CRLBuilder> more) {
        try {
            X509v2CRLBuilder builder = new X509v2CRLBuilder(name, Date.from(from));
            if (until != null) {
                builder.setNextUpdate(Date.from(until));
            }
            return more.apply(builder).build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())).getEncoded();
        } catch (OperatorCreationException | IOException unmakeable) {
            throw new IllegalStateException(unmakeable);
        }
    }

    private X509Certificate made(X500Name subject, KeyPair own, Instant from, Instant until, UnaryOperator<JcaX509v3CertificateBuilder> more) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(name, BigInteger.valueOf(serials++), Date.from(from), Date.from(until), subject, own.getPublic());
            return new JcaX509CertificateConverter().getCertificate(more.apply(builder).build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (OperatorCreationException | GeneralSecurityException unmakeable) {
            throw new IllegalStateException(unmakeable);
        }
    }

    private static JcaX509v3CertificateBuilder add(JcaX509v3CertificateBuilder builder, ASN1ObjectIdentifier kind, boolean critical, ASN1Encodable value) {
        try {
            builder.addExtension(kind, critical, value);
            return builder;
        } catch (IOException unmakeable) {
            throw new IllegalStateException(unmakeable);
        }
    }

    static String pem(X509Certificate... certificates) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate one : certificates) {
            try {
                text.append("-----BEGIN CERTIFICATE-----\n").append(Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(one.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            } catch (GeneralSecurityException hasOne) {
                throw new IllegalStateException(hasOne);
            }
        }
        return text.toString();
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
