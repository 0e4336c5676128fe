package io.postiljon.print;

import io.postiljon.sending.PostalAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AddressLinesTest {
    @Test void the_lines_have_the_order_of_the_post_and_no_country_within_belgium() throws Exception {
        PostalAddress address = new PostalAddress(Optional.of("Mevr. Ann  Voorbeeld"), Optional.of("Proef NV"), Optional.of("Gebouw C"),
                "Teststraat", "7A", Optional.of("12"), "2000", "Antwerpen", "BE");

        assertThat(AddressLines.of(address, "fr").lines())
                .containsExactly("Mevr. Ann Voorbeeld", "Proef NV", "Gebouw C", "Teststraat 7A bte 12", "2000 Antwerpen");
    }

    @Test void a_line_of_more_than_fifty_characters_is_a_refusal() {
        PostalAddress address = Paper.address("x".repeat(51));

        assertThatThrownBy(() -> AddressLines.of(address, "nl")).isInstanceOf(Unprintable.class).hasMessage("address-too-long");
    }

    @Test void its_text_shows_no_address() throws Exception {
        assertThat(AddressLines.of(Paper.address("Ann Voorbeeld"), "nl").toString()).doesNotContain("Ann", "Proefstraat");
    }
}
