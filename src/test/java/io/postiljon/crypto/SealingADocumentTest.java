package io.postiljon.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SealingADocumentTest {
    private static final int SEGMENT = 64 * 1024;
    private static final int SEALED_SEGMENT = SEGMENT + 16;
    private static final int HEADER = 50;
    private static final SealContext CONTEXT = new SealContext("agency-one", "document-1", "document");

    @TempDir static Path folder;
    @TempDir Path own;
    private static KeyStorePort keys;

    @BeforeAll static void aKeyStore() {
        keys = TestKeyStore.in(folder).open();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, 5 * SEGMENT, 5 * SEGMENT + 7})
    void a_document_of_any_size_comes_back_with_its_size_and_digest(int sizeBytes) throws IOException {
        byte[] document = randomBytes(sizeBytes);

        Sealed sealed = seal(CONTEXT, document, 10_000);

        assertThat(open(CONTEXT, sealed)).isEqualTo(document);
        assertThat(openChannel(CONTEXT, sealed)).isEqualTo(document);
        assertThat(sealed.info.sizeBytes()).isEqualTo(sizeBytes);
        assertThat(sealed.info.digest()).isEqualTo(ContentDigest.of(document));
        assertThat(sealed.info.sealedBytes()).isEqualTo(sealed.bytes.length)
                .isEqualTo(HEADER + sizeBytes + 16L * Math.max(1, (sizeBytes + SEGMENT - 1) / SEGMENT));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT, 1_000_000})
    void it_does_not_matter_in_which_pieces_the_document_comes(int pieceBytes) throws IOException {
        byte[] document = randomBytes(3 * SEGMENT + 5);

        Sealed sealed = seal(CONTEXT, document, pieceBytes);

        assertThat(open(CONTEXT, sealed)).isEqualTo(document);
        assertThat(sealed.info.digest()).isEqualTo(ContentDigest.of(document));
    }

    @Test void single_bytes_can_be_written_and_read() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        SealedOutput output = new DocumentSealer(keys).seal(CONTEXT, target);
        output.write(0);
        output.write(255);
        output.close();

        try (InputStream opened = new DocumentOpener(keys).open(CONTEXT, output.sealed().key(), new ByteArrayInputStream(target.toByteArray()))) {
            assertThat(opened.read()).isZero();
            assertThat(opened.read()).isEqualTo(255);
            assertThat(opened.read()).isEqualTo(-1);
        }
    }

    @Test void the_sealed_bytes_show_nothing_of_the_document_and_never_repeat() throws IOException {
        byte[] document = "canary ".repeat(20_000).getBytes();

        Sealed once = seal(CONTEXT, document, SEGMENT);
        Sealed again = seal(CONTEXT, document, SEGMENT);

        assertThat(new String(once.bytes, java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("canary");
        assertThat(Arrays.mismatch(once.bytes, HEADER, once.bytes.length, again.bytes, HEADER, again.bytes.length)).isZero();
        assertThat(once.info.key()).isNotEqualTo(again.info.key());
    }

    @Test void a_flipped_bit_anywhere_opens_nothing_of_its_segment() throws IOException {
        byte[] document = randomBytes(2 * SEGMENT + 100);
        Sealed sealed = seal(CONTEXT, document, SEGMENT);

        for (int at = 0; at < sealed.bytes.length; at += at < 200 || at > sealed.bytes.length - 200 ? 1 : 4093) {
            byte[] changed = sealed.bytes.clone();
            changed[at] ^= (byte) (1 << at % 8);

            assertBroken(CONTEXT, sealed.info.key(), changed);
        }
    }

    @Test void every_length_but_the_true_one_is_refused() throws IOException {
        Sealed sealed = seal(CONTEXT, randomBytes(2 * SEGMENT + 100), SEGMENT);

        for (int length : new int[] {0, 1, HEADER - 1, HEADER, HEADER + 15, HEADER + 16, HEADER + SEALED_SEGMENT - 1, HEADER + SEALED_SEGMENT,
                HEADER + SEALED_SEGMENT + 1, HEADER + 2 * SEALED_SEGMENT, HEADER + 2 * SEALED_SEGMENT + 16, sealed.bytes.length - 1,
                sealed.bytes.length + 1, sealed.bytes.length + SEALED_SEGMENT}) {
            assertBroken(CONTEXT, sealed.info.key(), Arrays.copyOf(sealed.bytes, length));
        }
    }

    @Test void an_exact_multiple_cut_at_a_segment_boundary_is_refused() throws IOException {
        Sealed sealed = seal(CONTEXT, randomBytes(3 * SEGMENT), SEGMENT);

        assertBroken(CONTEXT, sealed.info.key(), Arrays.copyOf(sealed.bytes, HEADER + 2 * SEALED_SEGMENT));
        assertBroken(CONTEXT, sealed.info.key(), Arrays.copyOf(sealed.bytes, HEADER + SEALED_SEGMENT));
    }

    @Test void an_empty_segment_added_at_the_end_is_refused() throws IOException {
        Sealed full = seal(CONTEXT, randomBytes(SEGMENT), SEGMENT);
        Sealed empty = seal(CONTEXT, new byte[0], SEGMENT);

        byte[] joined = Arrays.copyOf(full.bytes, full.bytes.length + 16);
        System.arraycopy(empty.bytes, HEADER, joined, full.bytes.length, 16);

        assertBroken(CONTEXT, full.info.key(), joined);
    }

    @Test void a_second_form_of_a_document_with_an_empty_last_segment_is_refused_even_from_who_has_the_key() throws IOException {
        SealHeader header = SealHeader.random();
        SecretBytes key = SecretBytes.random(32);
        SegmentCipher cipher = SegmentCipher.sealing(header, CONTEXT, key);
        byte[] segment = new byte[SEALED_SEGMENT];
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(header.bytes());

        file.write(segment, 0, cipher.apply(0, false, new byte[SEGMENT], 0, SEGMENT, segment));
        file.write(segment, 0, cipher.apply(1, true, new byte[0], 0, 0, segment));

        assertBroken(CONTEXT, keys.wrap(CONTEXT.keyName(), CONTEXT.encode(), key), file.toByteArray());
    }

    @Test void swapped_segments_are_refused() throws IOException {
        Sealed sealed = seal(CONTEXT, randomBytes(3 * SEGMENT), SEGMENT);

        byte[] swapped = sealed.bytes.clone();
        copySegment(sealed.bytes, 0, swapped, 1);
        copySegment(sealed.bytes, 1, swapped, 0);

        assertBroken(CONTEXT, sealed.info.key(), swapped);
    }

    @Test void a_repeated_segment_is_refused() throws IOException {
        Sealed sealed = seal(CONTEXT, randomBytes(3 * SEGMENT), SEGMENT);

        byte[] repeated = sealed.bytes.clone();
        copySegment(sealed.bytes, 0, repeated, 1);

        assertBroken(CONTEXT, sealed.info.key(), repeated);
    }

    @Test void a_segment_of_another_document_of_the_same_agency_is_refused() throws IOException {
        Sealed one = seal(CONTEXT, randomBytes(3 * SEGMENT), SEGMENT);
        Sealed two = seal(new SealContext("agency-one", "document-2", "document"), randomBytes(3 * SEGMENT), SEGMENT);

        byte[] mixed = one.bytes.clone();
        copySegment(two.bytes, 1, mixed, 1);

        assertBroken(CONTEXT, one.info.key(), mixed);
    }

    @Test void the_key_of_another_document_does_not_open_this_one() throws IOException {
        SealContext other = new SealContext("agency-one", "document-2", "document");
        Sealed one = seal(CONTEXT, randomBytes(10), SEGMENT);
        Sealed two = seal(other, randomBytes(10), SEGMENT);

        assertBroken(CONTEXT, two.info.key(), one.bytes);
        assertBroken(other, one.info.key(), one.bytes);
        assertBroken(CONTEXT, two.info.key(), two.bytes);
    }

    @Test void a_key_that_was_wrapped_anew_for_another_object_does_not_open_the_file() throws IOException {
        SealContext other = new SealContext("agency-one", "document-2", "document");
        Sealed sealed = seal(CONTEXT, randomBytes(10), SEGMENT);

        // Who may use the key store but lies about the object: the context is in the key of the segments too.
        WrappedKey moved;
        try (SecretBytes key = keys.unwrap(CONTEXT.keyName(), CONTEXT.encode(), sealed.info.key())) {
            moved = keys.wrap(other.keyName(), other.encode(), key);
        }

        assertBroken(other, moved, sealed.bytes);
    }

    @Test void another_owner_object_or_purpose_does_not_open() throws IOException {
        Sealed sealed = seal(CONTEXT, randomBytes(10), SEGMENT);

        assertBroken(new SealContext("agency-two", "document-1", "document"), sealed.info.key(), sealed.bytes);
        assertBroken(new SealContext("agency-one", "document-2", "document"), sealed.info.key(), sealed.bytes);
        assertBroken(new SealContext("agency-one", "document-1", "batch"), sealed.info.key(), sealed.bytes);
        assertBroken(new SealContext("agency-on", "edocument-1", "document"), sealed.info.key(), sealed.bytes);
    }

    @Test void nothing_of_a_broken_segment_is_given_out_and_the_stream_stays_broken() throws IOException {
        byte[] document = randomBytes(3 * SEGMENT);
        Sealed sealed = seal(CONTEXT, document, SEGMENT);
        sealed.bytes[HEADER + SEALED_SEGMENT + 5] ^= 1;

        InputStream opened = new DocumentOpener(keys).open(CONTEXT, sealed.info.key(), new ByteArrayInputStream(sealed.bytes));
        byte[] first = opened.readNBytes(SEGMENT);

        assertThat(first).isEqualTo(Arrays.copyOf(document, SEGMENT));
        assertThatThrownBy(opened::read).isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> opened.read(new byte[10])).isInstanceOf(SealBroken.class);
        assertThatThrownBy(opened::readAllBytes).isInstanceOf(SealBroken.class);
    }

    @Test void verify_says_before_the_first_byte_whether_the_document_is_whole() throws IOException {
        byte[] document = randomBytes(3 * SEGMENT + 1);
        Sealed sealed = seal(CONTEXT, document, SEGMENT);
        DocumentOpener opener = new DocumentOpener(keys);

        assertThat(opener.verify(CONTEXT, sealed.info.key(), new ByteArrayInputStream(sealed.bytes))).isEqualTo(ContentDigest.of(document));

        sealed.bytes[sealed.bytes.length - 1] ^= 1;
        assertThatThrownBy(() -> opener.verify(CONTEXT, sealed.info.key(), new ByteArrayInputStream(sealed.bytes))).isInstanceOf(SealBroken.class);
    }

    @Test void a_channel_reads_at_any_place() throws IOException {
        byte[] document = randomBytes(9 * SEGMENT + 321);
        Sealed sealed = seal(CONTEXT, document, SEGMENT);
        Random places = new Random(7);

        try (SeekableByteChannel channel = channelOf(CONTEXT, sealed.info.key(), sealed.bytes)) {
            assertThat(channel.size()).isEqualTo(document.length);
            for (int i = 0; i < 300; i++) {
                int from = places.nextInt(document.length);
                int length = Math.min(document.length - from, 1 + places.nextInt(2 * SEGMENT));
                ByteBuffer target = ByteBuffer.allocate(length);
                channel.position(from);
                while (target.hasRemaining()) {
                    channel.read(target);
                }
                assertThat(target.array()).isEqualTo(Arrays.copyOfRange(document, from, from + length));
                assertThat(channel.position()).isEqualTo(from + length);
            }
            assertThat(channel.position(document.length).read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(channel.position(document.length + 10L).read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test void a_channel_refuses_a_changed_segment_when_it_comes_to_it() throws IOException {
        byte[] document = randomBytes(3 * SEGMENT + 5);
        Sealed sealed = seal(CONTEXT, document, SEGMENT);
        sealed.bytes[HEADER + SEALED_SEGMENT + 5] ^= 1;

        try (SeekableByteChannel channel = channelOf(CONTEXT, sealed.info.key(), sealed.bytes)) {
            ByteBuffer first = ByteBuffer.allocate(SEGMENT);
            channel.read(first);

            assertThat(first.array()).isEqualTo(Arrays.copyOf(document, SEGMENT));
            assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(SealBroken.class);
            assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(SealBroken.class);
        }
    }

    @Test void a_disabled_key_version_is_unavailable_and_works_again_when_enabled(@TempDir Path other) throws IOException {
        TestKeyStore store = TestKeyStore.in(other);
        Sealed sealed = seal(store.open(), CONTEXT, new byte[] {1}, SEGMENT);
        Pkcs12KeyStore.addRootVersion(store.file(), store.passwordFile());

        KeyStorePort without = store.openWithout(1);

        assertThatThrownBy(() -> new DocumentOpener(without).open(CONTEXT, sealed.info.key(), new ByteArrayInputStream(sealed.bytes)))
                .isInstanceOf(KeyUnavailable.class);
        assertThat(new DocumentOpener(store.open()).open(CONTEXT, sealed.info.key(), new ByteArrayInputStream(sealed.bytes)).readAllBytes())
                .containsExactly(1);
    }

    @Test void an_aborted_document_has_no_key() throws IOException {
        SealedOutput output = new DocumentSealer(keys).seal(CONTEXT, new ByteArrayOutputStream());
        output.write(new byte[100]);

        output.abort();
        output.close();

        assertThatIllegalStateException().isThrownBy(output::sealed);
        assertThatThrownBy(() -> output.write(1)).isInstanceOf(IOException.class);
    }

    @Test void a_target_that_fails_leaves_no_sealed_document_even_when_closed_afterwards() throws IOException {
        AtomicInteger written = new AtomicInteger();
        SealedOutput output = new DocumentSealer(keys).seal(CONTEXT, new OutputStream() {
            @Override public void write(int one) throws IOException {
                throw new IOException("not used");
            }

            @Override public void write(byte[] source, int offset, int length) throws IOException {
                if (written.addAndGet(length) > SEALED_SEGMENT) {
                    throw new IOException("disk full");
                }
            }
        });

        assertThatThrownBy(() -> output.write(new byte[3 * SEGMENT])).isInstanceOf(IOException.class);
        output.close();

        assertThatIllegalStateException().isThrownBy(output::sealed);
    }

    @Test void there_is_nothing_sealed_before_the_end_and_closing_twice_changes_nothing() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        SealedOutput output = new DocumentSealer(keys).seal(CONTEXT, target);
        output.write(new byte[10]);

        assertThatIllegalStateException().isThrownBy(output::sealed);
        output.close();
        SealedDocument sealed = output.sealed();
        int sizeAfterFirst = target.size();
        output.close();

        assertThat(output.sealed()).isSameAs(sealed);
        assertThat(target.size()).isEqualTo(sizeAfterFirst);
    }

    private record Sealed(SealedDocument info, byte[] bytes) {}

    private static Sealed seal(SealContext context, byte[] document, int pieceBytes) throws IOException {
        return seal(keys, context, document, pieceBytes);
    }

    private static Sealed seal(KeyStorePort keys, SealContext context, byte[] document, int pieceBytes) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        SealedOutput output = new DocumentSealer(keys).seal(context, target);
        for (int from = 0; from < document.length; from += pieceBytes) {
            output.write(document, from, Math.min(pieceBytes, document.length - from));
        }
        output.close();
        return new Sealed(output.sealed(), target.toByteArray());
    }

    private static byte[] open(SealContext context, Sealed sealed) throws IOException {
        try (InputStream opened = new DocumentOpener(keys).open(context, sealed.info.key(), new ByteArrayInputStream(sealed.bytes))) {
            return opened.readAllBytes();
        }
    }

    private byte[] openChannel(SealContext context, Sealed sealed) throws IOException {
        return readAll(context, sealed.info.key(), sealed.bytes);
    }

    private byte[] readAll(SealContext context, WrappedKey key, byte[] sealed) throws IOException {
        try (SeekableByteChannel channel = channelOf(context, key, sealed)) {
            ByteBuffer all = ByteBuffer.allocate((int) channel.size());
            while (all.hasRemaining()) {
                channel.read(all);
            }
            return all.array();
        }
    }

    private SeekableByteChannel channelOf(SealContext context, WrappedKey key, byte[] sealed) throws IOException {
        Path file = own.resolve("sealed");
        Files.write(file, sealed);
        SeekableByteChannel ciphertext = Files.newByteChannel(file);
        try {
            return new DocumentOpener(keys).openChannel(context, key, ciphertext);
        } catch (SealBroken e) {
            ciphertext.close();
            throw e;
        }
    }

    private void assertBroken(SealContext context, WrappedKey key, byte[] sealed) {
        assertThatThrownBy(() -> new DocumentOpener(keys).open(context, key, new ByteArrayInputStream(sealed)).readAllBytes())
                .isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> readAll(context, key, sealed)).isInstanceOf(SealBroken.class);
    }

    private static void copySegment(byte[] from, int fromNumber, byte[] to, int toNumber) {
        System.arraycopy(from, HEADER + fromNumber * SEALED_SEGMENT, to, HEADER + toNumber * SEALED_SEGMENT, SEALED_SEGMENT);
    }

    private static byte[] randomBytes(int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        new Random(sizeBytes).nextBytes(bytes);
        return bytes;
    }
}
