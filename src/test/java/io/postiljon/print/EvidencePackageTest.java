package io.postiljon.print;

import io.postiljon.crypto.ContentDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EvidencePackageTest {
    private static final String PIECE = "0191d0c0-0000-7000-8000-00000000000a";
    private static final String RECEIPT = PIECE + "_RECEIPT.pdf";
    private static final String DEPOSIT = PIECE + "_DEPOSIT.pdf";
    private static final byte[] PDF = "%PDF-1.7 a paper of the post".getBytes(StandardCharsets.US_ASCII);
    private static final EvidencePackage.Limits LIMITS = new EvidencePackage.Limits(100_000, 3);

    @Test void papers_that_are_named_with_their_digests_are_read() throws IOException {
        byte[] zip = zip(papers(RECEIPT, PDF, DEPOSIT, PDF));

        assertThat(read(zip)).isInstanceOfSatisfying(EvidencePackage.Whole.class, whole ->
                assertThat(whole.papers().keySet()).extracting(SupplierAnswer.EvidenceItem::file).containsExactly(RECEIPT, DEPOSIT));
    }

    @Test void what_is_no_zip_or_does_not_begin_with_its_description_is_refused() throws IOException {
        assertThat(read("no zip".getBytes(StandardCharsets.US_ASCII))).isEqualTo(new EvidencePackage.Refused("not-the-form"));
        assertThat(read(new byte[0])).isEqualTo(new EvidencePackage.Refused("not-the-form"));
        assertThat(read(rawZip(Map.of(RECEIPT, PDF)))).isEqualTo(new EvidencePackage.Refused("not-the-form"));
        byte[] whole = zip(papers(RECEIPT, PDF));
        assertThat(read(Arrays.copyOf(whole, whole.length / 2))).isInstanceOf(EvidencePackage.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 14, 93, 95, 98})
    void an_entry_in_another_packing_is_refused_also_when_its_library_is_not_there(int method) throws IOException {
        byte[] zip = zip(papers(RECEIPT, PDF));
        zip[8] = (byte) method;

        assertThat(read(zip)).isEqualTo(new EvidencePackage.Refused("zip-broken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../" + RECEIPT, "/" + RECEIPT, "docs/" + RECEIPT, PIECE + "_OTHER.pdf", PIECE + "_RECEIPT.pdf.exe", "evidence.json"})
    void a_name_that_the_format_does_not_know_is_refused(String name) throws IOException {
        assertThat(read(zip(papers(name, PDF)))).isInstanceOf(EvidencePackage.Refused.class);
    }

    @Test void an_entry_that_is_not_named_or_stands_twice_is_refused() throws IOException {
        Map<String, byte[]> more = new LinkedHashMap<>(papers(RECEIPT, PDF));
        String description = description(more);
        more.put("extra.pdf", PDF);

        assertThat(read(zip(description, more))).isEqualTo(new EvidencePackage.Refused("entry-not-named"));
        assertThat(read(twice(papers(RECEIPT, PDF)))).isEqualTo(new EvidencePackage.Refused("entry-not-named"));
    }

    @Test void a_paper_that_is_named_and_missing_is_refused() throws IOException {
        assertThat(read(zip(description(papers(RECEIPT, PDF, DEPOSIT, PDF)), papers(RECEIPT, PDF)))).isEqualTo(new EvidencePackage.Refused("entry-missing"));
    }

    @Test void other_bytes_than_the_digest_says_are_refused() throws IOException {
        byte[] changed = PDF.clone();
        changed[10] ^= 1;

        assertThat(read(zip(description(papers(RECEIPT, PDF)), papers(RECEIPT, changed)))).isEqualTo(new EvidencePackage.Refused("digest-differs"));
    }

    @Test void what_is_no_pdf_is_refused() throws IOException {
        assertThat(read(zip(papers(RECEIPT, "<html>".getBytes(StandardCharsets.US_ASCII))))).isEqualTo(new EvidencePackage.Refused("not-a-pdf"));
    }

    @Test void a_bomb_is_not_unpacked_beyond_what_it_is_said_to_hold() throws IOException {
        byte[] bomb = Arrays.copyOf(PDF, 50_000_000);

        byte[] zip = zip(description(papers(RECEIPT, PDF)), papers(RECEIPT, bomb));

        assertThat(zip.length).isLessThan(100_000);
        assertThat(read(zip)).isEqualTo(new EvidencePackage.Refused("digest-differs"));
        assertThat(read(zip(papers(RECEIPT, bomb)))).isEqualTo(new EvidencePackage.Refused("unpacked-too-large"));
    }

    @Test void more_papers_or_bytes_than_the_limit_are_refused() throws IOException {
        byte[] large = Arrays.copyOf(PDF, 60_000);
        String other = "0191d0c0-0000-7000-8000-00000000000b";

        assertThat(read(zip(papers(RECEIPT, large, DEPOSIT, large)))).isEqualTo(new EvidencePackage.Refused("unpacked-too-large"));
        assertThat(read(zip(papers(RECEIPT, PDF, DEPOSIT, PDF, other + "_RETURN.pdf", PDF, other + "_DEPOSIT.pdf", PDF))))
                .isEqualTo(new EvidencePackage.Refused("too-many-documents"));
    }

    private static EvidencePackage read(byte[] zip) {
        return EvidencePackage.read(zip, LIMITS, new AnswerReader());
    }

    private static Map<String, byte[]> papers(Object... namesAndContents) {
        Map<String, byte[]> papers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            papers.put((String) namesAndContents[i], (byte[]) namesAndContents[i + 1]);
        }
        return papers;
    }

    private static String description(Map<String, byte[]> papers) {
        return papers.entrySet().stream().map(paper -> """
                {"pieceId":"%s","kind":"%s","file":"%s","sha256":"%s","bytes":%d}""".formatted(paper.getKey().replaceAll("^.*?([0-9a-f-]{36}).*$", "$1"),
                paper.getKey().replaceAll("^.*_([A-Z]+)\\..*$", "$1"), paper.getKey(), ContentDigest.of(paper.getValue()).hex(), paper.getValue().length))
                .collect(Collectors.joining(",", "{\"createdAt\":\"2026-11-24T10:00:00Z\",\"items\":[", "]}"));
    }

    private static byte[] zip(Map<String, byte[]> papers) throws IOException {
        return zip(description(papers), papers);
    }

    private static byte[] zip(String description, Map<String, byte[]> papers) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("evidence.json", description.getBytes(StandardCharsets.UTF_8));
        papers.forEach(entries::putIfAbsent);
        return rawZip(entries);
    }

    private static byte[] twice(Map<String, byte[]> papers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            put(zip, "evidence.json", description(papers).getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> paper : papers.entrySet()) {
                put(zip, paper.getKey(), paper.getValue());
                put(zip, paper.getKey(), paper.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] rawZip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(zip, entry.getKey(), entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static void put(ZipArchiveOutputStream zip, String name, byte[] content) throws IOException {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(content);
        zip.closeArchiveEntry();
    }
}
