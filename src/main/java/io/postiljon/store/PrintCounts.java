package io.postiljon.store;

import java.util.Map;

/**
 * Pieces of a batch up to a moment, as both sides count them.
 *
 * @param printed  pieces of which {@code PRINTED} was told; so for the next two
 * @param sheets   of the printed pieces, by product: priority and handling, as in {@code PRIOR.REGISTERED}
 */
public record PrintCounts(int accepted, int rejected, int printed, int handedToPost, int returned, Map<String, Integer> sheets) {
    public PrintCounts {
        sheets = Map.copyOf(sheets);
    }
}
