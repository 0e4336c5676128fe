package io.postiljon.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.crypto.KeyFacts;
import io.postiljon.crypto.KeyPurpose;
import io.postiljon.crypto.RegisteredKey;
import io.postiljon.crypto.TlsPair;
import io.postiljon.sandbox.parts.Identity;
import io.postiljon.sandbox.parts.SandboxCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCertificatesTest {
    @TempDir Path folder;

    private final List<TlsPair> used = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private ServerCertificates certificates;
    private Identity one;
    private Identity other;

    @BeforeEach void start() throws IOException {
        SandboxCa ca = SandboxCa.create(folder, "ca");
        one = ca.server("one");
        other = ca.server("other");
        lay(one.certificateFile(), one.keyFile());
        certificates = new ServerCertificates(Clock.systemUTC(), new KeyChanges(null, null, null, null) {
            @Override public void refused(KeyPurpose purpose, String place, String why) {
                refusals.add(purpose + " " + place + ": " + why);
            }
        });
        certificates.add(KeyPurpose.API_SERVER, "postiljon.api", here("certificate"), here("key"), TlsPair.read(here("certificate"), here("key")), used::add);
    }

    @Test void the_same_files_are_left_alone() {
        certificates.reload();

        assertThat(used).isEmpty();
        assertThat(certificates.refused()).isZero();
    }

    @Test void a_new_pair_is_used_once_and_is_the_one_in_the_register() throws IOException {
        lay(other.certificateFile(), other.keyFile());

        certificates.reload();
        certificates.reload();

        assertThat(used).singleElement().satisfies(pair -> assertThat(pair.leaf()).isEqualTo(other.certificate()));
        assertThat(certificates.keys()).containsExactly(new RegisteredKey(KeyPurpose.API_SERVER, RegisteredKey.OURS, "postiljon.api.certificate",
                KeyFacts.of(other.certificate()), RegisteredKey.Loading.ON_CHANGE));
    }

    @Test void the_moment_between_two_files_disturbs_nobody() throws IOException {
        lay(other.certificateFile(), one.keyFile());
        certificates.reload();
        lay(other.certificateFile(), other.keyFile());
        certificates.reload();

        assertThat(used).hasSize(1);
        assertThat(refusals).isEmpty();
    }

    @Test void a_wrong_pair_is_told_once_and_not_used_until_it_is_mended() throws IOException {
        lay(other.certificateFile(), one.keyFile());
        certificates.reload();
        certificates.reload();
        certificates.reload();

        assertThat(used).isEmpty();
        assertThat(refusals).containsExactly("API_SERVER postiljon.api: the key is not the one of the first certificate");
        assertThat(certificates.refused()).isOne();
        assertThat(certificates.keys().getFirst().facts()).isEqualTo(KeyFacts.of(one.certificate()));

        lay(other.certificateFile(), other.keyFile());
        certificates.reload();

        assertThat(used).hasSize(1);
        assertThat(certificates.refused()).isZero();
    }

    private Path here(String name) {
        return folder.resolve(name + ".pem");
    }

    private void lay(Path certificate, Path key) throws IOException {
        Files.copy(certificate, here("certificate"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(key, here("key"), StandardCopyOption.REPLACE_EXISTING);
    }
}
