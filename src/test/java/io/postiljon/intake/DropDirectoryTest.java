package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a zip may be, and the attacks D15 to D19 on it. */
class DropDirectoryTest {
    private static final DropLimits LIMITS = new DropLimits(1_000_000, 100_000, 3, 4, 50_000);
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;

    @Test void entries_are_found_and_read_stored_or_deflated_with_or_without_folders() throws IOException {
        byte[] deflated = zip(Map.of("messages/1.json", "a".repeat(5000)));
        byte[] withFolders = zipOf(ZipEntry.STORED, "messages/", "", "messages/1.json", "{}", "docs/", "", "docs/brief één.pdf", "%PDF-");

        assertThat(read(deflated, "messages/1.json")).isEqualTo("a".repeat(5000));
        assertThat(slots(withFolders)).extracting(DropSlot::name).containsExactly("messages/1.json", "docs/brief één.pdf");
        assertThat(read(withFolders, "docs/brief één.pdf")).isEqualTo("%PDF-");
    }

    @Test void what_an_independent_packer_writes_to_a_stream_or_a_file_is_read_too() throws IOException {
        assertThat(read(packed(entry("messages/1.json", 0100644)), "messages/1.json")).isEqualTo("content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../messages/1.json", "messages/../../1.json", "/messages/1.json", "messages\\1.json", "C:messages/1.json", "docs//a.pdf",
        "docs/./a.pdf", "docs/a\u202Efdp.pdf", "docs/a\nb.pdf"})
    void a_path_out_of_its_folder_is_refused(String name) {
        assertThat(refusal(zip(Map.of(name, "x")))).isEqualTo(Complaint.ARCHIVE_PATH);
    }

