package io.postiljon.intake;

import io.postiljon.sending.MessageContent;
import io.postiljon.sending.PieceSize;
import io.postiljon.sending.Sha256;
import io.postiljon.store.NewDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Stage 6: identifiers, texts and documents. */
public class ContentCheck {
    private final PieceSize pieceSize;

    ContentCheck(PieceSize pieceSize) {
        this.pieceSize = pieceSize;
    }

    /** @throws RefusalException 422 with every fault */
    public CheckedSending judge(SignedSending signed) {
        MessageToPublish message = signed.message();
        List<Issue> issues = new ArrayList<>(message.contentFaults());
        signed.received().documents().forEach(document -> judge(document, message.declaredDigests(), issues));
        if (message.wish().allowsPaper() && !pieceSize.leavesRoomForCover(signed.received().documentBytes())) {
            issues.add(Issue.inBody(Complaint.TOO_LARGE_FOR_PAPER, "attachments", pieceSize.limitBytes() - PieceSize.COVER_BYTES));
        }
        RefusalException.unlessNone(issues);
        MessageContent content = message.content().orElseThrow();
        Map<String, ReceivedDocument> byPart = signed.received().documents().stream()
                .collect(Collectors.toMap(ReceivedDocument::partName, Function.identity()));
        List<NewDocument> documents = content.attachments().stream()
                .map(attachment -> new NewDocument(attachment, byPart.get(attachment.httpPartName()).object())).toList();
        return new CheckedSending(signed, message.reference().orElseThrow(), message.dataCategory().orElseThrow(),
                message.purpose().orElseThrow(), content, documents);
    }

    private static void judge(ReceivedDocument document, Map<String, Sha256> declared, List<Issue> issues) {
        String part = MemberName.shown(document.partName());
        if (document.nameForm() == ReceivedDocument.NameForm.NOT_USABLE) {
            issues.add(Issue.inBody(Complaint.FILE_NAME, part));
        }
        Sha256 digest = declared.get(document.partName());
        if (digest != null && !digest.equals(document.object().digest())) {
            issues.add(Issue.inBody(Complaint.DIGEST_DIFFERS, part));
        }
        switch (document.firstBytes()) {
            case NONE -> issues.add(Issue.inBody(Complaint.DOCUMENT_EMPTY, part));
            case OTHER -> issues.add(Issue.inBody(Complaint.DOCUMENT_TYPE, part));
            case PDF -> { }
        }
    }
}
