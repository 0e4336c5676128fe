package io.postiljon.ebox;

import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.RecipientKind;
import java.util.function.Function;

/** Asks the federation service about many at once: consents in one list, boxes of organisations in another. Safe for many threads. */
public class BoxQuestions {
    private final QuestionCollector consents;
    private final QuestionCollector preferences;

    /** @param service makes one call; throws only at a fault of ours */
    BoxQuestions(Function<BoxQuestion, ListAnswer> service, QuestionSettings settings) {
        this.consents = new QuestionCollector(RecipientKind.CITIZEN, service, settings.listLimit());
        this.preferences = new QuestionCollector(RecipientKind.ORGANISATION, service, settings.listLimit());
    }

    /** Waits for the call that is under way, when there is one, and for the next. */
    public BoxAnswer ask(Recipient recipient) {
        return switch (recipient) {
            case Recipient.Citizen citizen -> consents.ask(citizen);
            case Recipient.Organisation organisation -> preferences.ask(organisation);
        };
    }
}