    @Test void a_name_too_long_for_a_key_is_refused() {
        assertThat(refusal(zip(Map.of("messages/" + "x".repeat(82) + ".json", "x")))).isEqualTo(Complaint.ARCHIVE_PATH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.txt", "messages/a/b.json", "docs/a.docm", "messages/1.xml", "messages/.json", "docs/.pdf", "Signature.jws", "signature.jws/"})
    void a_file_that_belongs_nowhere_is_refused(String name) {
        assertThat(refusal(zip(Map.of(name, "x")))).isEqualTo(Complaint.ARCHIVE_ENTRY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inner.zip", "docs/inner.ZIP", "messages/inner.jar", "docs/x.7z"})
    void an_archive_in_the_archive_is_refused(String name) {
        assertThat(refusal(zip(Map.of(name, "x")))).isEqualTo(Complaint.ARCHIVE_NESTED);
    }

    @Test void a_link_and_a_device_are_refused() throws IOException {
        assertThat(refusal(packed(entry("docs/a.pdf", 0120777)))).isEqualTo(Complaint.ARCHIVE_LINK);
        assertThat(refusal(packed(entry("docs/a.pdf", 0060644)))).isEqualTo(Complaint.ARCHIVE_LINK);
    }

    @Test void the_declared_size_of_all_entries_together_is_limited_before_anything_is_unpacked() {
        assertThat(refusal(zipOf(ZipEntry.DEFLATED, "messages/1.json", "a".repeat(60_000), "docs/1.pdf", "a".repeat(60_000)))).isEqualTo(Complaint.ARCHIVE_SIZE);
    }

    @Test void too_many_entries_messages_or_documents_are_refused() {
        assertThat(refusal(zip(named("messages/%d.json", 4)))).isEqualTo(Complaint.ARCHIVE_SIZE);
        assertThat(refusal(zip(named("docs/%d.pdf", 5)))).isEqualTo(Complaint.ARCHIVE_SIZE);
        assertThat(refusal(zip(named("docs/%d.pdf", 50)))).isEqualTo(Complaint.ARCHIVE_SIZE);
        assertThat(refusalOf(zip(named("messages/%d.json", 3)))).isNull();
    }

    @Test void an_entry_that_unpacks_to_more_or_less_than_it_declares_is_refused_while_it_is_read() {
        byte[] zip = zipOf(ZipEntry.STORED, "docs/1.pdf", "x".repeat(100));
        byte[] more = deflatedDeclaring(5000, 4000);
        byte[] less = deflatedDeclaring(5000, 6000);

        assertThat(refusalOf(zip)).isNull();
        assertThat(complaintOf(() -> read(more, "docs/1.pdf"))).isEqualTo(Complaint.ARCHIVE_SIZE);
        assertThat(complaintOf(() -> read(less, "docs/1.pdf"))).isEqualTo(Complaint.ARCHIVE_BROKEN);
    }

    @Test void packed_bytes_that_are_none_are_refused_while_they_are_read() {
        byte[] zip = deflatedDeclaring(5000, 5000);
        int data = 30 + "docs/1.pdf".length();
        Arrays.fill(zip, data, data + 5, (byte) 0xFF);

        assertThat(complaintOf(() -> read(zip, "docs/1.pdf"))).isEqualTo(Complaint.ARCHIVE_BROKEN);
    }

    @Test void packed_bytes_of_a_folder_are_refused() {
        byte[] zip = zipOf(ZipEntry.DEFLATED, "docs/", "", "docs/1.pdf", "x");
        assertThat(refusalOf(zip)).isNull();

        zip[30 + "docs/".length()] = 'h';

        assertThat(refusal(zip)).isEqualTo(Complaint.ARCHIVE_BROKEN);
    }

    @Test void the_same_name_twice_is_refused() {
        byte[] zip = zipOf(ZipEntry.STORED, "docs/1.pdf", "a", "docs/2.pdf", "b");

        assertThat(refusal(replaced(zip, "docs/2.pdf", "docs/1.pdf"))).isEqualTo(Complaint.ARCHIVE_BROKEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 8, 14, 18, 22})
    void a_header_that_differs_from_the_directory_is_refused(int field) {
        byte[] zip = zipOf(ZipEntry.STORED, "docs/1.pdf", "abc");
        zip[at(zip, LOCAL, 0) + field] ^= 2;

        assertThat(refusal(zip)).isEqualTo(Complaint.ARCHIVE_BROKEN);
    }

    @Test void a_name_that_differs_from_the_directory_is_refused() {
        byte[] zip = zipOf(ZipEntry.STORED, "docs/1.pdf", "abc");
        zip[at(zip, LOCAL, 0) + 30 + 5] = '2';

        assertThat(refusal(zip)).isEqualTo(Complaint.ARCHIVE_BROKEN);
    }

    @Test void a_descriptor_that_differs_from_the_directory_is_refused() {
        byte[] zip = zip(Map.of("docs/1.pdf", "abc"));
        zip[at(zip, CENTRAL, 0) - 4] ^= 1;

        assertThat(refusal(zip)).isEqualTo(Complaint.ARCHIVE_BROKEN);
    }

    @Test void entries_that_overlap_are_refused() {
        byte[] zip = zipOf(ZipEntry.STORED, "docs/1.pdf", "a", "docs/2.pdf", "b");
        int second = at(zip, CENTRAL, at(zip, CENTRAL, 0) + 1);
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(second + 42, 0);

        assertThat(refusal(zip)).isEqualTo(Complaint.ARCHIVE_BROKEN);
    }

    @Test void encryption_other_packings_and_second_names_are_refused() throws IOException {
        byte[] encrypted = zipOf(ZipEntry.STORED, "docs/1.pdf", "abc");
        encrypted[at(encrypted, LOCAL, 0) + 6] |= 1;
        encrypted[at(encrypted, CENTRAL, 0) + 8] |= 1;
        byte[] otherPacking = zipOf(ZipEntry.STORED, "docs/1.pdf", "abc");
        otherPacking[at(otherPacking, LOCAL, 0) + 8] = 12;
        otherPacking[at(otherPacking, CENTRAL, 0) + 10] = 12;
        ZipArchiveEntry secondName = entry("docs/1.pdf", 0100644);
        secondName.addExtraField(new org.apache.commons.compress.archivers.zip.UnicodePathExtraField("docs/other.pdf", "docs/1.pdf".getBytes(StandardCharsets.UTF_8)));

        assertThat(refusal(encrypted)).isEqualTo(Complaint.ARCHIVE_BROKEN);
        assertThat(refusal(otherPacking)).isEqualTo(Complaint.ARCHIVE_BROKEN);
        assertThat(refusal(packed(secondName))).isEqualTo(Complaint.ARCHIVE_BROKEN);
    }

    @Test void bytes_before_between_and_behind_are_refused() {
        byte[] zip = zipOf(ZipEntry.STORED, "docs/1.pdf", "abc");
        byte[] before = new byte[zip.length + 3];
        System.arraycopy(zip, 0, before, 3, zip.length);

        assertThat(refusal(before)).isEqualTo(Complaint.ARCHIVE_BROKEN);
        assertThat(refusal(Arrays.copyOf(zip, zip.length + 1))).isEqualTo(Complaint.ARCHIVE_BROKEN);
        assertThat(refusal(Arrays.copyOf(zip, zip.length - 1))).isEqualTo(Complaint.ARCHIVE_BROKEN);
        assertThat(refusal(new byte[0])).isEqualTo(Complaint.ARCHIVE_BROKEN);
        assertThat(refusal("%PDF-1.7 no zip at all, but long enough to look for an end".getBytes(StandardCharsets.US_ASCII))).isEqualTo(Complaint.ARCHIVE_BROKEN);
    }

    @Test void a_cut_or_changed_zip_never_ends_in_anything_but_a_refusal_or_the_same_entries() {
        byte[] zip = zip(named("docs/%d.pdf", 2));
        for (int i = 0; i < zip.length; i++) {
            byte[] changed = zip.clone();
            changed[i] ^= (byte) 0xFF;
            byte[] cut = Arrays.copyOf(zip, i);

            assertThat(refusalOf(cut)).as("cut at " + i).isEqualTo(Complaint.ARCHIVE_BROKEN);
            refusalOf(changed); // any other exception fails the test
        }
    }

    private static ZipArchiveEntry entry(String name, int unixMode) {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(unixMode);
        return entry;
    }

    private static byte[] packed(ZipArchiveEntry entry) throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(channel)) {
            out.setCreateUnicodeExtraFields(ZipArchiveOutputStream.UnicodeExtraFieldPolicy.NEVER);
            out.putArchiveEntry(entry);
            out.write("content".getBytes(StandardCharsets.US_ASCII));
            out.closeArchiveEntry();
        }
        return Arrays.copyOf(channel.array(), (int) channel.size());
    }

    private static byte[] deflatedDeclaring(int real, int declared) {
        byte[] zip = zip(Map.of("docs/1.pdf", "a".repeat(real)));
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int central = at(zip, CENTRAL, 0);
        bytes.putInt(central + 24, declared);
        bytes.putInt(central - 4, declared);
        return zip;
    }

    private static Map<String, String> named(String pattern, int count) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            entries.put(String.format(pattern, i), "content " + i);
        }
        return entries;
    }

