package io.postiljon.sandbox.parts;

import static org.bouncycastle.asn1.x509.KeyUsage.cRLSign;
import static org.bouncycastle.asn1.x509.KeyUsage.digitalSignature;
import static org.bouncycastle.asn1.x509.KeyUsage.keyCertSign;
import static org.bouncycastle.asn1.x509.KeyUsage.nonRepudiation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A small certificate authority that lives as long as the sandbox. Its own key (EC P-256) stays in memory; what it issues
 * is written to its folder as PEM and as PKCS#12, keys and passwords 0600.
 *
 * <p>Certificates are good for 398 days and count from 5 minutes ago, so that a slow clock does not matter. What it has revoked, its
 * {@link #revocations} say. An authority that is not trusted and an expired certificate are a second {@code SandboxCa} and
 * {@link #expiredAgency}.
 */
public final class SandboxCa {
    private static final Duration CLOCK_SLACK = Duration.ofMinutes(5);
    private static final Duration VALIDITY = Duration.ofDays(398);
    private static final Duration SIGNER_VALIDITY = Duration.ofDays(4015);
    private static final int SERIAL_BITS = 127;

    /** What a certificate may be used for. An agency signs with the certificate that it shows in TLS. */
    private enum Use { SERVER, CLIENT, CLIENT_AND_SIGNATURE, SIGNATURE }

    private record Term(Instant from, Instant until) {}

    private final Path folder;
    private final String name;
    private final KeyPair keys = KeyKind.ES256.generate("authority");
    private final SecureRandom random = new SecureRandom();
    private final X500Name subject;
    private final X509Certificate certificate;

    private SandboxCa(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        this.subject = new X500NameBuilder()
                .addRDN(BCStyle.C, "BE").addRDN(BCStyle.O, "Postiljon sandbox").addRDN(BCStyle.CN, name).build();
        this.certificate = selfSigned();
    }

    /** Makes an authority and writes {@code <name>.pem}, the trust store {@code <name>-trust.p12} and its password file. */
    public static SandboxCa create(Path folder, String name) {
        var ca = new SandboxCa(folder, name);
        try {
            Files.createDirectories(folder);
            Files.writeString(ca.certificateFile(), KeyFiles.pem("CERTIFICATE", ca.certificate.getEncoded()));
            SecretFile.write(ca.trustStoreFile(), KeyFiles.bytes(KeyFiles.trusting(ca.certificate, name), ca.trustStorePassword()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return ca;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** Starts to say which certificates of this authority are revoked. */
    public RevocationService revocations() {
        try {
            return new RevocationService(subject, keys);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public Path certificateFile() {
        return folder.resolve(name + ".pem");
    }

    public Path trustStoreFile() {
        return folder.resolve(name + "-trust.p12");
    }

    public Path trustStorePasswordFile() {
        return folder.resolve(name + "-trust.password");
    }

    public String trustStorePassword() {
        return SecretFile.password(trustStorePasswordFile());
    }

    /** A TLS server on this machine: localhost, 127.0.0.1 and ::1. */
    public Identity server(String file) {
        return issue(file, organisation("Postiljon sandbox").addRDN(BCStyle.CN, "localhost").build(),
                KeyKind.ES256, Use.SERVER, fromNow());
    }

    /** A TLS client that is no agency: the gateway at its broker, for example. */
    public Identity client(String file, String commonName) {
        return issue(file, organisation("Postiljon sandbox").addRDN(BCStyle.CN, commonName).build(),
                KeyKind.ES256, Use.CLIENT, fromNow());
    }

    /** Signs, and nothing else: the platform's receipts and manifests. Good for eleven years, as the clock of the sandbox may run far ahead. */
    public Identity signer(String file, String commonName, KeyKind kind) {
        Instant now = Instant.now();
        return issue(file, organisation("Postiljon sandbox").addRDN(BCStyle.CN, commonName).build(),
                kind, Use.SIGNATURE, new Term(now.minus(CLOCK_SLACK), now.plus(SIGNER_VALIDITY)));
    }

    /** An agency's certificate, for TLS and for signatures. {@code kbo}: ten digits, in organizationIdentifier as NTRBE. */
    public Identity agency(String file, String organisation, String kbo, KeyKind kind) {
        return issue(file, agencyName(organisation, kbo, file), kind, Use.CLIENT_AND_SIGNATURE, fromNow());
    }

    /** Like {@link #agency}, but it ended yesterday. */
    public Identity expiredAgency(String file, String organisation, String kbo, KeyKind kind) {
        Instant now = Instant.now();
        return issue(file, agencyName(organisation, kbo, file), kind, Use.CLIENT_AND_SIGNATURE,
                new Term(now.minus(VALIDITY), now.minus(Duration.ofDays(1))));
    }

    /** Like {@link #agency}, but it begins tomorrow. */
    public Identity futureAgency(String file, String organisation, String kbo, KeyKind kind) {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        return issue(file, agencyName(organisation, kbo, file), kind, Use.CLIENT_AND_SIGNATURE, new Term(tomorrow, tomorrow.plus(VALIDITY)));
    }

    /**
     * The certificate that a sender has at the eBox's token service, RSA, with the subject that the service prescribes:
     * the KBO number and the environment in two OUs, the application id as CN.
     */
    public Identity eboxClient(String file, String legalName, String kbo, String applicationId) {
        X500Name dn = organisation(legalName)
                .addRDN(BCStyle.ST, "Vlaanderen").addRDN(BCStyle.L, "Brussel")
                .addRDN(BCStyle.OU, "Belgian Federal Government")
                .addRDN(BCStyle.OU, "urn:be:fgov:kbo-bce:organization:cbe-number:" + kbo)
                .addRDN(BCStyle.OU, "INT")
                .addRDN(BCStyle.CN, applicationId).build();
        return issue(file, dn, KeyKind.PS256, Use.CLIENT_AND_SIGNATURE, fromNow());
    }

    /** TLS that trusts this authority only and shows the given certificate when it is asked for one. */
    public SSLContext contextOf(Identity own) {
        try {
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(KeyFiles.storeOf(own, certificate), own.keyStorePassword().toCharArray());
            return context(factory.getKeyManagers());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** TLS that trusts this authority only and has no certificate of its own. */
    public SSLContext contextWithoutCertificate() {
        return context(new KeyManager[0]);
    }

    private SSLContext context(KeyManager[] keyManagers) {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(KeyFiles.trusting(certificate, name));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers, trust.getTrustManagers(), random);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X500NameBuilder organisation(String legalName) {
        return new X500NameBuilder().addRDN(BCStyle.C, "BE").addRDN(BCStyle.O, legalName);
    }

    private static X500Name agencyName(String organisation, String kbo, String file) {
        return organisation(organisation)
                .addRDN(BCStyle.ORGANIZATION_IDENTIFIER, "NTRBE-" + kbo).addRDN(BCStyle.CN, file).build();
    }

    private static Term fromNow() {
        Instant now = Instant.now();
        return new Term(now.minus(CLOCK_SLACK), now.plus(VALIDITY));
    }

    private X509Certificate selfSigned() {
        try {
            var builder = builder(subject, keys, fromNow());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyCertSign | cRLSign));
            return sign(builder);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Identity issue(String file, X500Name dn, KeyKind kind, Use use, Term term) {
        try {
            KeyPair own = kind.generate(file);
            var builder = builder(dn, own, term);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            addUse(builder, use);
            var identity = new Identity(file, kind, sign(builder), own.getPrivate(), folder.resolve(file + ".pem"),
                    folder.resolve(file + "-key.pem"), folder.resolve(file + ".p12"), folder.resolve(file + ".password"));
            Files.writeString(identity.certificateFile(), KeyFiles.pem("CERTIFICATE", identity.certificate().getEncoded()));
            SecretFile.write(identity.keyFile(),
                    KeyFiles.pem("PRIVATE KEY", own.getPrivate().getEncoded()).getBytes(StandardCharsets.US_ASCII));
            SecretFile.write(identity.keyStoreFile(), KeyFiles.bytes(KeyFiles.storeOf(identity, certificate), identity.keyStorePassword()));
            return identity;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void addUse(JcaX509v3CertificateBuilder builder, Use use) throws IOException {
        int usage = switch (use) {
            case SERVER, CLIENT -> digitalSignature;
            case CLIENT_AND_SIGNATURE, SIGNATURE -> digitalSignature | nonRepudiation;
        };
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        switch (use) {
            case SERVER -> {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.dNSName, "localhost"),
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.iPAddress, "::1")}));
            }
            case CLIENT, CLIENT_AND_SIGNATURE ->
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            case SIGNATURE -> { }               // a pure signing certificate carries no extended use
        }
    }

    private JcaX509v3CertificateBuilder builder(X500Name dn, KeyPair own, Term term)
            throws GeneralSecurityException, IOException {
        var builder = new JcaX509v3CertificateBuilder(subject, new BigInteger(SERIAL_BITS, random).setBit(0),
                Date.from(term.from()), Date.from(term.until()), dn, own.getPublic());
        var ids = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(own.getPublic()));
        builder.addExtension(Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(keys.getPublic()));
        return builder;
    }

    private X509Certificate sign(JcaX509v3CertificateBuilder builder)
            throws GeneralSecurityException, OperatorCreationException {
        PrivateKey caKey = keys.getPrivate();
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(caKey)));
    }
}
