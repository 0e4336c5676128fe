package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * The zip of a drop. What is taken has the same entries with the same bytes for a reader that believes the directory and for one that reads
 * from the front; names stay in their folder and sizes within the limits.
 */
public final class DropFuzz implements FuzzTarget {
    private static final DropLimits LIMITS = new DropLimits(100_000, 20_000, 3, 4, 10_000);
    private static final Path FOLDER = Path.of("/drop");

    @Override public boolean takes(byte[] input) throws IOException {
        Map<String, String> ours = new LinkedHashMap<>();
        try {
            List<DropSlot> slots = DropDirectory.read(new SeekableInMemoryByteChannel(input), LIMITS);
            requireLimits(slots);
            DropArchive archive = new DropArchive(new SeekableInMemoryByteChannel(input));
            for (DropSlot slot : slots) {
                byte[] content = read(archive, slot);
                assertThat(content.length).isEqualTo((int) slot.sizeBytes());
                assertThat(ours.put(slot.name(), text(content))).as("an entry twice").isNull();
            }
        } catch (RefusalException refused) {
            RefusalFuzz.requireTellable(refused.refusal());
            return false;
        }
        assertThat(byDirectory(input)).as("by the directory").isEqualTo(ours);
        Optional<Map<String, String>> fromTheFront = fromTheFront(input);
        fromTheFront.ifPresent(entries -> assertThat(entries).as("from the front").isEqualTo(ours));
        return !ours.isEmpty();
    }

    private static void requireLimits(List<DropSlot> slots) {
        assertThat(slots.stream().mapToLong(DropSlot::sizeBytes).sum()).isLessThanOrEqualTo(LIMITS.unpackedBytes());
        assertThat(slots.stream().filter(slot -> slot.kind() == DropSlot.Kind.MESSAGE)).hasSizeLessThanOrEqualTo(LIMITS.messages());
        assertThat(slots.stream().filter(slot -> slot.kind() == DropSlot.Kind.DOCUMENT)).hasSizeLessThanOrEqualTo(LIMITS.documents());
        for (DropSlot slot : slots) {
            Path place = FOLDER.resolve(slot.name());
            assertThat(place.normalize()).isEqualTo(place).matches(path -> path.startsWith(FOLDER));
            assertThat(place.getNameCount()).isLessThanOrEqualTo(3);
            assertThat(slot.name()).doesNotContain("\\", ":").hasSizeLessThanOrEqualTo(2 * DropEntryName.LONGEST);
        }
    }

    private static byte[] read(DropArchive archive, DropSlot slot) throws IOException {
        try (InputStream content = archive.open(slot)) {
            return content.readAllBytes();
        }
    }

    private static Map<String, String> byDirectory(byte[] input) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipFile zip = ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(input)).get()) {
            for (ZipArchiveEntry entry : java.util.Collections.list(zip.getEntries())) {
                if (!entry.isDirectory()) {
                    assertThat(entries.put(entry.getName(), text(zip.getInputStream(entry).readAllBytes()))).isNull();
                }
            }
        }
        return entries;
    }

    /** Empty for a wrong checksum, which our reader does not look at: the signature has a better one for each entry. */
    private static Optional<Map<String, String>> fromTheFront(byte[] input) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(input))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    assertThat(entries.put(entry.getName(), text(zip.readAllBytes()))).isNull();
                }
            }
        } catch (ZipException wrong) {
            assertThat(wrong).hasMessageContaining("invalid entry CRC");
            return Optional.empty();
        }
        return Optional.of(entries);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override public List<byte[]> seeds() throws IOException {
        String message = Fixtures.aMessageToACitizen().toString();
        Map<String, String> whole = new LinkedHashMap<>();
        whole.put("signature.jws", "x..y");
        whole.put("messages/1.json", message);
        whole.put("docs/upfile1.pdf", "%PDF-1.7 " + "a".repeat(500));
        Map<String, String> folders = new LinkedHashMap<>();
        folders.put("messages/", "");
        folders.put("messages/1.json", "{}");
        folders.put("docs/", "");
        folders.put("docs/brief één.pdf", "%PDF-");
        List<byte[]> seeds = new ArrayList<>(List.of(zipped(whole), packed(whole, ZipEntry.STORED), packed(folders, ZipEntry.DEFLATED), packed(folders, ZipEntry.STORED)));
        seeds.add(behind("junk", packed(whole, ZipEntry.STORED)));
        for (String name : List.of("docs/../x.pdf", "/docs/x.pdf", "docs/inner.zip", "other.txt")) {
            seeds.add(zipped(Map.of(name, "x")));
        }
        return seeds;
    }

    /** The same zip with something before it, and every place moved on by as much. */
    private static byte[] behind(String text, byte[] zip) {
        ByteBuffer moved = ByteBuffer.allocate(text.length() + zip.length).order(ByteOrder.LITTLE_ENDIAN);
        moved.put(text.getBytes(StandardCharsets.US_ASCII)).put(zip);
        int end = moved.capacity() - 22;
        moved.putInt(end + 16, moved.getInt(end + 16) + text.length());
        for (int at = moved.getInt(end + 16); at < end; at += 46 + moved.getShort(at + 28) + moved.getShort(at + 30)) {
            moved.putInt(at + 42, moved.getInt(at + 42) + text.length());
        }
        return moved.array();
    }

    /** With descriptors behind the entries. */
    private static byte[] zipped(Map<String, String> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** Without descriptors, and with file types. */
    private static byte[] packed(Map<String, String> entries, int method) throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel)) {
            for (Map.Entry<String, String> each : entries.entrySet()) {
                ZipArchiveEntry entry = new ZipArchiveEntry(each.getKey());
                entry.setMethod(method);
                entry.setTime(0);
                entry.setUnixMode(each.getKey().endsWith("/") ? 0040755 : 0100644);
                zip.putArchiveEntry(entry);
                zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeArchiveEntry();
            }
        }
        return java.util.Arrays.copyOf(channel.array(), (int) channel.size());
    }
}
