package io.postiljon.intake;

import io.postiljon.store.Drop;
import java.util.Map;

/** One message of a received drop whose outcome is not stored yet, and the documents that may belong to it. */
public record DropEntry(Drop drop, DropSlot message, Map<String, DropSlot> documents) {
    @Override public String toString() {
        return "DropEntry[" + drop + "]";
    }
}
