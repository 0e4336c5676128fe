package io.postiljon.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postiljon.crypto.FollowedKeyStore;
import io.postiljon.crypto.KeyPurpose;
import io.postiljon.crypto.Pkcs12KeyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreRefusalsTest {
    private static final Duration PERIOD = Duration.ofSeconds(5);

    @TempDir Path folder;
    private final HandClock clock = new HandClock();
    private final List<FollowedKeyStore.Refusal> recorded = new ArrayList<>();
    private boolean databaseIsAway;
    private Path file;
    private KeyStoreRefusals refusals;

    @BeforeEach void aRunningNode() throws IOException {
        file = folder.resolve("keys.p12");
        Path password = folder.resolve("password");
        Pkcs12KeyStore.create(file, password, "test", clock.now);
        FollowedKeyStore keys = FollowedKeyStore.open(file, password, Duration.ofMinutes(10), clock, new FollowedKeyStore.Follower() {
            @Override public void taken(int rootVersion, List<X509Certificate> certificates, Instant writesFrom) {}

            @Override public void refused(FollowedKeyStore.Refusal refusal) {}
        });
        refusals = new KeyStoreRefusals(keys, new KeyChanges(null, null, null, null) {
            @Override public void refused(KeyPurpose purpose, String place, FollowedKeyStore.Refusal refusal) {
                if (databaseIsAway) {
                    throw new IllegalStateException("away");
                }
                assertThat(purpose + " " + place).isEqualTo("ROOT keys.file");
                recorded.add(refusal);
            }
        });
    }

    @Test void a_file_that_is_good_leaves_no_record() {
        looks(3);

        assertThat(recorded).isEmpty();
    }

    @Test void each_version_that_is_not_taken_is_recorded_once_and_not_at_each_look() throws IOException {
        byte[] good = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(good, good.length / 2));
        looks(4);
        Files.write(file, Arrays.copyOf(good, good.length / 3));
        looks(4);

        assertThat(recorded).hasSize(2).allSatisfy(refusal -> assertThat(refusal.fingerprint()).matches("[0-9a-f]{64}"));
        assertThat(recorded.getFirst().fingerprint()).isNotEqualTo(recorded.getLast().fingerprint());

        Files.write(file, good);
        looks(2);
        Files.write(file, Arrays.copyOf(good, good.length / 2));
        looks(4);
        assertThat(recorded).as("put there again").hasSize(3);
    }

    @Test void the_store_of_another_gateway_is_recorded_with_the_reason() throws IOException {
        Path other = folder.resolve("other.p12");
        Path otherPassword = folder.resolve("other-password");
        Pkcs12KeyStore.create(other, otherPassword, "test", clock.now);
        Files.move(otherPassword, folder.resolve("password"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        looks(3);

        assertThat(recorded).singleElement().satisfies(refusal -> assertThat(refusal.why()).contains("lacks a key"));
    }

    @Test void a_file_that_is_gone_is_recorded_without_a_fingerprint() throws IOException {
        Files.delete(file);
        looks(3);

        assertThat(recorded).singleElement().satisfies(refusal -> assertThat(refusal.fingerprint()).isEmpty());
    }

    @Test void the_moment_between_file_and_password_is_none_to_record() throws IOException {
        byte[] good = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(good, good.length / 2));
        looks(1);
        Files.write(file, good);
        looks(2);

        assertThat(recorded).isEmpty();
    }

    @Test void without_a_database_it_is_recorded_at_a_later_look() throws IOException {
        byte[] good = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(good, good.length / 2));
        looks(1);
        databaseIsAway = true;
        assertThatThrownBy(() -> looks(1)).hasMessage("away");

        databaseIsAway = false;
        looks(2);
        assertThat(recorded).hasSize(1);
    }

    private void looks(int times) {
        for (int look = 0; look < times; look++) {
            clock.now = clock.now.plus(PERIOD);
            refusals.look();
        }
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-06-01T00:00:00Z");

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
