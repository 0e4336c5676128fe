package io.postiljon.intake;

import io.postiljon.inspection.Finding;
import io.postiljon.inspection.Report;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.PieceSize;
import io.postiljon.sending.Sha256;
import io.postiljon.store.NewDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Stage 6: identifiers, texts and documents. */
public class ContentCheck {
    private final PieceSize pieceSize;

    ContentCheck(PieceSize pieceSize) {
        this.pieceSize = pieceSize;
    }

    /** @throws RefusalException 422 with every fault */
    public CheckedSending judge(InspectedSending inspected) {
        SignedSending signed = inspected.signed();
        MessageToPublish message = signed.message();
        List<Issue> issues = new ArrayList<>(message.contentFaults());
        issues.addAll(documentFaults(signed.received(), message, inspected.reports()));
        RefusalException.unlessNone(issues);
        MessageContent content = message.content().orElseThrow();
        Map<String, ReceivedDocument> byPart = signed.received().documents().stream()
                .collect(Collectors.toMap(ReceivedDocument::partName, Function.identity()));
        List<NewDocument> documents = content.attachments().stream()
                .map(attachment -> new NewDocument(attachment, byPart.get(attachment.httpPartName()).object())).toList();
        return new CheckedSending(signed, message.reference().orElseThrow(), message.dataCategory().orElseThrow(),
                message.purpose().orElseThrow(), content, documents);
    }

    public Validation validate(Validation validation) {
        if (validation.message().isEmpty()) {
            return validation.without(Stage.CONTENT, Stage.DOCUMENTS);
        }
        MessageToPublish message = validation.message().get();
        Validation judged = validation.judged(Stage.CONTENT, message.contentFaults())
                .judged(Stage.DOCUMENTS, documentFaults(validation.received(), message, validation.reports()));
        return validation.isWhole() ? judged : judged.without(Stage.DOCUMENTS);
    }

    private List<Issue> documentFaults(ReceivedSending received, MessageToPublish message, Map<String, Report> reports) {
        List<Issue> issues = new ArrayList<>();
        received.documents().forEach(document ->
                judge(document, message.declaredDigests(), Optional.ofNullable(reports.get(document.partName())), issues));
        if (message.wish().allowsPaper() && !pieceSize.leavesRoomForCover(received.documentBytes())) {
            issues.add(Issue.inBody(Complaint.TOO_LARGE_FOR_PAPER, "attachments", pieceSize.limitBytes() - PieceSize.COVER_BYTES));
        }
        return issues;
    }

    private static void judge(ReceivedDocument document, Map<String, Sha256> declared, Optional<Report> report, List<Issue> issues) {
        String part = MemberName.shown(document.partName());
        if (document.nameForm() == ReceivedDocument.NameForm.NOT_USABLE) {
            issues.add(Issue.inBody(Complaint.FILE_NAME, part));
        }
        Sha256 digest = declared.get(document.partName());
        if (digest != null && !digest.equals(document.object().digest())) {
            issues.add(Issue.inBody(Complaint.DIGEST_DIFFERS, part));
        }
        report.ifPresentOrElse(made -> made.findings().forEach(finding -> issues.add(issue(finding, made.pages(), part))),
                () -> issues.add(Issue.inBody(Complaint.DOCUMENT_EMPTY, part)));
    }

    private static Issue issue(Finding finding, int pages, String part) {
        return switch (finding.code()) {
            case MALWARE -> Issue.inBody(Complaint.DOCUMENT_MALWARE, part);
            case TYPE_MISMATCH -> Issue.inBody(Complaint.DOCUMENT_TYPE, part);
            case TRAILING_DATA -> Issue.inBody(Complaint.DOCUMENT_TRAILING, part);
            case ACTIVE_CONTENT -> Issue.inBody(Complaint.DOCUMENT_ACTIVE, part);
            case EMBEDDED_FILE -> Issue.inBody(Complaint.DOCUMENT_FILES, part);
            case ENCRYPTED -> Issue.inBody(Complaint.DOCUMENT_ENCRYPTED, part);
            case TOO_COMPLEX -> Issue.inBody(Complaint.DOCUMENT_COMPLEX, part);
            case MALFORMED -> finding.page() > 0 ? Issue.onPage(Complaint.PAGE_BROKEN, part, finding.page()) : Issue.inBody(Complaint.DOCUMENT_BROKEN, part);
            case TOO_MANY_PAGES -> Issue.inBody(Complaint.PAGES_TOO_MANY, part, pages);
            case PAGE_NOT_A4 -> Issue.onPage(Complaint.PAGE_SIZE, part, finding.page());
            case FONT_NOT_EMBEDDED -> Issue.onPage(Complaint.PAGE_FONT, part, finding.page());
            case CONTENT_OUTSIDE_PRINTABLE_AREA -> Issue.onPage(Complaint.PAGE_EDGE, part, finding.page());
        };
    }
}
