package io.postiljon.tracking;

import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** Why a channel was chosen, as a sentence in Dutch, French or English. */
final class ChannelSentences {
    private static final String BUNDLE = "texts/channel-reasons";

    /** The sentence for a rule; the code itself when a rule has none (a test fails then). */
    String sentence(String rule, Locale language) {
        try {
            return ResourceBundle.getBundle(BUNDLE, language, ResourceBundle.Control.getNoFallbackControl(
                    ResourceBundle.Control.FORMAT_PROPERTIES)).getString(rule);
        } catch (MissingResourceException noSentence) {
            return rule;
        }
    }
}
