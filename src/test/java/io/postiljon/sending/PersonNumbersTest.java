package io.postiljon.sending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNumbersTest {
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/messages/90610199729", "ssin=90610199729", "/x/90610199729/y", "90610199729", "90.61.01-997.29", "ssin-90610199729", "ssin90610199729",
            "90 61 01 997 29", "90_61_01_997_29", "/a-90.61.01-997-29-b"})
    void a_number_of_a_person_is_found(String text) {
        assertThat(PersonNumbers.occurIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/messages/019ab2b4-7c1e-7d43-9a55-906101997290", "90610199728", "906101997291", "/0999990024", "2026-11-26T09:30:00",
            "/api/v1/messages/90610199-7290-4d43-9a55-906101997290"})
    void other_digits_are_left_alone(String text) {
        assertThat(PersonNumbers.occurIn(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"90610199729.pdf", "doc-90.61.01-997.29", "a_90610199728"})
    void eleven_digits_are_masked_right_or_wrong(String text) {
        assertThat(PersonNumbers.masked(text)).contains("***").doesNotContain("997");
    }
}
