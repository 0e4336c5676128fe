package io.postiljon.intake;

import io.postiljon.sending.Agreement;
import io.postiljon.store.Vault;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** Reads the body of a request whose headers are right: documents stream into the vault, within the limits of size and time. */
class Uploads {
    private final Vault vault;
    private final UploadGate gate;
    private final long documentsLimitBytes;
    private final UploadDeadline deadline;
    private final Clock clock;

    Uploads(Vault vault, UploadGate gate, long documentsLimitBytes, UploadDeadline deadline, Clock clock) {
        this.vault = vault;
        this.gate = gate;
        this.documentsLimitBytes = documentsLimitBytes;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** What it holds is the caller's to discard. @throws RefusalException 400, 408, 413, 429; then nothing stays in the vault */
    Upload read(HttpServletRequest request, String boundary, Agreement agreement) throws IOException {
        long bodyLimit = documentsLimitBytes + MultipartReader.OVERHEAD_BYTES;
        if (request.getContentLengthLong() > bodyLimit) {
            throw RefusalException.of(Issue.ofRequest(Complaint.DOCUMENTS_SIZE, documentsLimitBytes));
        }
        gate.requireBytes(agreement, request.getContentLengthLong());
        PacedBody body = new PacedBody(request.getInputStream(), bodyLimit, Complaint.DOCUMENTS_SIZE, documentsLimitBytes, deadline.length(), System::nanoTime);
        try {
            return new MultipartReader(vault, clock, agreement.code(), documentsLimitBytes).read(body, boundary);
        } finally {
            if (request.getContentLengthLong() < 0) {
                gate.settle(agreement, body.count());
            }
        }
    }

    /** Not after an uncertain end: the commit may have happened, and the sweep knows. */
    void discard(List<ReceivedDocument> documents) {
        documents.forEach(document -> vault.discard(document.object().id()));
    }
}
