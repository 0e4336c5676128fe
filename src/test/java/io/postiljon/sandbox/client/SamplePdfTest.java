package io.postiljon.sandbox.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplePdfTest {
    @ParameterizedTest @ValueSource(ints = {2_000, 9_999, 10_000, 100_000, 1_000_001, 5_000_000})
    void a_sample_of_any_size_is_one_page_of_a4_with_its_line(int sizeBytes) throws Exception {
        byte[] pdf = SamplePdf.saying("CANARY (1) \\ slash", sizeBytes);

        assertThat(pdf).hasSize(sizeBytes);
        try (var read = Loader.loadPDF(pdf)) {
            assertThat(read.getNumberOfPages()).isEqualTo(1);
            assertThat(read.getPage(0).getMediaBox().getWidth()).isEqualTo(PDRectangle.A4.getWidth(), within(1f));
            assertThat(new PDFTextStripper().getText(read)).contains("CANARY (1) \\ slash");
        }
    }

    @Test void the_canary_can_be_found_in_the_raw_bytes() {
        byte[] pdf = SamplePdf.saying("CANARY-7f3a");

        assertThat(new String(pdf, StandardCharsets.ISO_8859_1)).contains("CANARY-7f3a");
        assertThat(pdf).hasSizeLessThan(1_500);
    }

    @Test void an_impossible_size_is_refused() {
        assertThatThrownBy(() -> SamplePdf.saying("x", 100)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SamplePdf.saying("x", Integer.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }
}
