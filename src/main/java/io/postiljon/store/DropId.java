package io.postiljon.store;

import java.util.UUID;

/** Our id of one drop. */
public record DropId(UUID value) {
    @Override public String toString() {
        return value.toString();
    }
}
