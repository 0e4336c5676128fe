package io.postiljon.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sending.ReturnReason;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One model for each word that an agency sees: nothing of it may be missing in any language. */
class StatusModelTest {
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("nl"), Locale.FRENCH);

    private final StatusSentences sentences = new StatusSentences();

    @ParameterizedTest @EnumSource(Status.class)
    void each_status_has_group_event_and_sentences_in_three_languages(Status status) {
        assertThat(status.group()).isNotNull();
        assertThat(status.event()).matches("[a-z]+([A-Z][a-z]+)*");
        for (Locale language : LANGUAGES) {
            assertThat(sentences.name(status, language)).isNotBlank();
            assertThat(sentences.sentence(status, language)).endsWith(".");
            assertThat(sentences.next(status, language).isPresent()).isEqualTo(status.nextActor() != Status.NextActor.NOBODY);
            sentences.next(status, language).ifPresent(next -> assertThat(next).endsWith("."));
            assertThat(sentences.group(status.group(), language)).isNotBlank();
        }
    }

    @ParameterizedTest @ValueSource(strings = {"nl", "fr"})
    void a_translation_has_the_same_keys_and_other_words(String language) {
        ResourceBundle english = bundle(Locale.ENGLISH);
        ResourceBundle translated = bundle(Locale.of(language));

        assertThat(translated.keySet()).isEqualTo(english.keySet());
        assertThat(english.keySet().stream().filter(key -> key.endsWith(".sentence")))
                .allSatisfy(key -> assertThat(translated.getString(key)).isNotEqualTo(english.getString(key)));
    }

    @ParameterizedTest @EnumSource(ReturnReason.class)
    void each_return_reason_says_in_three_languages_what_the_agency_does(ReturnReason reason) {
        assertThat(sentences.sentence(reason, Locale.ENGLISH)).contains(" You ").endsWith(".");
        assertThat(sentences.sentence(reason, Locale.of("nl"))).contains(" U ").endsWith(".").isNotEqualTo(sentences.sentence(reason, Locale.ENGLISH));
        assertThat(sentences.sentence(reason, Locale.FRENCH)).contains(" Vous ").endsWith(".").isNotEqualTo(sentences.sentence(reason, Locale.ENGLISH));
    }

    @Test void no_two_statuses_share_an_event() {
        assertThat(Arrays.stream(Status.values()).map(Status::event)).doesNotHaveDuplicates();
    }

    @ParameterizedTest @EnumSource(value = Status.class, names = {"IN_DOUBT", "SENDING", "AT_PRINTER"})
    void who_might_send_twice_is_told_not_to(Status status) {
        assertThat(sentences.next(status, Locale.of("nl")).orElseThrow()).contains("Verstuur niet opnieuw");
        assertThat(sentences.next(status, Locale.ENGLISH).orElseThrow()).contains("Do not send it again");
    }

    @Test void what_needs_action_says_that_the_agency_acts() {
        assertThat(Arrays.stream(Status.values()).filter(status -> status.group() == Status.Group.ACTION_NEEDED))
                .allSatisfy(status -> assertThat(status.nextActor()).isEqualTo(Status.NextActor.AGENCY));
    }

    @Test void a_state_with_work_to_do_is_not_final() {
        assertThat(Arrays.stream(SendingState.values()).filter(state -> state.queue().isPresent()))
                .noneMatch(state -> state.status().isFinal());
    }

    @Test void a_registered_letter_at_the_post_is_under_way_and_an_ordinary_one_is_not() {
        assertThat(SendingState.REGISTERED_AT_POST.status()).isEqualTo(SendingState.HANDED_TO_POST.status());
        assertThat(SendingState.REGISTERED_AT_POST.isFinal()).isFalse();
        assertThat(SendingState.REGISTERED_AT_POST.group()).isEqualTo(Status.Group.UNDERWAY);
        assertThat(SendingState.HANDED_TO_POST.isFinal()).isTrue();
        assertThat(SendingState.HANDED_TO_POST.group()).isEqualTo(Status.Group.DELIVERED);
    }

    /** Without the fallback to English, which would hide a missing file. */
    private static ResourceBundle bundle(Locale language) {
        ResourceBundle bundle = ResourceBundle.getBundle("texts/statuses", language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        assertThat(bundle.getLocale().getLanguage()).isIn(language.getLanguage(), language.equals(Locale.ENGLISH) ? "" : language.getLanguage());
        return bundle;
    }
}
