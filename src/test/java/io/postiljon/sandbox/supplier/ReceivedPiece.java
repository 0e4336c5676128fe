package io.postiljon.sandbox.supplier;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One envelope that the supplier took.
 *
 * @param batch     batchId of the order that brought it first
 * @param timesSeen in how many authentic orders it stood, refused copies included: more than 1 is a fault of the sender
 * @param codes     why it is not printed; empty when it is
 */
@JsonPropertyOrder({"pieceId", "batch", "timesSeen", "result", "codes", "documents"})
public record ReceivedPiece(String pieceId, String batch, int timesSeen, String result, List<PieceCode> codes, List<SeenDocument> documents,
        @JsonIgnore String coverText) {

    public ReceivedPiece {
        codes = List.copyOf(codes);
        documents = List.copyOf(documents);
    }

    ReceivedPiece seenAgain() {
        return new ReceivedPiece(pieceId, batch, timesSeen + 1, result, codes, documents, coverText);
    }

    @Override
    public String toString() {
        return "ReceivedPiece[" + pieceId + ", " + result + ", seen " + timesSeen + "]";
    }

    /** {@code role}: COVER, MAIN, ANNEX or INFO; {@code sha256} in lower-case hex, counted by the supplier. */
    @JsonPropertyOrder({"name", "role", "sha256"})
    public record SeenDocument(String name, String role, String sha256) {
    }
}
