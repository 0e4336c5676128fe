package io.postiljon.print;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OrderNameTest {
    @Test void an_order_is_named_by_sender_day_sequence_and_environment() {
        OrderName name = OrderName.of("OVO002949", LocalDate.of(2026, 11, 23), 42, "P");

        assertThat(name.text()).isEqualTo("PO.OVO002949.20261123.000042.P.zip.pgp");
        assertThat(name.marker()).isEqualTo("PO.OVO002949.20261123.000042.P.zip.pgp.go");
        assertThat(AnswerName.parse("PA." + name.key() + ".json.pgp")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../PO.OVO002949.20261123.000042.P.zip.pgp", "PO.ovo.20261123.000042.P.zip.pgp", "PO.OVO002949.20261123.42.P.zip.pgp",
            "PO.OVO002949.20261123.000042.X.zip.pgp", "PO.OVO002949.20261123.000042.P.zip.pgp\n", "PO.OVO002949.20261123.000042.P.zip.pgp&delete=true"})
    void another_form_is_no_order_name(String text) {
        assertThatThrownBy(() -> new OrderName(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "PA.OVO002949.20261123.000042.P.json.pgp/..", "..", "PA.OVO002949.20261123.000042.P.json.pgp.go",
            "PC.OVO002949.20261123.000042.P.json.pgp", "PA.OVO002949.20261123.000042.P.json.pgp\n", "a b", "pA.OVO002949.20261123.000042.P.json.pgp"})
    void a_name_of_a_hostile_listing_is_no_answer(String text) {
        assertThat(AnswerName.parse(text)).isEmpty();
    }
}
