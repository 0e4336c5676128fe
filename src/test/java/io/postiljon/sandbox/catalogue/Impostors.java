package io.postiljon.sandbox.catalogue;

import io.postiljon.sandbox.SandboxSystem;
import io.postiljon.sandbox.client.Jades;
import io.postiljon.sandbox.parts.Identity;
import io.postiljon.sandbox.parts.KeyKind;
import io.postiljon.sandbox.parts.SandboxCa;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates that nobody may get in with. */
final class Impostors {
    private final SandboxSystem system;
    private final X509Certificate victim;

    Impostors(SandboxSystem system) {
        this.system = system;
        this.victim = system.member("belastingen").identity().certificate();
    }

    /** Good for TLS, and in no agreement. */
    SSLContext stranger() {
        return system.ca().contextOf(strangersIdentity());
    }

    Identity strangersIdentity() {
        return system.ca().agency("stranger", "Vreemde dienst", "0999990024", KeyKind.ES256);
    }

    /** Signs as the stranger does. */
    Jades strangersSignature() {
        Identity stranger = strangersIdentity();
        return Jades.of("ES256", stranger.keyFile(), stranger.certificateFile());
    }

    SSLContext unknownAuthority() {
        return shown(SandboxCa.create(system.folder().resolve("elsewhere"), "ca").agency("twin", "Agentschap Voorbeeldbelastingen", "0999990024", KeyKind.ES256));
    }

    SSLContext expired() {
        return shown(system.ca().expiredAgency("expired", "Agentschap Voorbeeldbelastingen", "0999990024", KeyKind.ES256));
    }

    SSLContext notYetValid() {
        return shown(system.ca().futureAgency("future", "Agentschap Voorbeeldbelastingen", "0999990024", KeyKind.ES256));
    }

    /** Use: TLS servers only. */
    SSLContext server() {
        return shown(system.ca().server("server-as-client"));
    }

    /** The names and the number of the victim's certificate, signed by the key that is inside. */
    SSLContext selfIssuedTwin() {
        KeyPair own = keys();
        return context(own.getPrivate(), certificate(victim.getIssuerX500Principal().getName(), victim.getSubjectX500Principal().getName(), own, own));
    }

    /** By an authority that the authority did not allow: its own certificates may not issue. */
    SSLContext belowAnAgency(boolean wholeChain) {
        Identity agency = system.member("belastingen").identity();
        KeyPair own = keys();
        X509Certificate leaf = certificate(agency.certificate().getSubjectX500Principal().getName(), "CN=child,O=Agentschap Voorbeeldbelastingen,C=BE", own,
                new KeyPair(agency.certificate().getPublicKey(), agency.key()));
        return wholeChain ? context(own.getPrivate(), leaf, agency.certificate(), system.ca().certificate()) : context(own.getPrivate(), leaf);
    }

    SSLContext shown(Identity identity) {
        return context(identity.key(), identity.certificate());
    }

    private X509Certificate certificate(String issuer, String subject, KeyPair own, KeyPair signer) {
        try {
            Instant now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(new X500Name(issuer), subject.contains("child") ? BigInteger.TEN : victim.getSerialNumber(),
                    Date.from(now.minusSeconds(60)), Date.from(now.plus(Duration.ofDays(1))), new X500Name(subject), own.getPublic());
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            return new JcaX509CertificateConverter().getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException unmakeable) {
            throw new IllegalStateException(unmakeable);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Shows this chain whatever authorities the server names. */
    private SSLContext context(PrivateKey key, X509Certificate... chain) {
        try {
            KeyStore trust = empty();
            trust.setCertificateEntry("ca", system.ca().certificate());
            TrustManagerFactory trusts = TrustManagerFactory.getInstance("PKIX");
            trusts.init(trust);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new Insistent(key, chain)}, trusts.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException unmakeable) {
            throw new IllegalStateException(unmakeable);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** A good client shows only what the server asks for. */
    private static final class Insistent extends X509ExtendedKeyManager {
        private final PrivateKey key;
        private final X509Certificate[] chain;

        Insistent(PrivateKey key, X509Certificate... chain) {
            this.key = key;
            this.chain = chain.clone();
        }

        @Override public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {"own"};
        }

        @Override public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return "own";
        }

        @Override public String chooseEngineClientAlias(String[] keyType, Principal[] issuers, SSLEngine engine) {
            return "own";
        }

        @Override public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override public X509Certificate[] getCertificateChain(String alias) {
            return chain.clone();
        }

        @Override public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }
}
