package io.postiljon.intake;

/** The work on a drop goes on later: another worker has it, or a part of ours is away. Its file stays where it is. */
public final class DropWaits extends RuntimeException {
    DropWaits() {
        super("the drop is worked on later", null, false, false);
    }
}
