package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FaultLineTest {
    @Test void kind_and_place_are_told_and_no_word_of_the_text() {
        Exception fault = new IllegalStateException("about 90610199729", new IOException("row (90610199729)"));

        String line = FaultLine.of(fault);

        assertThat(line).doesNotContain("90610199729").contains("java.lang.IllegalStateException at io.postiljon.FaultLineTest")
                .contains(", caused by java.io.IOException at ");
    }

    @Test void our_own_place_is_told_beside_a_foreign_one() {
        try {
            Integer.parseInt("90610199729");
        } catch (NumberFormatException fault) {
            assertThat(FaultLine.of(fault)).doesNotContain("90610199729").contains(" in io.postiljon.FaultLineTest");
        }
    }
}
