package io.postiljon.crypto;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class Pkcs12KeyStoreTest {
    private static final SealContext CONTEXT = new SealContext("agency-one", "row-1", "recipient");
    private static final byte[] VALUE = {1, 2, 3};

    @TempDir Path folder;
    private TestKeyStore store;

    @BeforeEach void aNewStore() {
        store = TestKeyStore.in(folder);
    }

    @Test void a_new_store_is_healthy_and_its_files_are_of_their_owner_only() throws IOException {
        assertThat(store.open().health(TestKeyStore.NOW).usable()).isTrue();
        assertThat(Files.getPosixFilePermissions(store.file()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(Files.getPosixFilePermissions(store.passwordFile()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test void what_one_opening_sealed_another_opens() {
        byte[] sealed = new RecordSealer(store.open()).seal(CONTEXT, VALUE);

        assertThat(new RecordSealer(store.open()).open(CONTEXT, sealed)).isEqualTo(VALUE);
    }

    @Test void two_stores_have_nothing_in_common() {
        KeyStorePort other = TestKeyStore.in(folder.resolve("other")).open();
        byte[] sealed = new RecordSealer(store.open()).seal(CONTEXT, VALUE);

        assertThatThrownBy(() -> new RecordSealer(other).open(CONTEXT, sealed)).isInstanceOf(SealBroken.class);
        assertThat(new Pseudonyms(other).tag("dossier", "agency-one", "90610199729"))
                .isNotEqualTo(new Pseudonyms(store.open()).tag("dossier", "agency-one", "90610199729"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
    void a_file_that_others_can_touch_is_refused(String mode) throws IOException {
        Files.setPosixFilePermissions(store.file(), PosixFilePermissions.fromString(mode));
        assertThatThrownBy(store::open).isInstanceOf(KeyUnavailable.class).hasMessageContaining("0600");

        Files.setPosixFilePermissions(store.file(), PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(store.passwordFile(), PosixFilePermissions.fromString(mode));
        assertThatThrownBy(store::open).isInstanceOf(KeyUnavailable.class).hasMessageContaining("0600");
    }

    @Test void a_wrong_password_or_a_damaged_file_opens_nothing() throws IOException {
        byte[] good = Files.readAllBytes(store.file());
        byte[] changed = good.clone();
        changed[good.length / 2] ^= 1;
        Files.write(store.file(), changed);
        assertThatThrownBy(store::open).isInstanceOf(KeyUnavailable.class);

        Files.write(store.file(), good);
        Files.writeString(store.passwordFile(), "another-password-of-enough-length");
        assertThatThrownBy(store::open).isInstanceOf(KeyUnavailable.class).hasMessageNotContaining("another-password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "changeit", "fifteen-letters", "\nsecond-line-is-long-enough"})
    void a_short_password_is_refused(String password) throws IOException {
        Files.writeString(store.passwordFile(), password);

        assertThatThrownBy(store::open).isInstanceOf(KeyUnavailable.class).hasMessageContaining("at least 16");
    }

    @Test void a_line_end_after_the_password_is_no_part_of_it() throws IOException {
        Files.writeString(store.passwordFile(), Files.readString(store.passwordFile()) + "\r\n");

        assertThat(store.open().currentVersion()).isEqualTo(1);
    }

    @Test void an_existing_store_is_never_replaced_by_a_new_one() throws IOException {
        byte[] before = Files.readAllBytes(store.file());

        assertThatThrownBy(() -> Pkcs12KeyStore.create(store.file(), store.passwordFile(), "again", TestKeyStore.NOW))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.readAllBytes(store.file())).isEqualTo(before);
    }

    @Test void after_rotation_new_values_have_the_new_version_and_old_ones_still_open() throws IOException {
        byte[] old = new RecordSealer(store.open()).seal(CONTEXT, VALUE);
        byte[] tag = new Pseudonyms(store.open()).tag("dossier", "agency-one", "90610199729");

        int version = Pkcs12KeyStore.addRootVersion(store.file(), store.passwordFile());
        KeyStorePort rotated = store.open();
        byte[] fresh = new RecordSealer(rotated).seal(CONTEXT, VALUE);

        assertThat(version).isEqualTo(2).isEqualTo(rotated.currentVersion());
        assertThat(WrappedKey.decode(old).keyVersion()).isEqualTo(1);
        assertThat(WrappedKey.decode(fresh).keyVersion()).isEqualTo(2);
        assertThat(new RecordSealer(rotated).open(CONTEXT, old)).isEqualTo(VALUE);
        assertThat(new RecordSealer(rotated).open(CONTEXT, fresh)).isEqualTo(VALUE);
        assertThat(new Pseudonyms(rotated).tag("dossier", "agency-one", "90610199729")).isEqualTo(tag);
    }

    @Test void a_value_relabelled_with_another_version_does_not_open() throws IOException {
        Pkcs12KeyStore.addRootVersion(store.file(), store.passwordFile());
        RecordSealer records = new RecordSealer(store.open());
        byte[] sealed = records.seal(CONTEXT, VALUE);

        sealed[4] = 1;

        assertThatThrownBy(() -> records.open(CONTEXT, sealed)).isInstanceOf(SealBroken.class);
    }

    @Test void a_disabled_version_is_unavailable_and_not_used_for_new_values() throws IOException {
        Pkcs12KeyStore.addRootVersion(store.file(), store.passwordFile());
        byte[] sealed = new RecordSealer(store.open()).seal(CONTEXT, VALUE);

        KeyStorePort without = store.openWithout(2);

        assertThatThrownBy(() -> new RecordSealer(without).open(CONTEXT, sealed)).isInstanceOf(KeyUnavailable.class);
        assertThat(without.currentVersion()).isEqualTo(1);
        assertThat(WrappedKey.decode(new RecordSealer(without).seal(CONTEXT, VALUE)).keyVersion()).isEqualTo(1);
        assertThat(new RecordSealer(store.open()).open(CONTEXT, sealed)).isEqualTo(VALUE);
    }

    @Test void without_any_enabled_version_nothing_is_sealed_and_health_says_so() {
        KeyStorePort none = store.openWithout(1);

        assertThatThrownBy(() -> new RecordSealer(none).seal(CONTEXT, VALUE)).isInstanceOf(KeyUnavailable.class);
        assertThat(none.health(TestKeyStore.NOW).usable()).isFalse();
    }

    @Test void health_says_when_the_signing_certificate_has_ended() {
        KeyStoreHealth now = store.open().health(TestKeyStore.NOW);
        KeyStoreHealth later = store.open().health(TestKeyStore.NOW.plus(Duration.ofDays(731)));

        assertThat(now.usable()).isTrue();
        assertThat(later.usable()).isFalse();
        assertThat(later.certificateUntil()).isEqualTo(now.certificateUntil());
    }

    @Test void a_new_signing_key_signs_and_the_old_certificate_stays_published() throws IOException {
        String old = Thumbprints.of(store.open().signingCertificate());
        TestCertificates next = TestCertificates.p256();

        Pkcs12KeyStore.addSigningKey(store.file(), store.passwordFile(), next.pair().getPrivate(), List.of(next.certificate()));

        assertThat(store.open().signingCertificate()).isEqualTo(next.certificate());
        assertThat(store.open().publishedCertificates()).extracting(Thumbprints::of).containsExactly(next.thumbprint(), old);
    }

    @Test void a_certificate_of_another_key_or_another_curve_is_refused() {
        TestCertificates one = TestCertificates.p256();
        TestCertificates two = TestCertificates.p256();
        TestCertificates p384 = TestCertificates.p384();
        Path file = folder.resolve("refused.p12");

        assertThatThrownBy(() -> Pkcs12KeyStore.create(file, store.passwordFile(), one.pair().getPrivate(), List.of(two.certificate())))
                .isInstanceOf(KeyUnavailable.class);
        assertThatThrownBy(() -> Pkcs12KeyStore.create(file, store.passwordFile(), p384.pair().getPrivate(), List.of(p384.certificate())))
                .isInstanceOf(KeyUnavailable.class);
        assertThat(file).doesNotExist();
    }

    @Test void a_missing_file_is_unavailable() {
        assertThatThrownBy(() -> Pkcs12KeyStore.open(folder.resolve("none.p12"), store.passwordFile())).isInstanceOf(KeyUnavailable.class);
        assertThatThrownBy(() -> Pkcs12KeyStore.open(store.file(), folder.resolve("none"))).isInstanceOf(KeyUnavailable.class);
    }
}
