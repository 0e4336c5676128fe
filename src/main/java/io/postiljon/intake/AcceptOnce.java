package io.postiljon.intake;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.dao.DuplicateKeyException;

/** Accepts a sending, or, when another call with the same key was first by a moment, gives that call's answer. */
public class AcceptOnce {
    private final Acceptance acceptance;
    private final PriorAnswers priorAnswers;
    private final MeterRegistry meters;

    AcceptOnce(Acceptance acceptance, PriorAnswers priorAnswers, MeterRegistry meters) {
        this.acceptance = acceptance;
        this.priorAnswers = priorAnswers;
        this.meters = meters;
    }

    /** @throws RefusalException 409 when the other call brought other content */
    public Answer accept(ReceiptedSending sending) {
        try {
            Answer answer = acceptance.accept(sending);
            meters.counter("postiljon.sendings.accepted", "mode", answer.sending().mode().word()).increment();
            return answer;
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
