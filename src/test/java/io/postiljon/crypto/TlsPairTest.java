package io.postiljon.crypto;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsPairTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir Path folder;

    @Test void a_pair_that_belongs_together_is_usable_of_each_kind() throws Exception {
        for (TestCertificates kind : new TestCertificates[] {TestCertificates.p256(), TestCertificates.rsa(2048), TestCertificates.ed25519()}) {
            TlsPair pair = pair(kind, kind);
            assertThatNoException().as(kind.pair().getPublic().getAlgorithm()).isThrownBy(() -> pair.requireUsable(NOW));
        }
    }

    @Test void the_key_of_another_certificate_is_refused_of_the_same_kind_or_not() throws Exception {
        TestCertificates one = TestCertificates.p256();
        for (TestCertificates other : new TestCertificates[] {TestCertificates.p256(), TestCertificates.rsa(2048)}) {
            TlsPair pair = pair(one, other);
            assertThatThrownBy(() -> pair.requireUsable(NOW)).isInstanceOf(KeyUnavailable.class).hasMessageContaining("not the one of the first certificate");
        }
    }

    @Test void a_certificate_is_refused_before_and_after_its_time() throws Exception {
        TestCertificates one = TestCertificates.p256();
        TlsPair pair = pair(one, one);

        assertThatThrownBy(() -> pair.requireUsable(one.certificate().getNotAfter().toInstant().plusSeconds(1))).hasMessageContaining("expired");
        assertThatThrownBy(() -> pair.requireUsable(one.certificate().getNotBefore().toInstant().minusSeconds(1))).hasMessageContaining("not valid yet");
    }

    @Test void half_a_file_is_refused() throws Exception {
        TestCertificates one = TestCertificates.p256();
        TlsPair whole = pair(one, one);
        Files.writeString(folder.resolve("key.pem"), whole.keyPem().substring(0, 60));
        TlsPair half = TlsPair.read(folder.resolve("certificate.pem"), folder.resolve("key.pem"));

        assertThatThrownBy(() -> half.requireUsable(NOW)).isInstanceOf(KeyUnavailable.class).hasMessageNotContaining(whole.keyPem().substring(30, 50));
        assertThatThrownBy(() -> TlsPair.read(folder.resolve("none"), folder.resolve("key.pem"))).isInstanceOf(KeyUnavailable.class);
    }

    private TlsPair pair(TestCertificates certificate, TestCertificates key) throws Exception {
        return TlsPair.read(Files.writeString(folder.resolve("certificate.pem"), pem("CERTIFICATE", certificate.certificate().getEncoded())),
                Files.writeString(folder.resolve("key.pem"), pem("PRIVATE KEY", key.pair().getPrivate().getEncoded())));
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }
}
