package io.postiljon.sandbox.catalogue;

import io.postiljon.sandbox.client.Drop;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** F, with D15 to D19 (archives) and what the other groups have by SFTP. What the server decides alone is its configuration's: docs/adr/0021. */
final class DropRows {
    private static final byte[] ARCHIVE = {'P', 'K', 3, 4, 0, 0};

    private DropRows() {}

    static Stream<DropAttack> all() {
        return Stream.of(signatures(), archives(), names()).flatMap(rows -> rows);
    }

    private static DropAttack row(String id, String what, String words, DropAttack.Deed deed) {
        return new DropAttack(id, what, words, deed);
    }

    private static Stream<DropAttack> signatures() {
        return Stream.of(
                row("F5", "changed after it was signed", "401 signature-invalid", box -> {
                    Drop drop = box.drop(1);
                    List<Part> changed = new ArrayList<>(drop.entries());
                    changed.set(1, new Part(changed.get(1).name(), null, null, SamplePdf.saying("changed")));
                    return box.signedOver(new Drop(drop.base(), changed), drop.entries());
                }),
                row("F8", "digests given to each other's names", "401 signature-invalid", box -> {
                    Drop drop = box.drop(1);
                    Part first = drop.entries().get(0);
                    Part second = drop.entries().get(1);
                    return box.signedOver(drop, List.of(new Part(first.name(), null, null, second.bytes()), new Part(second.name(), null, null, first.bytes())));
                }),
                row("F9", "signed entry that is missing", "401 signature-coverage", box -> {
                    Drop drop = box.drop(2);
                    return box.signedOver(new Drop(drop.base(), drop.entries().subList(0, 3)), drop.entries());
                }),
                row("F10", "entry that is not signed", "401 signature-coverage", box -> {
                    Drop drop = box.drop(2);
                    return box.signedOver(drop, drop.entries().subList(1, 4));
                }),
                row("F10", "entry of no known kind", "422 document-rejected unlisted-file", box -> box.withEntry("notes.txt", new byte[] {'x'})),
                row("F11", "no signature worth the name", "401 signature-invalid", box -> box.handIn(box.drop(1), "..")),
                row("F11", "signature of another account", "403 signer-mismatch", box -> {
                    Drop drop = box.drop(1);
                    return box.handIn(drop, box.bed().other().signer().sign(drop.entries(), Instant.now()));
                }),
                row("J13", "signature of a certificate that its authority revoked", "401 signature-invalid", box -> {
                    Drop drop = box.drop(1);
                    return box.handIn(drop, Revocations.jades(box.bed().revocations().dropSigner).sign(drop.entries(), Instant.now()));
                }),
                row("F11", "signature of a stranger", "401 signature-invalid", box -> {
                    Drop drop = box.drop(1);
                    return box.handIn(drop, box.bed().impostors().strangersSignature().sign(drop.entries(), Instant.now()));
                }),
                row("F11", "signature of 73 hours", "401 signature-expired", box -> {
                    Drop drop = box.drop(1);
                    return box.handIn(drop, box.signer().sign(drop.entries(), Instant.now().minus(Duration.ofHours(73))));
                }),
                row("F16", "the name of a drop that was taken", "409 duplicate", box -> {
                    Drop drop = box.handIn(box.drop(1));
                    box.result(drop);
                    box.awaitGone(drop);
                    return box.handIn(drop);
                }));
    }

    private static Stream<DropAttack> archives() {
        return Stream.of(
                row("D15", "path upwards", "422 document-rejected archive-path", box -> box.withEntry("messages/../../x.json", new byte[3])),
                row("D15", "absolute path", "422 document-rejected archive-path", box -> box.withEntry("/etc/x.json", new byte[3])),
                row("D15", "path of Windows", "422 document-rejected archive-path", box -> box.withEntry("docs\\..\\x.pdf", new byte[3])),
                row("D16", "declares more than the limit", "422 document-rejected archive-too-large", box -> box.bytes(DropBox.bomb(9))),
                row("D16", "declares less than it holds", "422 document-rejected archive-too-large", box -> box.bytes(lying(box.zip(bombed(box))))),
                row("D17", "archive by its name", "422 document-rejected nested-archive", box -> box.withEntry("docs/inner.zip", new byte[3])),
                row("D17", "archive by its bytes", "422 document-rejected nested-archive", box -> box.withEntry("docs/other.pdf", ARCHIVE)),
                row("D18", "link", "422 document-rejected archive-symlink", box -> box.bytes(linked(box.zip(box.drop(1))))),
                row("D19", "entry twice", "422 document-rejected archive-malformed", box -> box.bytes(renamed(box))),
                row("D19", "directory and entry differ", "422 document-rejected archive-malformed", box -> box.bytes(differing(box.zip(box.drop(1))))),
                row("D19", "bytes behind the end", "422 document-rejected archive-malformed", box -> box.bytes(joined(box.zip(box.drop(1)), new byte[] {'x'}))),
                row("D19", "bytes before the start", "422 document-rejected archive-malformed", box -> box.bytes(joined(new byte[] {'x'}, box.zip(box.drop(1))))),
                row("D19", "no zip at all", "422 document-rejected archive-malformed", box -> box.bytes("<html>".getBytes(StandardCharsets.US_ASCII))),
                row("F17", "bomb beside good letters", "422 document-rejected archive-too-large", box -> box.withEntry("docs/bomb.pdf", new byte[9 * 1024 * 1024])),
                row("F18", "larger than a drop may be", "422 document-rejected archive-too-large", box -> box.bytes(new byte[8 * 1024 * 1024 + 1])));
    }

