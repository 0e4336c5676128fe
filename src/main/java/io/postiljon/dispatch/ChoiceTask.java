package io.postiljon.dispatch;

import io.postiljon.sending.Agreement.EboxStrategy;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import io.postiljon.store.Lease;
import java.util.Optional;

/**
 * One sending taken for the choice of its channel.
 *
 * @param lease     empty when there is nothing to choose: decided before, held by another worker, or withheld
 * @param question  what the route has to ask first
 * @param strategy  of the agreement when the sending was taken
 * @param recipient about whom; present with each question but {@code NONE}
 */
public record ChoiceTask(SendingId sending, Optional<Lease> lease, Question question, EboxStrategy strategy, Optional<Recipient> recipient) {
    /** {@code REHEARSAL}: the answer that belongs to the test number, as nothing may leave. */
    public enum Question { CONSENTS, PREFERENCES, REHEARSAL, NONE }

    static ChoiceTask nothingToChoose(SendingId sending) {
        return new ChoiceTask(sending, Optional.empty(), Question.NONE, EboxStrategy.ASK_FIRST, Optional.empty());
    }

    /** What the services are asked about. */
    public Recipient subject() {
        return recipient.orElseThrow(() -> new IllegalStateException("no question without a recipient"));
    }
}
