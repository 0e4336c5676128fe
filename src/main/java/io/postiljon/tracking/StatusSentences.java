package io.postiljon.tracking;

import io.postiljon.sending.ReturnReason;
import io.postiljon.sending.Status;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** What each status means, in Dutch, French or English: where the letter stands, what comes next, and who must act. */
final class StatusSentences {
    private static final String BUNDLE = "texts/statuses";
    private static final String RETURN_REASONS = "texts/return-reasons";

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

    /** Why a letter came back, and what the agency does about it. */
    String sentence(ReturnReason reason, Locale language) {
        return bundle(RETURN_REASONS, language).getString(reason.name());
    }

    String group(Status.Group group, Locale language) {
        return bundle(language).getString("group." + group.word());
    }

    private static ResourceBundle bundle(Locale language) {
        return bundle(BUNDLE, language);
    }

    private static ResourceBundle bundle(String name, Locale language) {
        return ResourceBundle.getBundle(name, language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
