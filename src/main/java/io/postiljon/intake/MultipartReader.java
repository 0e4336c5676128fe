package io.postiljon.intake;

import io.postiljon.crypto.Randoms;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.DocumentId;
import io.postiljon.store.Vault;
import io.postiljon.store.VaultWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.MultipartInput.MalformedStreamException;

/**
 * Reads a multipart body as a stream, in any order of parts: the JSON into memory (at most 256 KiB), each document straight into the
 * vault. Memory does not grow with the documents. Broken off, nothing stays in the vault. A part
 * with a fault is passed over, so that all are told at once; a limit ends the reading. One instance reads one body.
 */
final class MultipartReader {
    static final String JSON_PART = "messageToPublish";
    static final int JSON_LIMIT_BYTES = 256 * 1024;
    /** Boundaries, part headers and the JSON come on top of the documents. */
    static final long OVERHEAD_BYTES = 1024 * 1024;
    private static final int MOST_PARTS = 20;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Vault vault;
    private final Clock clock;
    private final AgencyCode owner;
    private final long documentsLimitBytes;
    private final List<ReceivedDocument> documents = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Map<String, String> parts = new HashMap<>();
    private final StageFaults faults = new StageFaults();
    private byte[] json;
    private long documentBytes;
    private int count;

    MultipartReader(Vault vault, Clock clock, AgencyCode owner, long documentsLimitBytes) {
        this.vault = vault;
        this.clock = clock;
        this.owner = owner;
        this.documentsLimitBytes = documentsLimitBytes;
    }

    /**
     * @throws RefusalException when the body is broken or breaks a limit
     * @throws IOException      when the connection or the vault fails
     */
    Upload read(InputStream body, String boundary) throws IOException {
        try {
            MultipartInput input = MultipartInput.builder().setInputStream(fromFirstDelimiter(body, boundary)).setBoundary(boundary.getBytes(StandardCharsets.ISO_8859_1))
                    .setBufferSize(BUFFER_BYTES).setPartHeaderSizeMax(PartHeaders.LIMIT_BYTES).get();
            input.setHeaderCharset(StandardCharsets.UTF_8);
            boolean more = input.skipPreamble();
            while (more) {
                part(input);
                more = input.readBoundary();
            }
            if (!names.contains(JSON_PART)) {
                faults.add(Issue.inBody(Complaint.MESSAGE_PART_MISSING, JSON_PART));
            }
            return new Upload(Optional.ofNullable(json), documents, parts, faults.issues());
        } catch (MalformedStreamException | MultipartInput.FileUploadBoundaryException broken) {
            discardAll();
            throw RefusalException.of(Issue.ofRequest(Complaint.MULTIPART_BROKEN));
        } catch (FileUploadSizeException headersTooLarge) {
            discardAll();
            throw RefusalException.of(Issue.ofRequest(Complaint.PART_HEADERS, PartHeaders.LIMIT_BYTES));
        } catch (IOException | RuntimeException | Error failed) {
            discardAll();
            throw failed;
        }
    }

    /** What stands before the first delimiter is for nobody, and the library would take a delimiter out of the middle of a line there. */
    private static InputStream fromFirstDelimiter(InputStream body, String boundary) throws IOException {
        String delimiter = "--" + boundary;
        byte[] start = body.readNBytes("\r\n".length() + delimiter.length());
        String read = new String(start, StandardCharsets.ISO_8859_1);
        if (!read.startsWith(delimiter) && !read.equals("\r\n" + delimiter)) {
            throw RefusalException.of(Issue.ofRequest(Complaint.MULTIPART_BROKEN));
        }
        return new SequenceInputStream(new ByteArrayInputStream(start), body);
    }

    private void part(MultipartInput input) throws IOException {
        if (count++ == MOST_PARTS) {
            throw RefusalException.of(Issue.ofRequest(Complaint.PARTS, MOST_PARTS));
        }
        String block = input.readHeaders();
        Optional<PartHeaders> headers = faults.of(() -> PartHeaders.parse(block));
        if (headers.isEmpty() || !isUsable(headers.get())) {
            input.discardBodyData();
        } else if (headers.get().name().equals(JSON_PART)) {
            json = message(input.newInputStream());
        } else {
            documents.add(document(headers.get(), input.newInputStream()));
        }
    }

    private boolean isUsable(PartHeaders headers) {
        List<Issue> found = new ArrayList<>();
        String shown = MemberName.shown(headers.name());
        boolean isJson = headers.name().equals(JSON_PART);
        if (!names.add(headers.name())) {
            found.add(Issue.inBody(Complaint.PART_TWICE, shown));
        }
        if (!(isJson ? isMessageType(headers) : headers.contentType().filter(type -> RequestForm.isType(type, "application/pdf")).isPresent())) {
            found.add(Issue.inBody(Complaint.PART_MEDIA_TYPE, shown, isJson ? "application/json" : "application/pdf"));
        }
        if (!isJson) {
            parts.put(headers.name(), headers.fileName().orElse(headers.name()));
            if (headers.fileName().isEmpty()) {
                found.add(Issue.inBody(Complaint.PART_INCOMPLETE, shown, "a filename"));
            }
        }
        found.forEach(faults::add);
        return found.isEmpty();
    }

    /** The e-Box takes it without a type, as text and as JSON; so do we. */
    private static boolean isMessageType(PartHeaders headers) {
        return headers.contentType().filter(type -> !RequestForm.isType(type, "application/json") && !RequestForm.isType(type, "text/plain")).isEmpty();
    }

    private byte[] message(InputStream content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            if (bytes.size() + count > JSON_LIMIT_BYTES) {
                throw RefusalException.of(Issue.inBody(Complaint.MESSAGE_SIZE, JSON_PART, JSON_LIMIT_BYTES));
            }
            bytes.write(buffer, 0, count);
        }
        return bytes.toByteArray();
    }

    private ReceivedDocument document(PartHeaders headers, InputStream content) throws IOException {
        DocumentId id = new DocumentId(Randoms.uuidV7(clock.instant()));
        try (VaultWriter writer = vault.write(owner, id)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                documentBytes += count;
                if (documentBytes > documentsLimitBytes) {
                    throw RefusalException.of(Issue.inBody(Complaint.DOCUMENTS_SIZE, MemberName.shown(headers.name()), documentsLimitBytes));
                }
                writer.write(buffer, 0, count);
            }
            return new ReceivedDocument(headers.name(), headers.fileName().orElseThrow(),
                    headers.hasUsableFileName() ? ReceivedDocument.NameForm.USABLE : ReceivedDocument.NameForm.NOT_USABLE,
                    writer.finish());
        }
    }

    private void discardAll() {
        documents.forEach(document -> vault.discard(document.object().id()));
    }
}
