package io.postiljon.ebox;

import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Recipient;
import java.util.Map;
import java.util.Set;

/** What one question to the federation service came to. */
public sealed interface ListAnswer {
    /** The service spoke. What it did not say about somebody is a {@link BoxAnswer.NoAnswer} for that one only. */
    record Heard(Map<Recipient, BoxAnswer> answers) implements ListAnswer {
        public Heard {
            answers = Map.copyOf(answers);
        }
    }

    /** Nothing is known about anybody. */
    record NotHeard(BoxAnswer.NoAnswer why) implements ListAnswer {
        private static final Set<String> BLAMES_THE_LIST = Set.of("ebox-federation-400", "ebox-federation-413", "ebox-federation-422");

        /** Something in the list may be at fault, and the others on it would be answered. */
        boolean blamesTheList() {
            return BLAMES_THE_LIST.contains(why.code());
        }
    }
}
