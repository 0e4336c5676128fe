package io.postiljon.sandbox.supplier;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** What the supplier says: the JSON inside an answer file. Source: PBX 1.0, section 5.7. */
sealed interface Answer {

    /** Folder below {@code /out}. */
    String folder();

    /** First part of the file name. */
    String kind();

    /** Name of its schema. */
    String form();

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

        @Override
        public String form() {
            return "receipt";
        }
    }

    /** PP: the result per piece, before the print run. The counts add up to the batch. */
    @JsonPropertyOrder({"batchId", "orderFile", "checkedAt", "counts", "pieces"})
    record PieceResults(String batchId, String orderFile, Instant checkedAt, Counts counts, List<PieceResult> pieces) implements Answer {

        static PieceResults of(String batchId, String orderFile, Instant checkedAt, List<PieceResult> pieces) {
            int accepted = (int) pieces.stream().filter(piece -> piece.result() == Result.ACCEPTED).count();
            int cancelled = (int) pieces.stream().filter(piece -> piece.result() == Result.CANCELLED).count();
            return new PieceResults(batchId, orderFile, checkedAt,
                    new Counts(pieces.size(), accepted, pieces.size() - accepted - cancelled, cancelled == 0 ? null : cancelled), pieces);
        }

        /** Accepted pieces that were asked back. @param said gets their ids */
        PieceResults without(Set<String> pieceIds, Set<String> said) {
            return of(batchId, orderFile, checkedAt, pieces.stream().map(piece -> {
                if (piece.result() != Result.ACCEPTED || !pieceIds.contains(piece.pieceId())) {
                    return piece;
                }
                said.add(piece.pieceId());
                return new PieceResult(piece.pieceId(), Result.CANCELLED, List.of());
            }).toList());
        }

        @Override
        public String folder() {
            return "piece";
        }

        @Override
        public String kind() {
            return "PP";
        }

        @Override
        public String form() {
            return "piece-results";
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Counts(int pieces, int accepted, int rejected, Integer cancelled) {
    }

    record PieceResult(String pieceId, Result result, List<PieceCode> codes) {
    }

    enum Result { ACCEPTED, REJECTED, CANCELLED }

    /** PS: what became of pieces. */
    record StatusEvents(List<StatusEvent> events) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StatusEvent(String eventId, String pieceId, String code, Instant occurredAt, String reason, String physicalHandling, Integer sheets,
            String mailDate, String registeredBarcode) {
    }

    /** {@code evidence.json} of a PE. */
    record Evidence(Instant createdAt, List<EvidenceItem> items) {
    }

    record EvidenceItem(String pieceId, String kind, String file, String sha256, long bytes) {
    }

    /** PR: what the supplier counted. */
    record Report(String day, Instant countedUntil, List<BatchCounts> batches) {
    }

    record BatchCounts(String batchId, String orderFile, int accepted, int rejected, int printed, int handedToPost, int returned,
            List<ProductSheets> sheets) {
    }

    record ProductSheets(String priority, boolean registered, boolean returnReceipt, int sheets) {
    }
}
