package io.postiljon.tracking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** Why a channel was chosen, as a sentence in Dutch, French or English. */
final class ChannelSentences {
    private static final String BUNDLE = "texts/channel-reasons";

    private static final List<Locale> LANGUAGES = List.of(Locale.of("nl"), Locale.of("fr"), Locale.of("en"));

    /** The sentence for a rule by language: {@code nl}, {@code fr}, {@code en}. */
    Map<String, String> inAllLanguages(String rule) {
        return LANGUAGES.stream().collect(Collectors.toMap(Locale::getLanguage, language -> sentence(rule, language), (one, other) -> one, LinkedHashMap::new));
    }

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
