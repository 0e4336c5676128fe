package io.postiljon.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelSentencesTest {
    private final ChannelSentences sentences = new ChannelSentences();

    @ParameterizedTest
    @ValueSource(strings = {"CITIZEN_CONSENTED", "CITIZEN_NOT_CONSENTED", "CONSENT_UNKNOWN_PAST_DEADLINE", "ORGANISATION_HAS_BOX",
        "ORGANISATION_HAS_NO_BOX", "BOX_UNKNOWN_PAST_DEADLINE", "PAPER_ASKED",
        "RELEASED_BY_OPERATOR"})
    void every_rule_has_its_own_sentence_in_three_languages(String rule) {
        String dutch = sentences.sentence(rule, Locale.of("nl", "BE"));
        String french = sentences.sentence(rule, Locale.FRENCH);
        String english = sentences.sentence(rule, Locale.ENGLISH);

        assertThat(new String[] {dutch, french, english}).doesNotHaveDuplicates().allMatch(sentence -> sentence.endsWith("."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "zh"})
    void another_language_gets_english(String language) {
        assertThat(sentences.sentence("PAPER_ASKED", Locale.of(language))).isEqualTo("The agency asked for paper.");
    }
}
