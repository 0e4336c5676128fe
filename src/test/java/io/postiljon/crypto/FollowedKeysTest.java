package io.postiljon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.postiljon.crypto.RegisteredKey.Loading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are replaced while the gateway runs. */
class FollowedKeysTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir Path folder;

    @Test void a_client_key_is_rolled_over_by_replacing_its_file_and_a_wrong_file_changes_nothing() throws Exception {
        TestCertificates one = TestCertificates.rsa(2048);
        TestCertificates other = TestCertificates.rsa(2048);
        Path file = key(one);
        FollowedClientKey key = new FollowedClientKey(file, Optional.empty());
        assertThat(signedBy(key, one)).isTrue();

        Files.writeString(file, "half of a ke");
        assertThat(signedBy(key, one)).as("a wrong file").isTrue();
        Files.delete(file);
        assertThat(signedBy(key, one)).as("no file").isTrue();
        key(other);

        assertThat(signedBy(key, other)).as("the new one").isTrue();
        assertThat(signedBy(key, one)).isFalse();
    }

    @Test void a_file_that_counts_at_a_start_shows_what_is_in_use_and_what_waits() throws Exception {
        Path file = certificate(TestCertificates.p256());
        KeyFileSource source = KeyFileSource.readAtStart(KeyPurpose.EBOX_AUTHORITY, RegisteredKey.PARTNER, "ebox.trust-file", new KeyFileForm.Certificates(file));
        KeyFacts before = source.keys().getFirst().facts();
        TestCertificates next = TestCertificates.p384();

        certificate(next);

        assertThat(source.keys()).containsExactly(
                new RegisteredKey(KeyPurpose.EBOX_AUTHORITY, RegisteredKey.PARTNER, "ebox.trust-file", before, Loading.AT_START),
                new RegisteredKey(KeyPurpose.EBOX_AUTHORITY, RegisteredKey.PARTNER, "ebox.trust-file", KeyFacts.of(next.certificate()), Loading.AFTER_NEXT_START));
    }

    @Test void a_place_that_cannot_be_read_is_named_by_its_setting_and_not_by_its_path() throws Exception {
        KeyFileSource source = KeyFileSource.readAtEachUse(KeyPurpose.DROPS_HOST, RegisteredKey.PARTNER, "intake.sftp.known-hosts-file",
                new KeyFileForm.KnownHosts(folder.resolve("none")));

        assertThatThrownBy(source::keys).isInstanceOf(KeyUnavailable.class).hasMessageContaining("intake.sftp.known-hosts-file").hasMessageNotContaining(folder.toString());
    }

    @Test void days_left_are_whole_days() {
        RegisteredKey key = new RegisteredKey(KeyPurpose.API_SERVER, RegisteredKey.OURS, "postiljon.api.certificate",
                new KeyFacts("X.509", "x", Optional.empty(), Optional.of(NOW)), Loading.ON_CHANGE);

        assertThat(List.of(key.daysLeft(NOW), key.daysLeft(NOW.plusMillis(1)), key.daysLeft(NOW.plusSeconds(1)), key.daysLeft(NOW.minus(Duration.ofDays(30)))))
                .containsExactly(0L, -1L, -1L, 30L);
    }

    private Path key(TestCertificates of) throws IOException {
        return written("key.pem", "PRIVATE KEY", of.pair().getPrivate().getEncoded());
    }

    private Path certificate(TestCertificates of) throws Exception {
        return written("certificate.pem", "CERTIFICATE", of.certificate().getEncoded());
    }

    private Path written(String name, String kind, byte[] der) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der) + "\n-----END " + kind + "-----\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static boolean signedBy(FollowedClientKey key, TestCertificates who) throws Exception {
        return SignedJWT.parse(key.signer().sign("c", "a", NOW, Duration.ofSeconds(60)))
                .verify(new RSASSAVerifier((RSAPublicKey) who.pair().getPublic()));
    }
}
