package io.postiljon.intake;

import io.postiljon.store.DropId;
import io.postiljon.store.DropSignature;
import io.postiljon.store.SealedObject;

/** A drop on its way in, until its row is committed. */
public sealed interface Arrival {
    /** This very file was committed before, and its work or its answers are not over: only the rest is done. */
    record Known(DropId id) implements Arrival {}

    /** Read into the vault; not looked into. */
    record Sealed(DropFile file, SealedObject zip) implements Arrival {}

    /** Right as a whole: the archive has one meaning and the signature covers it. Nothing is said of its sendings. */
    record Whole(DropFile file, SealedObject zip, DropSignature signature, int messages, int documents) implements Arrival {}

    /** Broken as a whole; nothing of it is kept. */
    record Broken(DropFile file, Refusal refusal) implements Arrival {}

    /** Called back by the agency in time; nothing of it is kept. */
    record Withdrawn(DropFile file) implements Arrival {}
}
