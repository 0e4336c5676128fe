package io.postiljon.sandbox.supplier;

import java.util.List;

/** An order that the supplier accepted. {@code warnings} can hold {@code SEQUENCE_GAP} only. {@code resendOf}: null for a first print. */
public record ReceivedBatch(String batchId, String orderFile, List<String> pieceIds, List<OrderFault> warnings, String resendOf) {

    public ReceivedBatch {
        pieceIds = List.copyOf(pieceIds);
        warnings = List.copyOf(warnings);
    }
}