    private static Stream<DropAttack> names() {
        return Stream.of(
                wrong("of another organisation", base -> base.replaceFirst("^OVO[0-9]{6}", "OVO999002")),
                wrong("of another environment", base -> base.replaceFirst("T$", "P")),
                wrong("of another day", base -> base.replaceFirst("\\.\\d{8}\\.", ".20200101.")),
                wrong("of a day that is none", base -> base.replaceFirst("\\.\\d{8}\\.", ".20269999.")),
                wrong("of no form", base -> "brieven"),
                row("C3", "name CamelFileName", "422 invalid-filename", box -> box.handIn(new Drop("CamelFileName", box.drop(1).entries()))),
                unnamed("with spaces", "brieven van vandaag (1).zip"), unnamed("with an accent", "caf\u00e9.ZIP"));
    }

    private static DropAttack wrong(String what, java.util.function.UnaryOperator<String> change) {
        return row("F7", "name " + what, "422 invalid-filename", box -> {
            Drop drop = box.drop(1);
            return box.handIn(new Drop(change.apply(drop.base()), drop.entries()));
        });
    }

    private static DropAttack unnamed(String what, String name) {
        return row("F7", "name " + what, "422 invalid-filename", box -> {
            box.sftp().put("in/" + name, new byte[] {1});
            box.sftp().put("in/" + name + ".go", new byte[0]);
            return new Drop("unnamed-" + sha256(name).substring(0, 16), List.of());
        });
    }

    private static String sha256(String text) throws java.security.GeneralSecurityException {
        return java.util.HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A good drop in which only one of many may not be sent: A11. */
    static Drop oneOfMany(DropBox box, int letters) {
        List<Letter> all = new ArrayList<>();
        for (int i = 0; i < letters; i++) {
            all.add(i == letters / 2 ? box.letter().with("purpose", "other-purpose") : box.letter());
        }
        return box.handIn(box.drop(all));
    }

    /** A good drop whose last entry unpacks to nine mebibytes. */
    private static Drop bombed(DropBox box) {
        Drop drop = box.drop(1);
        List<Part> entries = new ArrayList<>(drop.entries());
        entries.add(new Part("docs/bomb.pdf", null, null, new byte[9 * 1024 * 1024]));
        return new Drop(drop.base(), entries);
    }

    /** The size in the directory is one mebibyte, what unpacks are nine. */
    private static byte[] lying(byte[] zip) {
        byte[] changed = zip.clone();
        int at = lastHeader(changed, "PK\u0001\u0002") + 24;
        int descriptor = lastHeader(changed, "PK\u0007\u0008") + 12;
        for (int place : new int[] {at, descriptor}) {
            System.arraycopy(new byte[] {0, 0, 0x10, 0}, 0, changed, place, 4);
        }
        return changed;
    }

    /** The file type in the directory says: symbolic link. */
    private static byte[] linked(byte[] zip) {
        byte[] changed = zip.clone();
        int at = lastHeader(changed, "PK\u0001\u0002");
        changed[at + 5] = 3;                                                // made on Unix
        System.arraycopy(new byte[] {0, 0, (byte) 0xFF, (byte) 0xA1}, 0, changed, at + 38, 4);
        return changed;
    }

    /** Two entries, of the same name when the zip is done. */
    private static byte[] renamed(DropBox box) throws IOException {
        Drop drop = box.drop(1);
        List<Part> entries = new ArrayList<>(drop.entries());
        entries.add(new Part("docs/twice-1.pdf", null, null, new byte[] {1}));
        entries.add(new Part("docs/twice-2.pdf", null, null, new byte[] {2}));
        return new String(box.zip(new Drop(drop.base(), entries)), StandardCharsets.ISO_8859_1).replace("twice-2", "twice-1").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] differing(byte[] zip) {
        byte[] changed = zip.clone();
        changed[lastHeader(changed, "PK\u0001\u0002") + 46 + 6] ^= 1;
        return changed;
    }

    private static int lastHeader(byte[] zip, String mark) {
        return new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf(mark);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
