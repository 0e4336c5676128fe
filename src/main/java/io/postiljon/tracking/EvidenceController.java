package io.postiljon.tracking;

import io.postiljon.sending.DocumentId;
import io.postiljon.sending.SendingId;
import io.postiljon.store.StoredDocument;
import io.postiljon.store.Vault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/messages/{messageId}/evidence/{evidenceId}}: a paper of the post, as PDF. It streams from the vault. */
@RestController
class EvidenceController {
    private static final String ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private final Askers askers;
    private final EvidenceReader reader;
    private final Vault vault;

    EvidenceController(Askers askers, EvidenceReader reader, Vault vault) {
        this.askers = askers;
        this.reader = reader;
        this.vault = vault;
    }

    @GetMapping(path = "/api/v1/messages/{messageId:" + ID + "}/evidence/{evidenceId:" + ID + "}", produces = "application/pdf")
    void evidence(@PathVariable String messageId, @PathVariable String evidenceId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Asker asker = askers.of(request);
        QueryParameters.requireNone(request);
        StoredDocument paper = reader.find(asker, SendingId.parse(messageId), new DocumentId(UUID.fromString(evidenceId)));
        try (InputStream pdf = vault.open(paper)) {
            response.setContentType("application/pdf");
            response.setContentLengthLong(paper.sizeBytes());
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + paper.id() + ".pdf\"");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            pdf.transferTo(response.getOutputStream());
        }
    }
}
