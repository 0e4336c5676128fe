package io.postiljon.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.crypto.ContentDigest;
import io.postiljon.fuzz.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The zip of papers of the post, opened already. What is taken are the papers that it names, with their digests, within the limits. */
public final class EvidenceFuzz implements FuzzTarget {
    private static final EvidencePackage.Limits LIMITS = new EvidencePackage.Limits(10_000, 3);
    private static final String PIECE = "0191d0c0-0000-7000-8000-00000000000a";

    private final AnswerReader reader = new AnswerReader();

    @Override public boolean takes(byte[] input) {
        return switch (EvidencePackage.read(input, LIMITS, reader)) {
            case EvidencePackage.Refused refused -> {
                assertThat(refused.reason()).matches("[a-z-]{1,40}");
                yield false;
            }
            case EvidencePackage.Whole whole -> {
                assertThat(whole.papers()).isNotEmpty().hasSizeLessThanOrEqualTo(LIMITS.documents());
                assertThat(whole.papers().values().stream().mapToLong(paper -> paper.length).sum()).isLessThanOrEqualTo(LIMITS.unpackedBytes());
                whole.papers().forEach((item, paper) -> {
                    assertThat(item.sha256()).isEqualTo(ContentDigest.of(paper).hex());
                    assertThat(item.file()).isEqualTo(item.piece() + "_" + item.kind() + ".pdf");
                    assertThat(new String(paper, StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
                });
                yield true;
            }
        };
    }

    @Override public List<byte[]> seeds() throws IOException {
        byte[] pdf = "%PDF-1.7 a paper of the post".getBytes(StandardCharsets.US_ASCII);
        Map<String, byte[]> one = new LinkedHashMap<>(Map.of(PIECE + "_RECEIPT.pdf", pdf));
        Map<String, byte[]> two = new LinkedHashMap<>(one);
        two.put(PIECE + "_DEPOSIT.pdf", "%PDF-".getBytes(StandardCharsets.US_ASCII));
        byte[] otherBytes = zip(one, ZipEntry.STORED);
        otherBytes[new String(otherBytes, StandardCharsets.ISO_8859_1).indexOf("a paper")] ^= 1;
        List<byte[]> seeds = new ArrayList<>(List.of(otherBytes));
        for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
            seeds.add(zip(one, method));
            seeds.add(zip(two, method));
        }
        return seeds;
    }

    private static byte[] zip(Map<String, byte[]> papers, int method) throws IOException {
        List<String> items = papers.entrySet().stream().map(paper -> "{\"pieceId\":\"%s\",\"kind\":\"%s\",\"file\":\"%s\",\"sha256\":\"%s\",\"bytes\":%d}".formatted(
                PIECE, paper.getKey().replaceAll(".*_|\\.pdf", ""), paper.getKey(), ContentDigest.of(paper.getValue()).hex(), paper.getValue().length)).toList();
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("evidence.json", ("{\"createdAt\":\"2026-11-24T10:00:00Z\",\"items\":[" + String.join(",", items) + "]}").getBytes(StandardCharsets.US_ASCII));
        entries.putAll(papers);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTime(0);
                entry.setMethod(method);
                if (method == ZipEntry.STORED) {
                    CRC32 crc = new CRC32();
                    crc.update(each.getValue());
                    entry.setCrc(crc.getValue());
                    entry.setSize(each.getValue().length);
                }
                zip.putNextEntry(entry);
                zip.write(each.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
