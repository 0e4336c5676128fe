package io.postiljon.print;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Sha256;
import io.postiljon.sending.Status;
import io.postiljon.sending.TestRecipient;
import io.postiljon.store.NewPiece;
import io.postiljon.store.Originals;
import io.postiljon.store.PieceState;
import io.postiljon.store.Pieces;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.StoredDocument;
import io.postiljon.store.Vault;
import io.postiljon.store.VaultObjectKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores what became of a sending on its way to paper: each method is one transaction with its evidence. Who comes second changes
 * nothing. The cover of a piece that was not stored is removed.
 */
public class PieceOutcomes {
    private static final Actor ROUTE = Actor.gateway("print-queue-piece");

    private final Sendings sendings;
    private final Pieces pieces;
    private final Originals originals;
    private final Vault vault;
    private final PrintEvidence evidence;
    private final Duration resendTerm;

    /** @param resendTerm how long after its failure a letter can be printed anew */
    PieceOutcomes(Sendings sendings, Pieces pieces, Originals originals, Vault vault, PrintEvidence evidence, Duration resendTerm) {
        this.sendings = sendings;
        this.pieces = pieces;
        this.originals = originals;
        this.vault = vault;
        this.evidence = evidence;
        this.resendTerm = resendTerm;
    }

    /** The piece waits for a batch. */
    @Transactional
    public void queue(PreparedPiece.Ready ready) {
        Sending sending = ready.sending();
        NewPiece piece = ready.piece();
        if (!sendings.advance(sending.id(), SendingState.PAPER_CHOSEN, SendingState.PRINT_QUEUED)) {
            vault.discard(ready.cover().id());
            return;
        }
        sendings.keep(VaultObjectKind.COVER, ready.cover(), Optional.of(sending.id()));
        pieces.queue(piece);
        piece.original().ifPresent(original -> originals.offer(piece.id(), sending.agency(), original));
        evidence.append(evidence.about(sending, AuditEvent.PIECE_QUEUED, AuditOutcome.DONE, ROUTE)
                .withStates(sending.state(), SendingState.PRINT_QUEUED)
                .withDocuments(digests(ready), piece.bytes())
                .withDetail(Map.of("piece", piece.id().toString(), "supplier", piece.supplier().value(), "rule", Integer.toString(ready.choice().rule()),
                        "failedOver", Boolean.toString(ready.choice().failedOver()), "class", piece.printClass().code(),
                        "pages", Integer.toString(piece.pages()), "sheets", Integer.toString(piece.sheets()))));
    }

    /** Rehearsal: the outcome that belongs to the test recipient, at once; any other piece is a good one. Nothing is kept for a printer. */
    @Transactional
    public void rehearse(PreparedPiece.Ready ready) {
        vault.discard(ready.cover().id());
        Sending sending = ready.sending();
        Optional<TestRecipient> recipient = sendings.content(sending.id()).flatMap(TestRecipient::onPaper);
        switch (recipient.map(TestRecipient::printer).orElse(TestRecipient.Printer.TAKES)) {
            case REFUSES -> fail(sending, AuditEvent.PIECE_REJECTED, ROUTE, Map.of("rehearsal", "true", "code", "ADDRESS_INCOMPLETE"));
            case TAKES, RIGHT_ENDS -> rehearseAcceptance(ready, sending, recipient);
        }
    }

    private void rehearseAcceptance(PreparedPiece.Ready ready, Sending sending, Optional<TestRecipient> recipient) {
        if (sendings.advance(sending.id(), SendingState.PAPER_CHOSEN, SendingState.AT_PRINTER)) {
            pieces.keepDocuments(sending.id(), ready.piece().keepUntil());
            evidence.append(evidence.about(sending, AuditEvent.PIECE_ACCEPTED, AuditOutcome.DONE, ROUTE)
                    .withStates(sending.state(), SendingState.AT_PRINTER)
                    .withDocuments(digests(ready), ready.piece().bytes())
                    .withDetail(Map.of("rehearsal", "true", "pages", Integer.toString(ready.piece().pages()),
                            "sheets", Integer.toString(ready.piece().sheets()), "content", "destroyed")));
            recipient.ifPresent(known -> rehearsePost(sendings.get(sending.id()), known, ready.piece().printClass()));
            sendings.destroy(sending.id());      // as when a printer has accepted it
        }
    }

    /** What the post does, one step after the other: agencies see each of them. */
    private void rehearsePost(Sending sending, TestRecipient recipient, PrintClass printClass) {
        SendingState now = sending.state();
        for (Status status : recipient.onPaper().subList(1, recipient.onPaper().size())) {
            SendingState next = PieceStep.sendingState(PieceState.valueOf(status.name()), printClass).orElseThrow();
            Optional<String> code = recipient.returnReason().filter(reason -> status == Status.RETURNED).map(Enum::name);
            sendings.advance(sending.id(), now, next);
            code.ifPresent(reason -> sendings.noteOutcome(sending.id(), reason));
            Map<String, String> detail = new HashMap<>(Map.of("rehearsal", "true", "pieceStatus", status.name()));
            code.ifPresent(reason -> detail.put("code", reason));
            evidence.append(evidence.about(sending, AuditEvent.PIECE_STATUS, AuditOutcome.DONE, ROUTE).withStates(now, next).withDetail(detail));
            now = next;
        }
    }

