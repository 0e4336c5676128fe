package io.postiljon.print;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.store.CancelWish;
import io.postiljon.store.CancelWishes;
import io.postiljon.store.PieceId;
import io.postiljon.store.PieceState;
import io.postiljon.store.Pieces;
import io.postiljon.store.PrintAlarmKind;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an answer of the supplier means for a wish to cancel, in the transaction that applies the answer. What is printed was not
 * cancelled; what ended before it was printed, for whatever reason, was.
 */
class CancelAnswers {
    private final CancelWishes wishes;
    private final Pieces pieces;
    private final Sendings sendings;
    private final PieceOutcomes outcomes;
    private final SupplierAlarms alarms;
    private final PrintEvidence evidence;

    CancelAnswers(CancelWishes wishes, Pieces pieces, Sendings sendings, PieceOutcomes outcomes, SupplierAlarms alarms, PrintEvidence evidence) {
        this.wishes = wishes;
        this.pieces = pieces;
        this.sendings = sendings;
        this.outcomes = outcomes;
        this.alarms = alarms;
        this.evidence = evidence;
    }

    boolean isWished(PieceId piece) {
        return wishes.open(piece).isPresent();
    }

    /** There is paper: a wish that stands has come too late. */
    void printed(Sending sending, PieceId piece, Instant at) {
        if (wishes.decide(piece, CancelWish.Outcome.TOO_LATE)) {
            evidence.append(evidence.about(sending, AuditEvent.CANCEL_REFUSED, AuditOutcome.REFUSED, AnswerQuarantine.SUPPLIER)
                    .withDetail(Map.of("reason", "printed", "since", at.toString(), "piece", piece.toString())));
        }
    }

    /** A batched piece that nobody will print: a wish that stands is fulfilled. @return false when nobody wants it back, or it has ended */
    boolean fulfil(PieceId piece, Actor actor, Map<String, String> detail) {
        if (!isWished(piece) || !pieces.answered(piece, PieceState.CANCELLED, PieceState.CANCELLED.name())) {
            return false;
        }
        Map<String, String> full = new HashMap<>(detail);
        full.put("piece", piece.toString());
        full.put("code", PieceState.CANCELLED.name());
        notPrinted(sendings.lock(pieces.find(piece).orElseThrow().sending()), piece, PieceState.CANCELLED, AuditEvent.PIECE_CANCELLED, actor, full);
        return true;
    }

    void notPrinted(Sending sending, PieceId piece, PieceState end, AuditEvent event, Map<String, String> detail) {
        notPrinted(sending, piece, end, event, AnswerQuarantine.SUPPLIER, detail);
    }

    /**
     * The piece ended without paper. What its agency withdrew is cancelled; any other letter failed, and can be printed anew.
     *
     * @param event the line of the history of a letter that failed
     */
    private void notPrinted(Sending sending, PieceId piece, PieceState end, AuditEvent event, Actor actor, Map<String, String> detail) {
        Optional<CancelWish> wish = wishes.open(piece);
        wishes.decide(piece, CancelWish.Outcome.CANCELLED);
        if (wish.filter(found -> found.askedBy() == CancelWish.Asker.AGENCY).isPresent()) {
            outcomes.cancel(sending, actor, without(detail, "code"));
            return;
        }
        if (end == PieceState.CANCELLED && wish.isEmpty()) {
            alarms.raise(pieces.find(piece).orElseThrow().supplier(), PrintAlarmKind.STATUS_CONTRADICTS, piece.toString(), "cancelled-unasked");
        }
        outcomes.failAtPrinter(sending, event, actor, detail);
    }

    private static Map<String, String> without(Map<String, String> detail, String key) {
        HashMap<String, String> rest = new HashMap<>(detail);
        rest.remove(key);
        return rest;
    }
}
