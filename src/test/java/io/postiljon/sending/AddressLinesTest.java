package io.postiljon.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressLinesTest {
    @Test void the_lines_have_the_order_of_the_post_and_no_country_within_belgium() {
        assertThat(AddressLines.of(whole("BE"), "fr").lines())
                .containsExactly("Mevr. Ann Voorbeeld", "Proef NV", "Gebouw C", "Teststraat 7A bte 12", "2000 Antwerpen");
    }

    @Test void abroad_town_and_country_are_in_capitals_and_the_country_is_last() {
        assertThat(AddressLines.of(whole("NL"), "nl").lines()).endsWith("2000 ANTWERPEN", "NETHERLANDS").hasSize(6);
    }

    @Test void its_text_shows_no_address() {
        assertThat(AddressLines.of(whole("BE"), "nl").toString()).doesNotContain("Ann", "Teststraat");
    }

    private static PostalAddress whole(String country) {
        return new PostalAddress(Optional.of("Mevr. Ann  Voorbeeld"), Optional.of("Proef NV"), Optional.of("Gebouw C"),
                "Teststraat", "7A", Optional.of("12"), "2000", "Antwerpen", country);
    }
}
