package io.postiljon.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.postiljon.sending.ChannelRule;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelSentencesTest {
    private final ChannelSentences sentences = new ChannelSentences();

    @ParameterizedTest
    @EnumSource
    void every_rule_has_its_own_sentence_in_three_languages(ChannelRule chosen) {
        String rule = chosen.name();

        String dutch = sentences.sentence(rule, Locale.of("nl", "BE"));
        String french = sentences.sentence(rule, Locale.FRENCH);
        String english = sentences.sentence(rule, Locale.ENGLISH);

        assertThat(new String[] {dutch, french, english}).doesNotHaveDuplicates().allMatch(sentence -> sentence.endsWith("."));
        assertThat(sentences.inAllLanguages(rule)).containsExactly(entry("nl", dutch), entry("fr", french), entry("en", english));
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "zh"})
    void another_language_gets_english(String language) {
        assertThat(sentences.sentence("PAPER_ASKED", Locale.of(language))).isEqualTo("The agency asked for paper.");
    }
}
