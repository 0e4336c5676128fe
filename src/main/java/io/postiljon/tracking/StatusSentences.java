package io.postiljon.tracking;

import io.postiljon.sending.Status;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** What each status means, in Dutch, French or English: where the letter stands, what comes next, and who must act. */
final class StatusSentences {
    private static final String BUNDLE = "texts/statuses";

    String name(Status status, Locale language) {
        return bundle(language).getString(status + ".name");
    }

    String sentence(Status status, Locale language) {
        return bundle(language).getString(status + ".sentence");
    }

    /** Empty when nobody has to do anything any more. */
    Optional<String> next(Status status, Locale language) {
        return status.nextActor() == Status.NextActor.NOBODY ? Optional.empty() : Optional.of(bundle(language).getString(status + ".next"));
    }

    String group(Status.Group group, Locale language) {
        return bundle(language).getString("group." + group.word());
    }

    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(BUNDLE, language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
