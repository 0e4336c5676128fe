package io.postiljon.store;

import java.util.UUID;

/** Our id of a batch; stands in its manifest and in the answers. */
public record BatchId(UUID value) {
    /** @throws IllegalArgumentException without the text, which may be anything */
    public static BatchId parse(String text) {
        try {
            return new BatchId(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            throw new IllegalArgumentException("this is not the id of a batch");
        }
    }

    @Override public String toString() {
        return value.toString();
    }
}
