package io.postiljon.sandbox.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SandboxCaTest {
    @TempDir Path folder;
    private SandboxCa ca;

    @BeforeEach void makesAnAuthority() {
        ca = SandboxCa.create(folder, "ca");
    }

    @ParameterizedTest @EnumSource
    void an_agency_with_each_kind_of_key_is_let_in_by_mutual_tls(KeyKind kind) throws Exception {
        Identity agency = ca.agency("agency", "Dienst A", "0999990024", kind);

        String seen = handshake(ca.contextOf(ca.server("server")), ca.contextOf(agency));

        assertThat(seen).contains("CN=agency");
    }

    @Test void a_client_without_a_certificate_is_not_let_in() {
        SSLContext server = ca.contextOf(ca.server("server"));

        assertThatThrownBy(() -> handshake(server, ca.contextWithoutCertificate())).isInstanceOf(SSLException.class);
    }

    @Test void a_client_of_an_untrusted_authority_is_not_let_in() throws Exception {
        SandboxCa foreign = SandboxCa.create(folder, "untrusted");
        Identity stranger = foreign.agency("stranger", "Dienst A", "0999990024", KeyKind.ES256);
        SSLContext strangerWhoTrustsUs = contextOf(stranger, ca.certificate());

        assertThatThrownBy(() -> handshake(ca.contextOf(ca.server("server")), strangerWhoTrustsUs))
                .isInstanceOf(SSLException.class);
    }

    @Test void an_expired_certificate_is_not_let_in() {
        Identity expired = ca.expiredAgency("expired", "Dienst A", "0999990024", KeyKind.ES256);

        assertThatThrownBy(() -> expired.certificate().checkValidity()).isInstanceOf(CertificateExpiredException.class);
        assertThatThrownBy(() -> handshake(ca.contextOf(ca.server("server")), ca.contextOf(expired)))
                .isInstanceOf(SSLException.class);
    }

    @Test void the_ebox_certificate_has_the_subject_that_the_token_service_prescribes() throws Exception {
        Identity ebox = ca.eboxClient("ebox", "Digitaal Testland", "0999990024", "postiljon-test");

        ebox.certificate().verify(ca.certificate().getPublicKey());
        assertThat(ebox.certificate().getSubjectX500Principal().getName()).contains(
                "CN=postiljon-test", "OU=INT", "OU=urn:be:fgov:kbo-bce:organization:cbe-number:0999990024",
                "OU=Belgian Federal Government", "O=Digitaal Testland", "C=BE");
        assertThat(ebox.key().getAlgorithm()).isEqualTo("RSA");
    }

    @Test void the_files_on_disk_are_the_same_identity_and_its_secrets_are_for_the_owner_only() throws Exception {
        Identity agency = ca.agency("agency", "Dienst A", "0999990024", KeyKind.ES256);

        X509Certificate read;
        try (var in = Files.newInputStream(agency.certificateFile())) {
            read = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        assertThat(read).isEqualTo(agency.certificate());
        assertThat(signedWithTheKeyFile(agency, read)).isTrue();
        KeyStore store = KeyStore.getInstance(agency.keyStoreFile().toFile(),
                Files.readString(agency.passwordFile()).toCharArray());
        assertThat(store.getCertificateChain("agency")).containsExactly(agency.certificate(), ca.certificate());
        assertThat(List.of(agency.keyFile(), agency.keyStoreFile(), agency.passwordFile(), ca.trustStorePasswordFile()))
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
    }

    @Test void an_ssh_key_is_written_in_the_form_of_openssh_with_its_fingerprint() throws Exception {
        SshKey key = SshKey.create(folder, "sftp-agency");

        assertThat(key.privateKeyFile()).content().startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
        var blob = Base64.getDecoder().decode(key.publicKeyLine().split(" ")[1]);
        assertThat(new String(blob, 4, 11, StandardCharsets.US_ASCII)).isEqualTo("ssh-ed25519");
        assertThat(key.fingerprint()).startsWith("SHA256:").hasSize(7 + 43);
    }

    private static boolean signedWithTheKeyFile(Identity agency, X509Certificate certificate) throws Exception {
        String pem = Files.readString(agency.keyFile()).replaceAll("-----[A-Z ]+-----|\\s", "");
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))));
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        return signature.verify(signed);
    }

    private static SSLContext contextOf(Identity own, X509Certificate trusted) throws Exception {
        KeyStore keys = KeyStore.getInstance(own.keyStoreFile().toFile(), own.keyStorePassword().toCharArray());
        var keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keys, own.keyStorePassword().toCharArray());
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("trusted", trusted);
        var trustManagers = TrustManagerFactory.getInstance("PKIX");
        trustManagers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }

    /** Whom the server let in; its refusal is thrown. The client's view depends on which byte the refusal overtakes. */
    private static String handshake(SSLContext server, SSLContext client) throws Exception {
        try (var listener = (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0)) {
            listener.setNeedClientAuth(true);
            var letIn = new FutureTask<>(() -> peerOf(listener));
            Thread.ofVirtual().start(letIn);
            try (var socket = (SSLSocket) client.getSocketFactory().createSocket("localhost", listener.getLocalPort())) {
                var checked = socket.getSSLParameters();
                checked.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(checked);
                socket.startHandshake();
                return outcome(letIn);
            } catch (IOException e) {
                return outcome(letIn);
            }
        }
    }

    private static String peerOf(SSLServerSocket listener) throws IOException {
        try (var accepted = (SSLSocket) listener.accept()) {
            accepted.startHandshake();
            return accepted.getSession().getPeerPrincipal().getName();
        }
    }

    private static String outcome(FutureTask<String> letIn) throws Exception {
        try {
            return letIn.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }
}
