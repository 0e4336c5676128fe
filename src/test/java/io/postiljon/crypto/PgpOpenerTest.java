package io.postiljon.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postiljon.sandbox.supplier.PgpBomb;
import io.postiljon.sandbox.supplier.PgpKeys;
import io.postiljon.sandbox.supplier.PgpPeer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What opens, what does not, and that nothing that comes takes more memory than its limit. */
class PgpOpenerTest {
    private static final byte[] CONTENT = "{\"result\":\"ACCEPTED\"}".getBytes(UTF_8);
    private static final PgpKeys OURS = PgpKeys.generate("Postiljon <gateway@postiljon.example>");
    private static final PgpKeys THEIRS = PgpKeys.generate("Drukker <orders@drukker.example>");
    private static final PgpKeys STRANGER = PgpKeys.generate("Vreemde <x@vreemde.example>");
    private static final byte[] NOTHING = new byte[0];
    private static final int LIMIT_BYTES = 1024 * 1024;
    private static final long GIGABYTES = 3L << 30;
    private static final long MEMORY_BYTES = 32L << 20;

    @TempDir private Path folder;
    private PgpOpener opener;

    @BeforeEach void keys() throws IOException {
        opener = opener(THEIRS);
    }

    @ParameterizedTest @ValueSource(ints = {0, 1})
    void what_a_signer_sealed_opens_plain_or_compressed_once(int layers) throws Exception {
        assertThat(open(PgpBomb.layered(CONTENT, layers, NOTHING, THEIRS, OURS))).isEqualTo(CONTENT);
        assertThat(open(PgpPeer.seal(CONTENT, THEIRS, OURS))).isEqualTo(CONTENT);
    }

    @ParameterizedTest @ValueSource(ints = {2, 3, 40})
    void what_is_compressed_more_than_once_does_not_open(int layers) throws Exception {
        byte[] sealed = PgpBomb.layered(CONTENT, layers, NOTHING, THEIRS, OURS);

        assertThatThrownBy(() -> open(sealed)).isInstanceOf(IOException.class).hasMessage("a message does not open");
    }

    @Test void the_limit_is_the_last_size_that_opens() throws Exception {
        byte[] sealed = PgpBomb.layered(new byte[2000], 1, NOTHING, THEIRS, OURS);

        assertThat(opener.open(new ByteArrayInputStream(sealed), 2000)).hasSize(2000);
        assertThatThrownBy(() -> opener.open(new ByteArrayInputStream(sealed), 1999)).isInstanceOf(TooMuchContent.class);
    }

    @Test void a_few_megabytes_that_unpack_to_gigabytes_take_no_more_memory_than_the_limit() throws Exception {
        byte[] bomb = PgpBomb.ofZeros(GIGABYTES, THEIRS, OURS);
        assertThat(bomb).hasSizeLessThan(8 << 20);

        long before = allocated();
        assertThatThrownBy(() -> open(bomb)).isInstanceOf(TooMuchContent.class);

        assertThat(allocated() - before).isLessThan(MEMORY_BYTES);
    }

    @Test void announcements_of_signatures_without_end_take_no_more_memory_either() throws Exception {
        byte[] bomb = PgpBomb.ofAnnouncements(100_000_000, THEIRS, OURS);

        long before = allocated();
        assertThatThrownBy(() -> open(bomb)).isInstanceOf(IOException.class);

        assertThat(allocated() - before).isLessThan(MEMORY_BYTES);
    }

    @Test void what_comes_behind_the_signatures_makes_it_void() throws Exception {
        byte[] sealed = PgpBomb.layered(CONTENT, 1, new byte[] {(byte) 0xCB, 8, 'b', 0, 0, 0, 0, 0, 'x', 'y'}, THEIRS, OURS);

        assertThatThrownBy(() -> open(sealed)).isInstanceOf(IOException.class);
    }

    @Test void who_is_no_signer_is_not_believed_and_what_is_for_others_does_not_open() throws Exception {
        byte[] byStranger = PgpPeer.seal(CONTENT, STRANGER, OURS);
        byte[] forStranger = PgpPeer.seal(CONTENT, THEIRS, STRANGER);

        assertThatThrownBy(() -> open(byStranger)).hasMessage("a message does not open");
        assertThatThrownBy(() -> open(forStranger)).hasMessage("a message does not open");
        opener = new PgpOpener(ring(OURS), OURS.passphrase(), publicRing(STRANGER), "Drukker");
        assertThatThrownBy(() -> open(byStranger)).as("a key of the ring with another user id").hasMessage("a message does not open");
    }

    /** Some bits of the packet with the session key say nothing, such as how many bits its number has. */
    @Test void a_changed_bit_never_changes_what_comes_out_and_a_cut_makes_it_void() throws Exception {
        byte[] sealed = PgpPeer.seal(CONTENT, THEIRS, OURS);

        int opened = 0;
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 4;
            byte[] cut = Arrays.copyOf(sealed, i);
            assertThatThrownBy(() -> open(cut)).isInstanceOf(Exception.class);
            opened += opensUnchanged(changed) ? 1 : 0;
        }
        assertThat(opened).isLessThan(4);
    }

    private boolean opensUnchanged(byte[] sealed) {
        byte[] content;
        try {
            content = open(sealed);
        } catch (IOException | RuntimeException notOpened) {
            return false;
        }
        assertThat(content).isEqualTo(CONTENT);
        return true;
    }

    private byte[] open(byte[] sealed) throws IOException {
        return opener.open(new ByteArrayInputStream(sealed), LIMIT_BYTES);
    }

    private PgpOpener opener(PgpKeys signer) throws IOException {
        return new PgpOpener(ring(OURS), OURS.passphrase(), publicRing(signer), "Drukker <orders");
    }

    private byte[] ring(PgpKeys keys) throws IOException {
        return PgpKeyRings.secretKeys(keys.writeTo(folder, keys.fingerprint()).secretKey());
    }

    private byte[] publicRing(PgpKeys keys) throws IOException {
        return PgpKeyRings.usablePublicKeys(keys.writeTo(folder, keys.fingerprint()).publicKey(), Instant.now());
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
