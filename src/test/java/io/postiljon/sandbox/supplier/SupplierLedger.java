package io.postiljon.sandbox.supplier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the supplier remembers of all orders: batches, pieces, refusals, numbers. Thread-safe. It keeps {@value #KEPT_PIECES} pieces
 * and as many refusals, and then takes no more: forgetting would hide a second copy.
 */
final class SupplierLedger {

    static final int KEPT_PIECES = 200_000;

    private final Map<String, ReceivedPiece> pieces = new LinkedHashMap<>();
    private final List<ReceivedBatch> batches = new ArrayList<>();
    private final List<RefusedOrder> refused = new ArrayList<>();
    private final Set<String> batchIds = new HashSet<>();
    private final Set<String> orderFiles = new HashSet<>();
    private final Map<String, Integer> lastOfSeries = new HashMap<>();

    /** A second copy, by batch, by file name of an accepted order, or by a piece that was in another batch. */
    synchronized Optional<OrderFault> copyFault(Manifest manifest) {
        if (batchIds.contains(manifest.batchId()) || orderFiles.contains(manifest.orderFile())) {
            return Optional.of(new OrderFault(OrderFault.Code.DUPLICATE_BATCH, "this batchId or file name was accepted before"));
        }
        if (manifest.pieces().stream().anyMatch(piece -> pieces.containsKey(piece.pieceId()))) {
            return Optional.of(new OrderFault(OrderFault.Code.DUPLICATE_BATCH, "a pieceId was accepted in another batch"));
        }
        return Optional.empty();
    }

    synchronized boolean isFullFor(Manifest manifest) {
        return pieces.size() + manifest.pieces().size() > KEPT_PIECES;
    }

    /** Numbers of one day start at 1 and have no gap; orders and requests to cancel share them. Parts of one order share its number. */
    synchronized Optional<OrderFault> takeNumber(String series, int sequence) {
        int last = lastOfSeries.getOrDefault(series, 0);
        lastOfSeries.put(series, Math.max(last, sequence));
        if (sequence <= last + 1) {
            return Optional.empty();
        }
        return Optional.of(new OrderFault(OrderFault.Code.SEQUENCE_GAP, "after %06d came %06d".formatted(last, sequence)));
    }

    synchronized boolean knows(String orderFile) {
        return orderFiles.contains(orderFile) || refused.stream().anyMatch(order -> order.orderFile().equals(orderFile));
    }

    synchronized void accept(ReceivedBatch batch, List<ReceivedPiece> received) {
        batchIds.add(batch.batchId());
        orderFiles.add(batch.orderFile());
        batches.add(batch);
        received.forEach(piece -> pieces.put(piece.pieceId(), piece));
    }

    synchronized void refuse(RefusedOrder order) {
        if (refused.size() < KEPT_PIECES) {
            refused.add(order);
        }
    }

    synchronized void sawAgain(Manifest manifest) {
        manifest.pieces().forEach(piece -> pieces.computeIfPresent(piece.pieceId(), (id, known) -> known.seenAgain()));
    }

    synchronized List<ReceivedPiece> pieces() {
        return List.copyOf(pieces.values());
    }

    synchronized List<ReceivedBatch> batches() {
        return List.copyOf(batches);
    }

    synchronized List<RefusedOrder> refused() {
        return List.copyOf(refused);
    }
}
