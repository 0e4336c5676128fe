package io.postiljon.intake;

/** Hands a received sending to the check, which every entrance shares. */
@FunctionalInterface
interface SendingDesk {
    /** What the check says. */
    sealed interface Verdict {
        record Done(Answer answer) implements Verdict {}

        record No(Refusal refusal) implements Verdict {}
    }

    Verdict submit(ReceivedSending sending);
}
