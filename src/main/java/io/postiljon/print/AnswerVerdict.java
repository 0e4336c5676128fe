package io.postiljon.print;

import io.postiljon.store.Batch;
import io.postiljon.store.BatchState;
import io.postiljon.store.BatchedPiece;
import io.postiljon.store.PieceState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an answer means for us, judged before anything is changed: all of it is applied, or nothing. */
sealed interface AnswerVerdict {
    /** The supplier has the order. It may say so after the results of the pieces, or again. */
    record OrderAccepted() implements AnswerVerdict {}

    /** Nothing of the order will be printed. */
    record OrderRefused() implements AnswerVerdict {}

    /** Each piece has its answer. */
    record PiecesJudged(Map<BatchedPiece, SupplierAnswer.PieceResult> results) implements AnswerVerdict {
        public PiecesJudged {
            results = Map.copyOf(results);
        }
    }

    /** Said before; nothing changes. */
    record Repeated() implements AnswerVerdict {}

    /** It contradicts what we know. {@code reason} is a stable code. */
    record Contradicts(String reason) implements AnswerVerdict {}

    static AnswerVerdict of(SupplierAnswer.Receipt receipt, Batch batch) {
        Batch.Built built = batch.built().orElse(null);
        if (built == null || batch.state() == BatchState.BUILT || batch.state() == BatchState.STOPPED || batch.state() == BatchState.MOVED) {
            return new Contradicts("order-not-handed-over");
        }
        if (receipt.bytes() != built.file().sizeBytes() || !built.file().digest().hex().equals(receipt.sha256OfPgpFile())) {
            return new Contradicts("other-file");
        }
        return switch (receipt.result()) {
            case ACCEPTED -> accepted(receipt, batch, built);
            case REJECTED -> switch (batch.state()) {
                case GO_PENDING, UPLOADED -> new OrderRefused();
                case REFUSED -> new Repeated();
                case ACKED, DONE, CLOSED, BUILT, STOPPED, MOVED -> new Contradicts("refused-after-acceptance");
            };
            case CANCELLED -> throw new IllegalStateException("the schema knows no such result of an order");
        };
    }

    private static AnswerVerdict accepted(SupplierAnswer.Receipt receipt, Batch batch, Batch.Built built) {
        if (!ManifestWriter.totals(built.totals()).equals(receipt.totalsSeen())) {
            return new Contradicts("totals-differ");
        }
        return switch (batch.state()) {
            case GO_PENDING, UPLOADED, ACKED, DONE -> new OrderAccepted();
            case REFUSED, CLOSED, BUILT, STOPPED, MOVED -> new Contradicts("accepted-after-refusal");
        };
    }

    /** @param pieces all of the batch */
    static AnswerVerdict of(SupplierAnswer.PieceResults answer, Batch batch, List<BatchedPiece> pieces) {
        Map<String, SupplierAnswer.PieceResult> byId = new HashMap<>();
        for (SupplierAnswer.PieceResult result : answer.pieces()) {
            if (byId.putIfAbsent(result.pieceId(), result) != null) {
                return new Contradicts("piece-twice");
            }
        }
        if (!addsUp(answer, pieces.size())) {
            return new Contradicts("counts-differ");
        }
        Map<BatchedPiece, SupplierAnswer.PieceResult> results = new HashMap<>();
        for (BatchedPiece piece : pieces) {
            SupplierAnswer.PieceResult result = byId.get(piece.id().toString());
            if (result == null) {
                return new Contradicts("piece-missing");
            }
            results.put(piece, result);
        }
        return switch (batch.state()) {
            case GO_PENDING, UPLOADED, ACKED -> new PiecesJudged(results);
            case DONE -> sameAsStored(results) ? new Repeated() : new Contradicts("other-result-than-before");
            case CLOSED, BUILT, STOPPED, MOVED, REFUSED -> new Contradicts("order-not-handed-over");
        };
    }

    static PieceState state(SupplierAnswer.Result result) {
        return switch (result) {
            case ACCEPTED -> PieceState.ACCEPTED;
            case REJECTED -> PieceState.REJECTED;
            case CANCELLED -> PieceState.CANCELLED;
        };
    }

    private static boolean addsUp(SupplierAnswer.PieceResults answer, int pieces) {
        SupplierAnswer.Counts counts = answer.counts();
        return answer.pieces().size() == pieces && counts.pieces() == pieces && counts.accepted() == count(answer, SupplierAnswer.Result.ACCEPTED)
                && counts.rejected() == count(answer, SupplierAnswer.Result.REJECTED)
                && counts.cancelled().orElse(0) == count(answer, SupplierAnswer.Result.CANCELLED);
    }

    private static long count(SupplierAnswer.PieceResults answer, SupplierAnswer.Result result) {
        return answer.pieces().stream().filter(piece -> piece.result() == result).count();
    }

    private static boolean sameAsStored(Map<BatchedPiece, SupplierAnswer.PieceResult> results) {
        return results.entrySet().stream().allMatch(each -> switch (each.getValue().result()) {
            case ACCEPTED -> each.getKey().state().wasAccepted();     // it may have come further since
            case REJECTED -> each.getKey().state() == PieceState.REJECTED;
            case CANCELLED -> each.getKey().state() == PieceState.CANCELLED;
        });
    }
}
