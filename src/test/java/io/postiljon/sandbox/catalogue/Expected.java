package io.postiljon.sandbox.catalogue;

import java.util.List;

/** The answer that the catalogue has for an attack, and with it what must be on record. */
sealed interface Expected {
    /** A refusal with a problem and exactly one record that its trace id leads to. {@code words}: as {@link Seen#words}. */
    record Refused(String words) implements Expected {}

    /** Refused before a feature looked at it: on record too, but of a caller and code only once a minute. */
    record AtTheDoor(String words) implements Expected {}

    /** The container ends it: one of these states, no body, the connection closed, nothing behind it looked at. */
    record Cut(List<Integer> statuses) implements Expected {}

    /** No HTTP answer at all. */
    record NoAnswer() implements Expected {}

    /** What looks like an attack is none: it succeeds with this status. {@code sendings}: how many new ones there are then. */
    record Harmless(int status, int sendings) implements Expected {}
}
