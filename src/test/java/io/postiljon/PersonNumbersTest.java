package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNumbersTest {
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/messages/90610199729", "ssin=90610199729", "/x/90610199729/y", "90610199729"})
    void a_number_of_a_person_is_found(String text) {
        assertThat(PersonNumbers.occurIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/messages/019ab2b4-7c1e-7d43-9a55-906101997290", "90610199728", "906101997291", "/0999990024", "a90610199729"})
    void other_digits_are_left_alone(String text) {
        assertThat(PersonNumbers.occurIn(text)).isFalse();
    }
}
