package io.postiljon.intake;

import java.util.Optional;

/** Accepts a sending, or, when another call with the same key was first by a moment, gives that call's answer. */
public class AcceptOnce {
    /** Tries to be first. Empty when the key or the reference was taken at the same moment; then nothing is stored. */
    @FunctionalInterface
    interface FirstComer {
        Optional<Answer> accept(ReceiptedSending sending);
    }

    private final FirstComer firstComer;
    private final PriorAnswers priorAnswers;

    AcceptOnce(FirstComer firstComer, PriorAnswers priorAnswers) {
        this.firstComer = firstComer;
        this.priorAnswers = priorAnswers;
    }

    /** @throws RefusalException 409 when the other call brought other content */
    public Answer accept(ReceiptedSending sending) {
        return firstComer.accept(sending).orElseGet(() -> answerOfTheFirst(sending.checked().signed()));
    }

    private Answer answerOfTheFirst(SignedSending sending) {
        Recollection recollection = priorAnswers.recall(sending);
        if (!recollection.isKnown()) {
            priorAnswers.requireUnused(sending);
            throw new IllegalStateException("the database refused a key or a reference that nobody has");
        }
        return priorAnswers.repeat(recollection);
    }
}
