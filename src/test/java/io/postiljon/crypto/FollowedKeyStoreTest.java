package io.postiljon.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FollowedKeyStoreTest {
    private static final SealContext CONTEXT = new SealContext("agency-one", "row-1", "recipient");
    private static final byte[] VALUE = {1, 2, 3};
    private static final Duration REST = Duration.ofMinutes(10);
    private static final Duration A_LOOK = Duration.ofSeconds(2);

    @TempDir Path folder;
    private final HandClock clock = new HandClock();
    private final Told told = new Told();
    private TestKeyStore store;
    private FollowedKeyStore node;

    @BeforeEach void aRunningNode() {
        store = TestKeyStore.in(folder);
        node = follow();
    }

    @Test void a_new_root_version_opens_at_once_and_seals_after_the_rest() throws IOException {
        byte[] old = sealedBy(node);

        Pkcs12KeyStore.addRootVersion(store.file(), store.passwordFile());
        clock.pass(A_LOOK);

        assertThat(new RecordSealer(node).open(CONTEXT, sealedBy(store.open()))).isEqualTo(VALUE);
        assertThat(versionOf(sealedBy(node))).isEqualTo(1);
        clock.pass(REST);
        assertThat(versionOf(sealedBy(node))).isEqualTo(2);
        assertThat(new RecordSealer(node).open(CONTEXT, old)).isEqualTo(VALUE);
        assertThat(told.lines).containsExactly("taken 2");
    }

    @Test void what_another_node_sealed_under_a_version_that_just_came_opens_without_a_look_being_due() throws IOException {
        Pkcs12KeyStore.addRootVersion(store.file(), store.passwordFile());

        assertThat(new RecordSealer(node).open(CONTEXT, sealedBy(store.open()))).isEqualTo(VALUE);
    }

    @Test void a_version_that_is_not_here_yet_is_unavailable_and_not_broken_and_opens_when_it_comes() throws IOException {
        TestKeyStore elsewhere = copy("elsewhere");
        Pkcs12KeyStore.addRootVersion(elsewhere.file(), elsewhere.passwordFile());
        byte[] sealed = sealedBy(elsewhere.open());

        assertThatThrownBy(() -> new RecordSealer(node).open(CONTEXT, sealed)).isInstanceOf(KeyUnavailable.class);
        OwnerOnlyFile.replace(store.file(), Files.readAllBytes(elsewhere.file()));
        assertThat(new RecordSealer(node).open(CONTEXT, sealed)).isEqualTo(VALUE);
    }

    @Test void a_new_signing_key_is_published_at_once_and_signs_after_the_rest() throws IOException {
        X509Certificate old = node.signingCertificate();
        Pkcs12KeyStore.addSigningKey(store.file(), store.passwordFile(), "next", TestKeyStore.NOW);
        clock.pass(A_LOOK);

        assertThat(node.publishedCertificates()).hasSize(2).last().isEqualTo(old);
        assertThat(node.signingCertificate()).isEqualTo(old);
        clock.pass(REST);
        assertThat(node.signingCertificate()).isNotEqualTo(old).isEqualTo(node.publishedCertificates().getFirst());
    }

    @Test void certificate_and_signature_go_together_while_the_key_changes_between_them() throws Exception {
        Pkcs12KeyStore.addSigningKey(store.file(), store.passwordFile(), "next", TestKeyStore.NOW);
        clock.pass(A_LOOK);
        node.hmac(new KeyName("a", "b"), VALUE);
        KeyStorePort once = node.still();
        X509Certificate named = once.signingCertificate();
        clock.pass(REST);

        assertThat(verifies(named, once.sign(VALUE))).isTrue();
        assertThat(verifies(named, node.sign(VALUE))).isFalse();
    }

    @Test void a_start_seals_with_the_newest_version_at_once() throws IOException {
        Pkcs12KeyStore.addRootVersion(store.file(), store.passwordFile());

        assertThat(versionOf(sealedBy(follow()))).isEqualTo(2);
    }

    @Test void a_half_written_file_leaves_the_one_before_in_use_and_is_told_once() throws IOException {
        byte[] old = sealedBy(node);
        byte[] good = Files.readAllBytes(store.file());
        Files.write(store.file(), java.util.Arrays.copyOf(good, good.length / 2));

        for (int look = 0; look < 3; look++) {
            clock.pass(A_LOOK);
            assertThat(new RecordSealer(node).open(CONTEXT, old)).isEqualTo(VALUE);
        }
        assertThat(node.refusal()).isPresent();
        assertThat(told.lines).containsExactly("refused");

        Files.write(store.file(), good);
        clock.pass(A_LOOK);
        assertThat(versionOf(sealedBy(node))).isEqualTo(1);
        assertThat(node.refusal()).isEmpty();
    }

    @Test void the_store_of_another_gateway_or_an_older_copy_is_not_taken() throws IOException {
        byte[] older = Files.readAllBytes(store.file());
        Pkcs12KeyStore.addRootVersion(store.file(), store.passwordFile());
        clock.pass(A_LOOK);
        byte[] sealed = sealedBy(store.open());
        assertThat(new RecordSealer(node).open(CONTEXT, sealed)).isEqualTo(VALUE);

        OwnerOnlyFile.replace(store.file(), older);
        clock.pass(A_LOOK);
        assertThat(new RecordSealer(node).open(CONTEXT, sealed)).isEqualTo(VALUE);
        assertThat(node.refusal()).hasValueSatisfying(refusal -> assertThat(refusal.why()).contains("lacks a key"));

        TestKeyStore other = TestKeyStore.in(folder.resolve("other"));
        byte[] tag = node.hmac(new KeyName("a", "b"), VALUE);
        OwnerOnlyFile.replace(store.passwordFile(), Files.readAllBytes(other.passwordFile()));
        OwnerOnlyFile.replace(store.file(), Files.readAllBytes(other.file()));
        clock.pass(A_LOOK);
        assertThat(node.hmac(new KeyName("a", "b"), VALUE)).isEqualTo(tag);
        assertThat(node.refusal()).hasValueSatisfying(refusal -> assertThat(refusal.why()).contains("lacks a key"));
    }

    @Test void a_signing_key_whose_certificate_has_ended_is_not_taken() throws IOException {
        X509Certificate old = node.signingCertificate();
        Pkcs12KeyStore.addSigningKey(store.file(), store.passwordFile(), "late", TestKeyStore.NOW.minus(Duration.ofDays(1_000)));
        clock.pass(A_LOOK.plus(REST));

        assertThat(node.publishedCertificates()).containsExactly(old);
        assertThat(node.refusal()).hasValueSatisfying(refusal -> assertThat(refusal.why()).contains("not valid now"));
    }

    @Test void a_mode_that_is_mended_counts_though_the_file_is_the_same() throws IOException {
        Pkcs12KeyStore.addRootVersion(store.file(), store.passwordFile());
        Files.setPosixFilePermissions(store.file(), PosixFilePermissions.fromString("rw-r--r--"));
        clock.pass(A_LOOK);
        node.hmac(new KeyName("a", "b"), VALUE);
        assertThat(node.refusal()).hasValueSatisfying(refusal -> assertThat(refusal.why()).contains("0600"));

        Files.setPosixFilePermissions(store.file(), PosixFilePermissions.fromString("rw-------"));
        clock.pass(A_LOOK);
        assertThat(new RecordSealer(node).open(CONTEXT, sealedBy(store.open()))).isEqualTo(VALUE);
        assertThat(node.refusal()).isEmpty();
    }

    private FollowedKeyStore follow() {
        return FollowedKeyStore.open(store.file(), store.passwordFile(), REST, clock, told);
    }

    private TestKeyStore copy(String name) throws IOException {
        TestKeyStore copy = TestKeyStore.in(folder.resolve(name));
        OwnerOnlyFile.replace(copy.passwordFile(), Files.readAllBytes(store.passwordFile()));
        OwnerOnlyFile.replace(copy.file(), Files.readAllBytes(store.file()));
        return copy;
    }

    private static byte[] sealedBy(KeyStorePort keys) {
        return new RecordSealer(keys).seal(CONTEXT, VALUE);
    }

    private static int versionOf(byte[] sealed) {
        return WrappedKey.decode(sealed).keyVersion();
    }

    private static boolean verifies(X509Certificate certificate, byte[] signed) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initVerify(certificate.getPublicKey());
        signature.update(VALUE);
        return signature.verify(signed);
    }

    private static final class Told implements FollowedKeyStore.Follower {
        private final List<String> lines = new ArrayList<>();

        @Override public void taken(int rootVersion, List<X509Certificate> certificates, Instant writesFrom) {
            lines.add("taken " + rootVersion);
        }

        @Override public void refused(FollowedKeyStore.Refusal refusal) {
            lines.add("refused");
        }
    }

    private static final class HandClock extends Clock {
        private Instant now = TestKeyStore.NOW;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override public Instant instant() {
            return now;
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
