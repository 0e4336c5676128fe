package io.postiljon.sandbox.supplier;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** What the supplier says about an order: the JSON inside an answer file. Source: PBX 1.0, section 5.7. */
sealed interface Answer {

    /** Folder below {@code /out}. */
    String folder();

    /** First part of the file name. */
    String kind();

    /** PA: the technical receipt. With {@code REJECTED} nothing is printed. {@code batchId} is null when it could not be read. */
    @JsonPropertyOrder({"batchId", "orderFile", "receivedAt", "bytes", "sha256OfPgpFile", "result", "errors", "totalsSeen"})
    record Receipt(String batchId, String orderFile, Instant receivedAt, long bytes, String sha256OfPgpFile, Result result,
            List<OrderFault> errors, OrderSighting.SeenTotals totalsSeen) implements Answer {

        @Override
        public String folder() {
            return "ack";
        }

        @Override
        public String kind() {
            return "PA";
        }
    }

    /** PP: the result per piece, before the print run. The counts add up to the batch. */
    @JsonPropertyOrder({"batchId", "orderFile", "checkedAt", "counts", "pieces"})
    record PieceResults(String batchId, String orderFile, Instant checkedAt, Counts counts, List<PieceResult> pieces) implements Answer {

        static PieceResults of(String batchId, String orderFile, Instant checkedAt, List<PieceResult> pieces) {
            int accepted = (int) pieces.stream().filter(piece -> piece.result() == Result.ACCEPTED).count();
            return new PieceResults(batchId, orderFile, checkedAt, new Counts(pieces.size(), accepted, pieces.size() - accepted), pieces);
        }

        @Override
        public String folder() {
            return "piece";
        }

        @Override
        public String kind() {
            return "PP";
        }
    }

    record Counts(int pieces, int accepted, int rejected) {
    }

    record PieceResult(String pieceId, Result result, List<PieceCode> codes) {
    }

    enum Result { ACCEPTED, REJECTED }
}
