package io.postiljon.ebox;

import io.postiljon.sending.NextHop;

/** What is to be done with a sending that waits for the eBox. */
public sealed interface PublicationTask {
    record Send(PublicationAttempt attempt) implements PublicationTask {}

    /** Nothing may leave; the outcome follows from the test number. */
    record Rehearse(PublicationAttempt attempt) implements PublicationTask {}

    /** Nothing to publish now: it goes to its next hop, or nowhere. */
    record PassOn(NextHop next) implements PublicationTask {}

    /** The word by which a route chooses. */
    default String step() {
        return switch (this) {
            case Send send -> "SEND";
            case Rehearse rehearse -> "REHEARSE";
            case PassOn passOn -> "PASS_ON";
        };
    }
}
