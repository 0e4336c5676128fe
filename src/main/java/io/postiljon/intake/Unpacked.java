package io.postiljon.intake;

import io.postiljon.audit.Actor;
import java.util.Optional;

/** One message of a drop, out of the zip. */
public sealed interface Unpacked {
    DropEntry entry();

    /** What the agency calls it, when that can be read. */
    Optional<String> reference();

    /** With its documents, each sealed as an object of its own; to be judged as over HTTPS. */
    record Ready(DropEntry entry, Optional<String> reference, ReceivedSending sending) implements Unpacked {}

    /** Larger than a sending may be; nothing of it was unpacked. */
    record Unfit(DropEntry entry, Optional<String> reference, Actor actor, Refusal refusal) implements Unpacked {}
}
