package io.postiljon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postiljon.sandbox.parts.SshKey;
import io.postiljon.sandbox.supplier.PgpKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileFormTest {
    @TempDir Path folder;

    @Test void a_certificate_has_its_kind_thumbprint_and_times() throws Exception {
        TestCertificates one = TestCertificates.p256();
        TestCertificates other = TestCertificates.rsa(3072);
        Path file = Files.writeString(folder.resolve("two.pem"), pem("CERTIFICATE", one.certificate().getEncoded()) + pem("CERTIFICATE", other.certificate().getEncoded()));

        assertThat(new KeyFileForm.Certificates(file).read()).containsExactly(
                new KeyFacts("X.509 EC 256", one.thumbprint(), Optional.of(one.certificate().getNotBefore().toInstant()), Optional.of(one.certificate().getNotAfter().toInstant())),
                new KeyFacts("X.509 RSA 3072", other.thumbprint(), Optional.of(other.certificate().getNotBefore().toInstant()),
                        Optional.of(other.certificate().getNotAfter().toInstant())));
    }

    @Test void a_pkcs12_file_shows_its_certificates_and_not_its_keys() throws Exception {
        TestCertificates client = TestCertificates.p256();
        Path password = owned("password", "a-long-enough-password\n".getBytes(StandardCharsets.US_ASCII));
        Path file = folder.resolve("client.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", client.pair().getPrivate(), "a-long-enough-password".toCharArray(), new Certificate[] {client.certificate()});
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "a-long-enough-password".toCharArray());
        }

        assertThat(new KeyFileForm.Pkcs12(file, password).read()).extracting(KeyFacts::fingerprint).containsExactly(client.thumbprint());
    }

    @Test void an_ssh_key_has_the_fingerprint_that_ssh_keygen_writes() {
        SshKey key = SshKey.create(folder, "login");

        assertThat(new KeyFileForm.SshLogin(key.privateKeyFile()).read()).containsExactly(KeyFacts.timeless("SSH ssh-ed25519", key.fingerprint()));
    }

    @Test void the_same_key_in_pem_and_as_a_host_key_is_the_same_key() throws Exception {
        TestCertificates rsa = TestCertificates.rsa(2048);
        KeyFacts login = new KeyFileForm.SshLogin(owned("rsa.pem", pem("PRIVATE KEY", rsa.pair().getPrivate().getEncoded()).getBytes(StandardCharsets.US_ASCII))).read().getFirst();
        SshKey host = SshKey.create(folder, "host");
        Path known = Files.writeString(folder.resolve("known_hosts"), "# the server\n[localhost]:2222 " + host.publicKeyLine() + "\n\n");

        assertThat(login.kind()).isEqualTo("SSH ssh-rsa");
        assertThat(new KeyFileForm.KnownHosts(known).read()).containsExactly(KeyFacts.timeless("SSH ssh-ed25519", host.fingerprint()));
    }

    @Test void openpgp_keys_and_subkeys_are_told_whether_the_file_is_public_or_secret() throws Exception {
        PgpKeys keys = PgpKeys.generate("Drukker <orders@drukker.example>");
        Path file = Files.write(folder.resolve("public.asc"), keys.armoredPublicKey());

        List<KeyFacts> facts = new KeyFileForm.OpenPgp(file).read();

        assertThat(facts).hasSizeGreaterThan(1).allSatisfy(key -> assertThat(key.kind()).startsWith("OpenPGP "));
        assertThat(facts.getFirst().fingerprint()).isEqualToIgnoringCase(keys.fingerprint());
    }

    @Test void a_plain_key_is_known_by_its_public_half() throws Exception {
        TestCertificates rsa = TestCertificates.rsa(2048);
        Path file = owned("key.pem", pem("PRIVATE KEY", rsa.pair().getPrivate().getEncoded()).getBytes(StandardCharsets.US_ASCII));

        assertThat(new KeyFileForm.PlainKey(file).read()).containsExactly(
                KeyFacts.timeless("key", ContentDigest.of(rsa.pair().getPublic().getEncoded()).base64Url()));
    }

    @Test void what_is_damaged_or_missing_is_said_without_its_content() throws Exception {
        Path damaged = Files.writeString(folder.resolve("damaged.pem"), "-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----\n");

        for (KeyFileForm form : List.of(new KeyFileForm.Certificates(damaged), new KeyFileForm.Certificates(folder.resolve("none")), new KeyFileForm.OpenPgp(damaged),
                new KeyFileForm.SshLogin(owned("login", Files.readAllBytes(damaged))), new KeyFileForm.KnownHosts(Files.writeString(folder.resolve("k"), "host ssh-rsa AAAA")))) {
            assertThatThrownBy(form::read).as(form.getClass().getSimpleName()).isInstanceOf(KeyUnavailable.class).hasMessageNotContaining("c2VjcmV0");
        }
    }

    private Path owned(String name, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String pem(String kind, byte[] der) throws GeneralSecurityException {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }
}
