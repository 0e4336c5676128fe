package io.postiljon.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReferenceTextTest {
    private static final String LETTER = "\uD83D\uDCEC"; // one character, two units of UTF-16

    @Test void sixty_four_characters_fit_whatever_their_units() {
        assertThat(new MessageReference(LETTER.repeat(64)).value()).hasSize(128);
        assertThat(new DossierReference("x".repeat(64)).value()).hasSize(64);
    }

    @Test void one_more_does_not() {
        assertThatThrownBy(() -> new MessageReference(LETTER.repeat(65))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DossierReference("x".repeat(65))).isInstanceOf(IllegalArgumentException.class);
    }
}
