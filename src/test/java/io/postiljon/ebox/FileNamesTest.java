package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
    @Test void letters_outside_ascii_and_blanks_are_percent_encoded_utf_8() {
        assertThat(FileNames.encoded("café résumé.pdf")).isEqualTo("caf%C3%A9%20r%C3%A9sum%C3%A9.pdf");
    }

    @Test void what_may_stay_stays() {
        assertThat(FileNames.encoded("Brief_(1)-v2.!~*'.pdf")).isEqualTo("Brief_(1)-v2.!~*'.pdf");
    }

    @ParameterizedTest @ValueSource(strings = {"a\"; name=\"x", "a\r\nX-Evil: 1", "%41.pdf", "naïef €.pdf"})
    void nothing_can_end_the_header_and_the_name_comes_back_whole(String name) {
        String encoded = FileNames.encoded(name);

        assertThat(encoded).matches("[A-Za-z0-9._!~*'()%-]+");
        assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(name);
    }
}
