package io.postiljon.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** The small things: digests, pseudonyms, secrets, random values, contexts. */
class SmallRoomTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test void a_digest_is_that_of_fips_180() throws IOException {
        byte[] abc = "abc".getBytes(US_ASCII);

        assertThat(ContentDigest.of(abc).hex()).isEqualTo(ABC);
        assertThat(ContentDigest.of(new ByteArrayInputStream(abc)).hex()).isEqualTo(ABC);
        assertThat(new RunningDigest().update(abc, 0, 1).update("bc".getBytes(US_ASCII)).finish().hex()).isEqualTo(ABC);
        assertThat(ContentDigest.of(abc).base64Url()).isEqualTo("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }

    @Test void a_digest_comes_back_from_each_of_its_forms_and_cannot_be_changed() {
        ContentDigest digest = ContentDigest.of("abc".getBytes(US_ASCII));

        digest.bytes()[0] = 0;

        assertThat(ContentDigest.ofHex(digest.hex())).isEqualTo(digest).hasSameHashCodeAs(digest);
        assertThat(ContentDigest.ofBase64Url(digest.base64Url())).isEqualTo(digest);
        assertThat(ContentDigest.ofBytes(digest.bytes())).isEqualTo(digest).isNotEqualTo(ContentDigest.of(new byte[0]));
        assertThat(digest.hex()).isEqualTo(ABC);
        assertThatIllegalArgumentException().isThrownBy(() -> ContentDigest.ofHex("ab"));
        assertThatIllegalArgumentException().isThrownBy(() -> ContentDigest.ofBase64Url("AAAA"));
    }

    @Test void a_digesting_stream_counts_whatever_way_it_is_read() throws IOException {
        DigestingInputStream in = new DigestingInputStream(new ByteArrayInputStream("abc".getBytes(US_ASCII)));

        assertThat(in.read()).isEqualTo('a');
        assertThat(in.skip(1)).isEqualTo(1);
        assertThat(in.readAllBytes()).containsExactly('c');

        assertThat(in.sizeBytes()).isEqualTo(3);
        assertThat(in.digest().hex()).isEqualTo(ABC);
        assertThat(in.markSupported()).isFalse();
    }

    @Test void a_digesting_target_counts_what_it_passes_on() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        DigestingOutputStream out = new DigestingOutputStream(target);

        out.write('a');
        out.write("xbcx".getBytes(US_ASCII), 1, 2);

        assertThat(target.toByteArray()).containsExactly('a', 'b', 'c');
        assertThat(out.sizeBytes()).isEqualTo(3);
        assertThat(out.digest().hex()).isEqualTo(ABC);
    }

    @Test void a_pseudonym_is_the_same_each_time_and_differs_by_key_owner_and_value(@TempDir Path folder) {
        Pseudonyms pseudonyms = new Pseudonyms(TestKeyStore.in(folder).open());
        byte[] tag = pseudonyms.tag("dossier", "agency-one", "90610199729");

        assertThat(tag).hasSize(32).isEqualTo(pseudonyms.tag("dossier", "agency-one", "90610199729"));
        assertThat(tag).isNotEqualTo(pseudonyms.tag("audit-2026", "agency-one", "90610199729"));
        assertThat(tag).isNotEqualTo(pseudonyms.tag("dossier", "agency-two", "90610199729"));
        assertThat(tag).isNotEqualTo(pseudonyms.tag("dossier", "agency-one", "90610199828"));
        assertThat(pseudonyms.tag("dossier", "ab", "c")).isNotEqualTo(pseudonyms.tag("dossier", "a", "bc"));
    }

    @Test void a_secret_shows_nothing_and_is_gone_after_closing() {
        SecretBytes secret = SecretBytes.copyOf(new byte[] {1, 2, 3});
        byte[] inside = secret.reveal(KeyAccess.granted());

        assertThat(secret).hasToString("SecretBytes[***]");
        assertThat(inside).containsExactly(1, 2, 3);
        secret.close();

        assertThat(inside).containsExactly(0, 0, 0);
        assertThatIllegalStateException().isThrownBy(() -> secret.reveal(KeyAccess.granted()));
    }

    @Test void an_id_sorts_by_time_and_is_a_version_7() {
        Instant now = Instant.parse("2026-11-23T12:00:00.123Z");
        UUID id = Randoms.uuidV7(now);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(now.toEpochMilli());
        assertThat(Randoms.uuidV7(now.plusMillis(1)).toString()).isGreaterThan(id.toString());
    }

    @Test void ids_and_tokens_do_not_repeat() {
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 10_000; i++) {
            seen.add(Randoms.uuidV7(Instant.EPOCH).toString());
            seen.add(Randoms.token(16));
        }

        assertThat(seen).hasSize(20_000);
        assertThat(Randoms.token(32)).matches("[A-Za-z0-9_-]{43}");
        assertThatIllegalArgumentException().isThrownBy(() -> Randoms.token(15));
    }

    @Test void two_contexts_never_have_the_same_bytes_and_an_empty_part_is_refused() {
        assertThat(new SealContext("ab", "c", "d").encode()).isNotEqualTo(new SealContext("a", "bc", "d").encode());
        assertThatIllegalArgumentException().isThrownBy(() -> new SealContext("", "b", "c"));
        assertThatIllegalArgumentException().isThrownBy(() -> new SealContext("a", "b".repeat(201), "c"));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyName("a", ""));
    }

    @Test void a_wrapped_key_is_a_value() {
        WrappedKey key = WrappedKey.of(3, new byte[] {1, 2});
        byte[] column = key.encode();

        assertThat(WrappedKey.decode(column)).isEqualTo(key).hasSameHashCodeAs(key).hasToString("WrappedKey[7 bytes]");
        column[5] = 9;
        assertThat(WrappedKey.decode(column)).isNotEqualTo(key);
        assertThat(key.keyVersion()).isEqualTo(3);
    }
}