    private List<Sha256> digests(PreparedPiece.Ready ready) {
        return Stream.concat(Stream.of(ready.cover().digest()), sendings.documents(ready.sending().id()).stream().map(StoredDocument::digest)).toList();
    }

    /** It cannot be printed: the end, and what need not be kept goes, key first. */
    @Transactional
    public void refuse(PreparedPiece.Refused refused) {
        fail(refused.sending(), AuditEvent.SENDING_FAILED, ROUTE, Map.of("code", refused.code()));
    }

    /** The agreement is gone or has ended: nothing is printed. */
    @Transactional
    public void withhold(PreparedPiece.Withheld withheld) {
        end(withheld.sending(), SendingState.WITHHELD, AuditEvent.SENDING_WITHHELD, ROUTE, Map.of("code", withheld.code()));
    }

    /** In the caller's transaction. @return false when the sending was beyond its state already */
    boolean fail(Sending sending, AuditEvent event, Actor actor, Map<String, String> detail) {
        return end(sending, SendingState.FAILED, event, actor, detail);
    }

    /**
     * As {@link #fail}, for a letter that operators can have printed anew: documents and address are kept for that time. A copy of a
     * message in the eBox is not printed anew.
     */
    boolean failAtPrinter(Sending sending, AuditEvent event, Actor actor, Map<String, String> detail) {
        if (resendTerm.isZero() || sending.isPaperCopy()) {
            return fail(sending, event, actor, detail);
        }
        if (!record(sending, SendingState.FAILED, event, AuditOutcome.REFUSED, actor, detail)) {
            return false;
        }
        if (sending.entrance() != Entrance.ONLINE) {
            pieces.keepForResend(sending.id(), resendTerm);
        }
        return true;
    }

    /** The printer has judged a piece, and takes it: the address stays while the letter can be printed anew, and the documents for the recipient. */
    void destroyWhatPrinterNeeded(Sending sending) {
        if (resendTerm.isZero()) {
            sendings.destroy(sending.id());
        }
    }

    /** What became of the content of a letter that the printer took. */
    String fateOfContent() {
        return resendTerm.isZero() ? "destroyed" : "kept-for-resend";
    }

    /** In the caller's transaction: the letter was withdrawn and never becomes paper. @return false when the sending was beyond its state already */
    boolean cancel(Sending sending, Actor actor, Map<String, String> detail) {
        SendingState end = sending.stateBeforeCopy().orElse(SendingState.CANCELLED);
        if (!record(sending, end, AuditEvent.SENDING_CANCELLED, AuditOutcome.DONE, actor, detail)) {
            return false;
        }
        destroy(sending, actor);
        return true;
    }

    /** A copy that comes to nothing leaves the message where it is: in the eBox. */
    private boolean end(Sending sending, SendingState wanted, AuditEvent event, Actor actor, Map<String, String> detail) {
        SendingState end = sending.stateBeforeCopy().orElse(wanted);
        if (!record(sending, end, told(sending, event), AuditOutcome.REFUSED, actor, detail)) {
            return false;
        }
        destroy(sending, actor);
        return true;
    }

    private boolean record(Sending sending, SendingState end, AuditEvent event, AuditOutcome outcome, Actor actor, Map<String, String> detail) {
        if (!sendings.advance(sending.id(), sending.state(), end)) {
            return false;
        }
        if (detail.containsKey("code")) {
            sendings.noteOutcome(sending.id(), detail.get("code"));
        }
        List<StoredDocument> all = objects(sending, VaultObjectKind.COVER, VaultObjectKind.DOCUMENT);
        evidence.append(PrintEvidence.withDocuments(evidence.about(sending, event, outcome, actor), all)
                .withStates(sending.state(), end).withDetail(detail));
        return true;
    }

    /** Not the sending failed then: it is in the eBox. */
    private static AuditEvent told(Sending sending, AuditEvent event) {
        boolean aboutTheSending = event == AuditEvent.SENDING_FAILED || event == AuditEvent.SENDING_WITHHELD;
        return sending.isPaperCopy() && aboutTheSending ? AuditEvent.PAPER_COPY_DROPPED : event;
    }

    /** Documents of MAGDA Online stay readable for the agency (annex 1, retention); their cover was for the printer only. */
    private void destroy(Sending sending, Actor actor) {
        VaultObjectKind[] kinds = sending.entrance() == Entrance.ONLINE ? new VaultObjectKind[] {VaultObjectKind.COVER}
                : new VaultObjectKind[] {VaultObjectKind.COVER, VaultObjectKind.DOCUMENT};
        List<StoredDocument> going = objects(sending, kinds);
        if (!going.isEmpty()) {
            evidence.append(PrintEvidence.withDocuments(evidence.about(sending, AuditEvent.DOCUMENTS_DESTROYED, AuditOutcome.DONE, actor), going));
        }
        sendings.destroy(sending.id(), kinds);
    }

    private List<StoredDocument> objects(Sending sending, VaultObjectKind... kinds) {
        return Stream.of(kinds).flatMap(kind -> sendings.objects(kind, sending.id()).stream()).toList();
    }
}
