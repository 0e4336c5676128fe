package io.postiljon.audit;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in the events of an agency. Agencies see it as 22 characters of which they need to know nothing; it is no secret, and a
 * made-up one only moves the reader among the agency's own events.
 *
 * @param xact the transaction that wrote the event, 0 or more
 * @param id   number of its record, 0 or more
 */
public record EventCursor(long xact, long id) implements Comparable<EventCursor> {
    /** Before the first event. */
    public static final EventCursor START = new EventCursor(0, 0);
    private static final int CHARACTERS = 22;

    public EventCursor {
        if (xact < 0 || id < 0) {
            throw new IllegalArgumentException("a place among events has no negative part");
        }
    }

    /** Empty when the text is no cursor. */
    public static Optional<EventCursor> parse(String text) {
        if (!text.matches("[A-Za-z0-9_-]{" + CHARACTERS + "}")) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        long xact = bytes.getLong();
        long id = bytes.getLong();
        return xact < 0 || id < 0 ? Optional.empty() : Optional.of(new EventCursor(xact, id));
    }

    @Override public int compareTo(EventCursor other) {
        return xact != other.xact ? Long.compare(xact, other.xact) : Long.compare(id, other.id);
    }

    @Override public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ByteBuffer.allocate(2 * Long.BYTES).putLong(xact).putLong(id).array());
    }
}
