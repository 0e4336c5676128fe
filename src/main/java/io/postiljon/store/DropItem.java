package io.postiljon.store;

import io.postiljon.sending.SendingId;
import java.util.Optional;

/**
 * What became of one message of a drop.
 *
 * @param entry     name of the zip entry that holds the message
 * @param reference the agency's reference, when it could be read
 */
public record DropItem(String entry, Optional<String> reference, Outcome outcome) {
    public sealed interface Outcome {}

    public record Accepted(SendingId id, String receipt) implements Outcome {}

    /** {@code problem}: the problem document as JSON. */
    public record Refused(String problem) implements Outcome {}

    @Override public String toString() {
        return "DropItem[" + outcome.getClass().getSimpleName() + "]";
    }
}
