package io.postiljon.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LetterFormTest {
    @Test void fields_are_read_as_a_browser_writes_them() throws IOException {
        assertThat(read("lang=fr&code=AB+cd-%C3%A9&postcode=1000&document=2")).isEqualTo(new LetterForm("AB cd-é", "1000", "2", "fr"));
    }

    @Test void what_is_missing_or_no_form_is_empty() throws IOException {
        LetterForm empty = new LetterForm("", "", "", "");

        assertThat(read("")).isEqualTo(empty);
        assertThat(read("code")).isEqualTo(empty);
        assertThat(read("code=%zz")).isEqualTo(empty);
        assertThat(read("code=A&" + "x".repeat(2048))).isEqualTo(empty);
    }

    @Test void the_first_of_two_equal_fields_counts_and_a_flood_of_fields_is_not_read() throws IOException {
        assertThat(read("code=A&code=B").code()).isEqualTo("A");
        assertThat(read("a=1&".repeat(20) + "code=A").code()).isEmpty();
    }

    @Test void its_text_shows_nothing() throws IOException {
        assertThat(read("code=SECRET&postcode=1000").toString()).doesNotContain("SECRET", "1000");
    }

    private static LetterForm read(String body) throws IOException {
        return LetterForm.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)));
    }
}
