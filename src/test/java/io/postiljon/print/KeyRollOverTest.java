package io.postiljon.print;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.postiljon.sandbox.supplier.PgpKeys;
import io.postiljon.sandbox.supplier.PgpPeer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are rolled over by replacing files, on both sides, while orders and answers go on. */
class KeyRollOverTest {
    private static final byte[] TEXT = "an order".getBytes(UTF_8);
    private static final String OUR_ID = "Postiljon <gateway@postiljon.example>";
    private static final String THEIR_ID = "Drukker <orders@drukker.example>";
    private static final PgpKeys OURS = PgpKeys.generate(OUR_ID);
    private static final PgpKeys OURS_NEW = PgpKeys.another(OUR_ID, OURS.passphrase());
    private static final PgpKeys THEIRS = PgpKeys.generate(THEIR_ID);
    private static final PgpKeys THEIRS_NEW = PgpKeys.another(THEIR_ID, "other");

    private final DefaultCamelContext camel = new DefaultCamelContext();
    @TempDir private Path folder;
    private Path signer;

    @BeforeEach void oneKeyOnEachSide() throws Exception {
        camel.start();
        ourRing(OURS);
        theirRing(THEIRS);
        Files.writeString(folder.resolve("passphrase"), OURS.passphrase() + "\n");
    }

    @AfterEach void close() throws IOException {
        camel.close();
    }

    @Test void while_the_supplier_has_two_keys_either_opens_an_order_and_either_signs_an_answer() throws Exception {
        theirRing(THEIRS, THEIRS_NEW);

        byte[] order = sealed(now());

        assertThat(PgpPeer.open(order, THEIRS, OURS)).isEqualTo(TEXT);
        assertThat(PgpPeer.open(order, THEIRS_NEW, OURS)).isEqualTo(TEXT);
        assertThat(opened(PgpPeer.seal(TEXT, THEIRS, OURS), now())).isEqualTo(TEXT);
        assertThat(opened(PgpPeer.seal(TEXT, THEIRS_NEW, OURS), now())).isEqualTo(TEXT);
    }

    @Test void a_key_that_left_the_ring_is_out_at_the_next_use() throws Exception {
        SupplierPgp running = pgp(now());
        theirRing(THEIRS_NEW);

        ByteArrayOutputStream order = new ByteArrayOutputStream();
        running.marshal(exchange(), new ByteArrayInputStream(TEXT), order);

        assertThat(PgpPeer.open(order.toByteArray(), THEIRS_NEW, OURS)).isEqualTo(TEXT);
        assertThatException().isThrownBy(() -> PgpPeer.open(order.toByteArray(), THEIRS, OURS));
        assertThatException().isThrownBy(() -> opened(PgpPeer.seal(TEXT, THEIRS, OURS), now()));
    }

    @Test void a_revoked_key_is_neither_encrypted_to_nor_believed() throws Exception {
        Files.write(folder.resolve("theirs"), join(THEIRS.revokedPublicKey(), THEIRS_NEW.armoredPublicKey()));

        byte[] order = sealed(now());

        assertThat(PgpPeer.open(order, THEIRS_NEW, OURS)).isEqualTo(TEXT);
        assertThatException().isThrownBy(() -> PgpPeer.open(order, THEIRS, OURS));
        assertThatException().isThrownBy(() -> opened(PgpPeer.seal(TEXT, THEIRS, OURS), now()));
        Files.write(folder.resolve("theirs"), THEIRS.revokedPublicKey());
        assertThatException().isThrownBy(() -> sealed(now())).isInstanceOf(IOException.class).withMessageContaining("neither expired nor revoked");
    }

    @Test void an_expired_key_is_neither_encrypted_to_nor_believed_nor_signs() throws Exception {
        Instant later = now().plus(Duration.ofDays(399));    // the keys of the tests live for 398 days
        byte[] answer = PgpPeer.seal(TEXT, THEIRS, OURS);

        assertThat(opened(answer, now())).isEqualTo(TEXT);
        assertThatException().isThrownBy(() -> opened(answer, later)).isInstanceOf(IOException.class);
        assertThatException().isThrownBy(() -> sealed(later)).isInstanceOf(IOException.class);
    }

    @Test void our_old_and_new_key_both_open_answers_and_the_named_one_signs() throws Exception {
        ourRing(OURS, OURS_NEW);
        assertThatException().as("two can be meant").isThrownBy(() -> sealed(now())).withMessageContaining("must be one");
        signer = Files.writeString(folder.resolve("signer"), OURS.fingerprint() + "\n");

        byte[] before = sealed(now());
        Files.writeString(signer, OURS_NEW.fingerprint().toUpperCase(java.util.Locale.ROOT));
        byte[] after = sealed(now());

        assertThat(PgpPeer.open(before, THEIRS, OURS)).isEqualTo(TEXT);
        assertThatException().isThrownBy(() -> PgpPeer.open(before, THEIRS, OURS_NEW));
        assertThat(PgpPeer.open(after, THEIRS, OURS_NEW)).isEqualTo(TEXT);
        assertThat(opened(PgpPeer.seal(TEXT, THEIRS, OURS), now())).isEqualTo(TEXT);
        assertThat(opened(PgpPeer.seal(TEXT, THEIRS, OURS_NEW), now())).isEqualTo(TEXT);
    }

    private static Instant now() {
        return Instant.now();
    }

    private SupplierPgp pgp(Instant now) {
        return new SupplierPgp(new PrintSettings.Pgp(folder.resolve("ours"), folder.resolve("passphrase"), OUR_ID, signer),
                new PrintSettings.SupplierKeys(folder.resolve("theirs"), THEIR_ID),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private byte[] sealed(Instant now) throws Exception {
        ByteArrayOutputStream order = new ByteArrayOutputStream();
        pgp(now).marshal(exchange(), new ByteArrayInputStream(TEXT), order);
        return order.toByteArray();
    }

    private byte[] opened(byte[] answer, Instant now) throws Exception {
        return pgp(now).open(new ByteArrayInputStream(answer), 1024);
    }

    private Exchange exchange() {
        return new DefaultExchange(camel);
    }

    private void ourRing(PgpKeys... keys) throws IOException {
        byte[][] parts = java.util.stream.Stream.of(keys).map(PgpKeys::armoredSecretKey).toArray(byte[][]::new);
        Files.write(folder.resolve("ours"), join(parts));
    }

    private void theirRing(PgpKeys... keys) throws IOException {
        byte[][] parts = java.util.stream.Stream.of(keys).map(PgpKeys::armoredPublicKey).toArray(byte[][]::new);
        Files.write(folder.resolve("theirs"), join(parts));
    }

    private static byte[] join(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }
}
