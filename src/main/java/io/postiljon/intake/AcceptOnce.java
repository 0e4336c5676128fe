package io.postiljon.intake;

import org.springframework.dao.DuplicateKeyException;

/** Accepts a sending, or, when another call with the same key was first by a moment, gives that call's answer. */
public class AcceptOnce {
    private final Acceptance acceptance;
    private final PriorAnswers priorAnswers;

    AcceptOnce(Acceptance acceptance, PriorAnswers priorAnswers) {
        this.acceptance = acceptance;
        this.priorAnswers = priorAnswers;
    }

    /** @throws RefusalException 409 when the other call brought other content */
    public Answer accept(ReceiptedSending sending) {
        try {
            return acceptance.accept(sending);
        } catch (DuplicateKeyException another) {
            return answerOfTheFirst(sending.checked().signed(), another);
        }
    }

    private Answer answerOfTheFirst(SignedSending sending, DuplicateKeyException another) {
        Recollection recollection = priorAnswers.recall(sending);
        if (recollection.isKnown()) {
            return priorAnswers.repeat(recollection);
        }
        priorAnswers.requireUnused(sending);
        throw another;
    }
}