    private static byte[] zip(Map<String, String> entries) {
        return zipOf(ZipEntry.DEFLATED, entries.entrySet().stream().flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue())).toArray(String[]::new));
    }

    private static byte[] zipOf(int method, String... namesAndContents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                byte[] content = namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8);
                ZipEntry entry = new ZipEntry(namesAndContents[i]);
                entry.setMethod(method);
                if (method == ZipEntry.STORED) {
                    CRC32 crc = new CRC32();
                    crc.update(content);
                    entry.setCrc(crc.getValue());
                    entry.setSize(content.length);
                }
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
        } catch (IOException inMemory) {
            throw new java.io.UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }

    private static byte[] replaced(byte[] zip, String from, String to) {
        return new String(zip, StandardCharsets.ISO_8859_1).replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int at(byte[] zip, int signature, int from) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = from; i + 4 <= zip.length; i++) {
            if (bytes.getInt(i) == signature) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such header");
    }

    private interface Reading {
        Object run() throws IOException;
    }

    private static Complaint complaintOf(Reading reading) {
        try {
            reading.run();
            return null;
        } catch (RefusalException refused) {
            return refused.refusal().issues().get(0).complaint();
        } catch (IOException inMemory) {
            throw new java.io.UncheckedIOException(inMemory);
        }
    }

    private static Complaint refusal(byte[] zip) {
        assertThatThrownBy(() -> slots(zip)).isInstanceOf(RefusalException.class);
        return refusalOf(zip);
    }

    private static Complaint refusalOf(byte[] zip) {
        return complaintOf(() -> slots(zip));
    }

    private static List<DropSlot> slots(byte[] zip) throws IOException {
        return DropDirectory.read(new SeekableInMemoryByteChannel(zip), LIMITS);
    }

    private static String read(byte[] zip, String name) throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel(zip);
        DropSlot slot = DropDirectory.read(channel, LIMITS).stream().filter(entry -> entry.name().equals(name)).findFirst().orElseThrow();
        try (InputStream content = new DropArchive(channel).open(slot)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
