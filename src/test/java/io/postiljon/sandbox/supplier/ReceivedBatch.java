package io.postiljon.sandbox.supplier;

import java.util.List;

/** An order that the supplier accepted. {@code warnings} can hold {@code SEQUENCE_GAP} only. */
public record ReceivedBatch(String batchId, String orderFile, List<String> pieceIds, List<OrderFault> warnings) {

    public ReceivedBatch {
        pieceIds = List.copyOf(pieceIds);
        warnings = List.copyOf(warnings);
    }
}
