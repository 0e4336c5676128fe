package io.postiljon.print;

import io.postiljon.sending.PrintClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SheetsTest {
    @ParameterizedTest
    @CsvSource({"1,1,1", "2,2,1", "3,3,2", "80,80,40"})
    void two_pages_share_a_sheet_only_in_duplex(int pages, int simplex, int duplex) {
        assertThat(Sheets.of(pages, PrintClass.Sides.SIMPLEX)).isEqualTo(simplex);
        assertThat(Sheets.of(pages, PrintClass.Sides.DUPLEX)).isEqualTo(duplex);
    }
}
