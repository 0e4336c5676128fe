package io.postiljon.print;

import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.Decision;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.BatchId;
import io.postiljon.store.Batches;
import io.postiljon.store.NewPiece;
import io.postiljon.store.Originals;
import io.postiljon.store.PieceId;
import io.postiljon.store.PieceStanding;
import io.postiljon.store.PieceState;
import io.postiljon.store.Pieces;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.VaultObjectKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Stores that a piece is printed anew: the old one's end, the new one, and the state of the sending, in one transaction with the evidence. */
public class ResendRecords {
    private final Batches batches;
    private final Pieces pieces;
    private final Sendings sendings;
    private final Originals originals;
    private final PrintEvidence evidence;

    ResendRecords(Batches batches, Pieces pieces, Sendings sendings, Originals originals, PrintEvidence evidence) {
        this.batches = batches;
        this.pieces = pieces;
        this.sendings = sendings;
        this.originals = originals;
        this.evidence = evidence;
    }

    SendingId sendingOf(PieceId piece) {
        return pieces.find(piece).map(PieceStanding::sending).orElseThrow();
    }

    /** @throws IllegalStateException with a stable code when the piece may still be printed, was printed anew, or its documents are gone */
    void requireResendable(PieceId id) {
        PieceStanding piece = pieces.find(id).orElseThrow();
        refusal(piece, sendings.get(piece.sending())).ifPresent(why -> {
            throw new IllegalStateException(why);
        });
    }

    /** The new piece waits, and its sending with it. Judged again, now that nobody can change them. */
    @Transactional
    public void queue(PieceId id, PreparedPiece.Ready ready, Decision decision) {
        pieces.find(id).flatMap(PieceStanding::batch).ifPresent(batches::lock);
        PieceStanding old = pieces.lock(id).orElseThrow();
        Sending sending = sendings.lock(old.sending());
        refusal(old, sending).ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        endWithItsOrder(old);
        NewPiece piece = ready.piece();
        sendings.keep(VaultObjectKind.COVER, ready.cover(), Optional.of(sending.id()));
        pieces.queueInPlaceOf(old, piece);
        piece.original().ifPresent(original -> originals.offer(piece.id(), sending.agency(), original));
        if (sending.state() != SendingState.PRINT_QUEUED && !sendings.advance(sending.id(), sending.state(), SendingState.PRINT_QUEUED)) {
            throw new IllegalStateException("sending " + sending.id() + " changed although it is locked");
        }
        sendings.clearOutcome(sending.id());
        Map<String, String> detail = new HashMap<>(Map.of("piece", piece.id().toString(), "supplier", piece.supplier().value(), "replaces", id.toString(), "pieceStatus", old.state().name(),
                "class", piece.printClass().code(),
                "pages", Integer.toString(piece.pages()), "sheets", Integer.toString(piece.sheets()), "reason", decision.reason()));
        old.batch().map(BatchId::toString).ifPresent(batch -> detail.put("resendOf", batch));
        evidence.append(PrintEvidence.withDocuments(evidence.about(sending, AuditEvent.PIECE_RESENT, AuditOutcome.DONE, decision.actor()),
                sendings.documents(sending.id())).withStates(sending.state(), SendingState.PRINT_QUEUED).withDetail(detail));
    }

    /** Of an order that was refused as a whole, the pieces had no end of their own yet. */
    private void endWithItsOrder(PieceStanding old) {
        if (old.state() == PieceState.BATCHED && !pieces.answered(old.id(), PieceState.REJECTED, "ORDER_REFUSED")) {
            throw new IllegalStateException("piece " + old.id() + " changed although it is locked");
        }
    }

    private Optional<String> refusal(PieceStanding piece, Sending sending) {
        if (pieces.successor(piece.id()).isPresent()) {
            return Optional.of("resent-already: this piece has a successor");
        }
        boolean ended = switch (piece.state()) {
            case PRINT_FAILED, REJECTED, CANCELLED -> sending.state() == SendingState.FAILED;
            case LOST, DAMAGED -> sending.state() == SendingState.LOST;
            case BATCHED -> sending.state() == SendingState.PRINT_QUEUED && piece.batch().filter(batches::isRefusedForSure).isPresent();
            case WAITING, ACCEPTED, TAKEN_OUT, PRINTED, ENVELOPED, HANDED_TO_POST, IN_DELIVERY, NOTICE_LEFT, HELD_FOR_PICKUP, DELIVERED, REFUSED,
                    NOT_COLLECTED, RETURNED -> false;
        };
        if (!ended) {
            return Optional.of("not-resendable: the piece is " + piece.state() + " and its sending " + sending.state());
        }
        boolean whole = sendings.content(sending.id()).filter(content -> content.attachments().size() == sendings.documents(sending.id()).size()).isPresent();
        return whole ? Optional.empty() : Optional.of("documents-destroyed: there is nothing left to print");
    }
}
