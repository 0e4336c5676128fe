package io.postiljon.print;

import io.postiljon.crypto.ContentDigest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * The zip of a PE: {@code evidence.json}, then each PDF that it names and nothing else. Read as a stream, so that what is hostile is
 * refused before it is unpacked. Source: PBX 1.0, evidence.
 */
sealed interface EvidencePackage {
    /** Each paper with its content, whose digest was checked. */
    record Whole(Map<SupplierAnswer.EvidenceItem, byte[]> papers) implements EvidencePackage {}

    /** @param reason stable code */
    record Refused(String reason) implements EvidencePackage {}

    /** @param unpackedBytes of all papers together */
    record Limits(long unpackedBytes, int documents) {}

    String DESCRIPTION = "evidence.json";
    int DESCRIPTION_LIMIT_BYTES = 512 * 1024;
    String PDF = "%PDF-";

    static EvidencePackage read(byte[] zip, Limits limits, AnswerReader reader) {
        try (ZipArchiveInputStream entries = new ZipArchiveInputStream(new ByteArrayInputStream(zip), "UTF-8", false, false)) {
            Optional<byte[]> description = next(entries, DESCRIPTION, DESCRIPTION_LIMIT_BYTES);
            Optional<SupplierAnswer> answer = description.flatMap(json -> reader.read(AnswerName.Kind.PE, json));
            return answer.isPresent() ? papers(entries, (SupplierAnswer.Evidence) answer.get(), limits) : new Refused("not-the-form");
        } catch (IOException | IllegalArgumentException | NoClassDefFoundError broken) {
            // the library looks for a packing's own library (zstd, xz) before anybody can ask which one it is
            return new Refused("zip-broken");
        }
    }

    private static EvidencePackage papers(ZipArchiveInputStream entries, SupplierAnswer.Evidence evidence, Limits limits) throws IOException {
        Map<String, SupplierAnswer.EvidenceItem> named = new HashMap<>();
        for (SupplierAnswer.EvidenceItem item : evidence.items()) {
            if (!item.file().equals(item.pieceId() + "_" + item.kind() + ".pdf") || named.putIfAbsent(item.file(), item) != null) {
                return new Refused("not-the-form");
            }
        }
        if (named.size() > limits.documents()) {
            return new Refused("too-many-documents");
        }
        long left = limits.unpackedBytes();
        Map<SupplierAnswer.EvidenceItem, byte[]> papers = new LinkedHashMap<>();
        for (ZipArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            SupplierAnswer.EvidenceItem item = named.remove(entry.getName());      // twice is as bad as unknown
            if (item == null) {
                return new Refused("entry-not-named");
            }
            if (item.bytes() > left) {
                return new Refused("unpacked-too-large");
            }
            byte[] content = content(entries, entry, item.bytes());
            if (content.length != item.bytes() || !ContentDigest.of(content).hex().equals(item.sha256())) {
                return new Refused("digest-differs");
            }
            if (!isPdf(content)) {
                return new Refused("not-a-pdf");
            }
            left -= content.length;
            papers.put(item, content);
        }
        return named.isEmpty() ? new Whole(papers) : new Refused("entry-missing");
    }

    private static Optional<byte[]> next(ZipArchiveInputStream entries, String name, int limitBytes) throws IOException {
        ZipArchiveEntry entry = entries.getNextEntry();
        if (entry == null || !entry.getName().equals(name)) {
            return Optional.empty();
        }
        byte[] content = content(entries, entry, limitBytes);
        return content.length > limitBytes ? Optional.empty() : Optional.of(content);
    }

    /** At most one byte more than the limit, whatever the entry says of itself. */
    private static byte[] content(ZipArchiveInputStream entries, ZipArchiveEntry entry, long limitBytes) throws IOException {
        boolean known = entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED;
        if (!known || entry.getGeneralPurposeBit().usesEncryption() || !entries.canReadEntryData(entry)) {
            throw new IOException("an entry is neither stored nor deflated, or encrypted");
        }
        return entries.readNBytes((int) limitBytes + 1);
    }

    private static boolean isPdf(byte[] content) {
        return new String(content, 0, Math.min(PDF.length(), content.length), StandardCharsets.US_ASCII).equals(PDF);
    }
}
