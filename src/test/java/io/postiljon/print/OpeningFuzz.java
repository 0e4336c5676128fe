package io.postiljon.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.fuzz.FuzzTarget;
import io.postiljon.sandbox.supplier.PgpKeys;
import io.postiljon.sandbox.supplier.PgpPackets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPException;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The OpenPGP message around an answer, made by somebody who knows all public keys and has two true answers of the supplier, but not its key: he
 * may put packets together as he likes. Whatever opens is one of those two answers, whole.
 *
 * <p>An input is a script, as keys are made anew for each run: {@code p l s} are the packets (signature announced, content, signature) of the first
 * answer, {@code P L S} of the second, {@code q m t} of a text of his own under his own key; {@code z}: what follows is compressed; {@code r} and a
 * length: bytes as they are; {@code x}, {@code y}, a place in two bytes and a mask: a byte changed before, and after encryption; {@code c} and
 * a place: cut there; {@code n}: without integrity protection; {@code u}: not encrypted.
 */
public final class OpeningFuzz implements FuzzTarget {
    private static final String OUR_ID = "Postiljon <gateway@postiljon.example>";
    private static final String THEIR_ID = "Drukker <orders@drukker.example>";
    private static final int LIMIT_BYTES = 64;
    private static final byte[] FIRST = "{\"events\":[1]}".getBytes(US_ASCII);
    private static final byte[] SECOND = "{\"events\":[2], \"more\":[3]}".getBytes(US_ASCII);

    private final PgpKeys ours = PgpKeys.generate(OUR_ID);
    private final List<PgpPackets> packets;
    private final SupplierPgp pgp;

    public OpeningFuzz() {
        PgpKeys theirs = PgpKeys.generate(THEIR_ID);
        try {
            packets = List.of(PgpPackets.of(FIRST, theirs), PgpPackets.of(SECOND, theirs), PgpPackets.of("forged".getBytes(US_ASCII), PgpKeys.another(THEIR_ID, "x")));
            Path folder = Files.createTempDirectory("opening");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            PgpKeys.KeyFiles own = ours.writeTo(folder, "ours");
            pgp = new SupplierPgp(new PrintSettings.Pgp(own.secretKey(), own.passphrase(), OUR_ID, null),
                    new PrintSettings.SupplierKeys(theirs.writeTo(folder, "theirs").publicKey(), THEIR_ID), Clock.systemUTC());
        } catch (PGPException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override public boolean takes(byte[] input) throws Exception {
        byte[] message = message(ByteBuffer.wrap(input));
        byte[] opened;
        try {
            opened = pgp.open(new ByteArrayInputStream(message), LIMIT_BYTES);
        } catch (IOException refused) {
            return false;
        }
        assertThat(List.of(new String(FIRST, US_ASCII), new String(SECOND, US_ASCII))).contains(new String(opened, US_ASCII));
        return true;
    }

    private byte[] message(ByteBuffer script) throws PGPException, IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ByteArrayOutputStream outer = null;
        ByteBuffer before = ByteBuffer.allocate(script.remaining());
        ByteBuffer after = ByteBuffer.allocate(script.remaining());
        PgpPackets.Integrity integrity = PgpPackets.Integrity.PROTECTED;
        boolean encrypted = true;
        int cut = Integer.MAX_VALUE;
        while (script.hasRemaining()) {
            byte step = script.get();
            switch (step) {
                case 'p', 'P', 'q' -> plain.writeBytes(packets.get("pPq".indexOf(step)).onePass());
                case 'l', 'L', 'm' -> plain.writeBytes(packets.get("lLm".indexOf(step)).literal());
                case 's', 'S', 't' -> plain.writeBytes(packets.get("sSt".indexOf(step)).signature());
                case 'z' -> {
                    if (outer == null) {
                        outer = plain;
                        plain = new ByteArrayOutputStream();
                    }
                }
                case 'r' -> {
                    byte[] raw = new byte[script.hasRemaining() ? Math.min(script.get() & 0xff, script.remaining()) : 0];
                    script.get(raw);
                    plain.writeBytes(raw);
                }
                case 'x', 'y' -> {
                    if (script.remaining() >= 3) {
                        (step == 'x' ? before : after).put(script.get()).put(script.get()).put(script.get());
                    }
                }
                case 'c' -> cut = script.remaining() >= 2 ? Short.toUnsignedInt(script.getShort()) : cut;
                case 'n' -> integrity = PgpPackets.Integrity.NOT_PROTECTED;
                case 'u' -> encrypted = false;
                default -> { }
            }
        }
        byte[] inner = plain.toByteArray();
        if (outer != null) {
            outer.writeBytes(PgpPackets.compressed(inner));
            inner = outer.toByteArray();
        }
        change(inner, before.flip());
        byte[] message = encrypted ? PgpPackets.encrypted(inner, ours, integrity) : inner;
        change(message, after.flip());
        return java.util.Arrays.copyOf(message, Math.min(cut, message.length));
    }

    private static void change(byte[] bytes, ByteBuffer changes) {
        while (bytes.length > 0 && changes.remaining() >= 3) {
            int place = Short.toUnsignedInt(changes.getShort());
            bytes[place % bytes.length] ^= changes.get();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    @Override public List<byte[]> seeds() {
        return Stream.of("pls", "PLS", "zpls", "l", "ls", "pl", "plS", "pLs", "qmt", "pmls", "plms", "plsm", "qmls", "pPlLSs", "nplS", "npls", "upls", "plsr\u0004abcd",
                        "plsx\u0000\u0040\u0001", "plsy\u0001\u0000\u0001", "plsc\u0001\u0000", "plsz", "mpls", "sl", "st", "spl")
                .map(script -> script.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)).toList();
    }
}
