package io.postiljon.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signature of a webhook, checked by others: the library of Standard Webhooks, and the JDK with the published key. */
class WebhookSignerTest {
    private static final String ID = "0b2f9a52-8f0e-4a35-9a1c-4a9d2a1c0001";
    private static final byte[] BODY = "{\"specversion\":\"1.0\",\"naam\":\"één\"}".getBytes(UTF_8);
    private static final String SECRET = secret(32, 1);

    @TempDir Path folder;
    private TestKeyStore store;

    @BeforeEach void make() {
        store = TestKeyStore.in(folder.resolve("keys"));
    }

    @Test void the_library_of_standard_webhooks_accepts_v1() throws Exception {
        Instant now = Instant.now();

        String signature = new WebhookSigner(store.open()).sign(ID, now, BODY, Optional.of(secretFile(SECRET)));

        new Webhook(SECRET).verify(new String(BODY, UTF_8), headers(now, signature));
    }

    @Test void the_library_refuses_another_body_an_old_time_and_another_secret() throws Exception {
        Instant now = Instant.now();
        String signature = new WebhookSigner(store.open()).sign(ID, now, BODY, Optional.of(secretFile(SECRET)));
        Webhook receiver = new Webhook(SECRET);

        assertThat(catchThrowable(() -> receiver.verify("{}", headers(now, signature)))).isInstanceOf(WebhookVerificationException.class);
        assertThat(catchThrowable(() -> receiver.verify(new String(BODY, UTF_8), headers(now.minusSeconds(400), signature))))
                .isInstanceOf(WebhookVerificationException.class);
        assertThat(catchThrowable(() -> new Webhook(secret(32, 9)).verify(new String(BODY, UTF_8), headers(now, signature))))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test void with_two_secrets_the_old_one_and_the_new_one_both_pass() throws Exception {
        Instant now = Instant.now();
        String old = secret(24, 3);

        String signature = new WebhookSigner(store.open()).sign(ID, now, BODY, Optional.of(secretFile(SECRET + "\n" + old)));

        new Webhook(SECRET).verify(new String(BODY, UTF_8), headers(now, signature));
        new Webhook(old).verify(new String(BODY, UTF_8), headers(now, signature));
    }

    @Test void v1a_is_checked_with_the_published_key_and_nothing_else_than_the_jdk() throws Exception {
        Instant now = Instant.ofEpochSecond(1_764_000_000);
        Pkcs12KeyStore keys = store.open();

        String signature = new WebhookSigner(keys).sign(ID, now, BODY, Optional.empty());

        assertThat(signature).startsWith("v1a,").doesNotContain(" ");
        byte[] content = (ID + ".1764000000." + new String(BODY, UTF_8)).getBytes(UTF_8);
        assertThat(verifies(webhookKeys(keys).getFirst(), content, signature.substring(4))).isTrue();
        content[5] ^= 1;
        assertThat(verifies(webhookKeys(keys).getFirst(), content, signature.substring(4))).isFalse();
    }

    @Test void after_a_change_of_the_root_both_keys_sign_until_the_old_one_is_disabled() throws Exception {
        byte[] old = store.open().webhookKeys().getFirst();
        Pkcs12KeyStore.addRootVersion(store.file(), store.passwordFile());
        Pkcs12KeyStore keys = store.open();

        String[] signatures = new WebhookSigner(keys).sign(ID, Instant.EPOCH, BODY, Optional.empty()).split(" ");

        assertThat(keys.webhookKeys()).hasSize(2);
        assertThat(keys.webhookKeys().get(1)).isEqualTo(old);
        assertThat(signatures).hasSize(2).allMatch(signature -> signature.startsWith("v1a,"));
        assertThat(webhookKeys(keys)).hasSize(2);
        assertThat(store.openWithout(1).webhookKeys()).hasSize(1);
    }

    @Test void a_secret_that_is_short_misspelt_or_open_to_others_is_refused_and_never_shown() throws Exception {
        WebhookSigner signer = new WebhookSigner(store.open());
        for (String wrong : List.of(secret(23, 1), secret(65, 1), "whsec_%%%", SECRET.substring(6), "", SECRET + "\n" + SECRET + "\n" + SECRET)) {
            Path file = secretFile(wrong);
            assertThatExceptionOfType(KeyUnavailable.class).isThrownBy(() -> signer.sign(ID, Instant.EPOCH, BODY, Optional.of(file)))
                    .satisfies(refused -> assertThat(refused.toString()).doesNotContain("whsec_A").doesNotContain("%%%"));
        }
        Path open = secretFile(SECRET);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatExceptionOfType(KeyUnavailable.class).isThrownBy(() -> signer.sign(ID, Instant.EPOCH, BODY, Optional.of(open)));
    }

    private static List<byte[]> webhookKeys(KeyStorePort keys) throws Exception {
        return JWKSet.parse(new PublicKeys(keys).jwks()).getKeys().stream().filter(OctetKeyPair.class::isInstance).map(JWK::toOctetKeyPair)
                .map(key -> key.getDecodedX()).toList();
    }

    private static boolean verifies(byte[] key, byte[] content, String base64) throws Exception {
        byte[] bigEndian = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            bigEndian[i] = key[key.length - 1 - i];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7F;
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(
                new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian)))));
        verifier.update(content);
        return verifier.verify(Base64.getDecoder().decode(base64));
    }

    private static HttpHeaders headers(Instant at, String signature) {
        return HttpHeaders.of(Map.of("webhook-id", List.of(ID), "webhook-timestamp", List.of(String.valueOf(at.getEpochSecond())),
                "webhook-signature", List.of(signature)), (name, value) -> true);
    }

    private Path secretFile(String text) throws IOException {
        Path file = Files.createTempFile(folder, "webhook", ".secret");
        return Files.setPosixFilePermissions(Files.writeString(file, text + "\n"), PosixFilePermissions.fromString("rw-------"));
    }

    private static String secret(int bytes, int value) {
        byte[] secret = new byte[bytes];
        Arrays.fill(secret, (byte) value);
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
    }
}
