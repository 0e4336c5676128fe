package io.postiljon.store;

import java.util.UUID;

/** Our id of a batch; stands in its manifest and in the answers. */
public record BatchId(UUID value) {
    public static BatchId parse(String text) {
        return new BatchId(UUID.fromString(text));
    }

    @Override public String toString() {
        return value.toString();
    }
}
