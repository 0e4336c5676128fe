package io.postiljon.inspection;

import static io.postiljon.inspection.FindingCode.CONTENT_OUTSIDE_PRINTABLE_AREA;
import static io.postiljon.inspection.FindingCode.FONT_NOT_EMBEDDED;
import static io.postiljon.inspection.FindingCode.MALFORMED;
import static io.postiljon.inspection.FindingCode.PAGE_NOT_A4;
import static io.postiljon.inspection.FindingCode.TOO_MANY_PAGES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a printer needs, page by page; it matters only where paper is possible. */
class PaperTest {
    private static final double MM = 72 / 25.4;

    @BeforeAll static void as_in_a_worker() {
        org.apache.pdfbox.pdmodel.font.FontMappers.set(new OwnFontsOnly());
    }

    @ParameterizedTest @ValueSource(strings = {"0 0 595 842", "0 0 600 847", "100 100 695 942"})
    void a4_passes_within_two_millimetres(String box) {
        assertThat(faults(PdfForge.aLetter().content("").inPage("/MediaBox [" + box + "]"))).isEmpty();
    }

    @ParameterizedTest @ValueSource(strings = {"0 0 612 792", "0 0 842 595", "0 0 595 850", "0 0 297 421"})
    void other_sheets_do_not(String box) {
        assertThat(faults(PdfForge.aLetter().content("").inPage("/MediaBox [" + box + "]"))).containsExactly(new Finding(PAGE_NOT_A4, 1));
    }

    @Test void a_sheet_is_judged_as_it_is_shown() {
        assertThat(faults(PdfForge.aLetter().content("").inPage("/MediaBox [0 0 842 595] /Rotate 90"))).as("turned").isEmpty();
        assertThat(faults(PdfForge.aLetter().content("").inPage("/Rotate 90"))).as("turned away").containsExactly(new Finding(PAGE_NOT_A4, 1));
        assertThat(faults(PdfForge.aLetter().content("").inPage("/MediaBox [0 0 700 900] /CropBox [0 0 595 842]"))).as("cropped").isEmpty();
        assertThat(faults(PdfForge.aLetter().content("").inPage("/MediaBox [0 0 297.6 420.9] /UserUnit 2"))).as("in larger units").isEmpty();
    }

    @Test void every_page_is_told_by_its_number() throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(PDRectangle.A4));
            document.addPage(new PDPage(PDRectangle.LETTER));
            document.addPage(new PDPage(PDRectangle.A5));

            assertThat(faults(saved(document))).containsExactly(new Finding(PAGE_NOT_A4, 2), new Finding(PAGE_NOT_A4, 3));
        }
    }

    @Test void more_pages_than_one_letter_takes_are_told_once() throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (int i = 0; i <= PdfInspectionTest.LIMITS.paperPages(); i++) {
                document.addPage(new PDPage(PDRectangle.A5));
            }

            assertThat(faults(saved(document))).containsExactly(new Finding(TOO_MANY_PAGES, 0));
        }
    }

    @Test void fonts_come_with_the_file_or_are_among_those_that_every_printer_has() throws IOException {
        assertThat(faults(PdfForge.aLetter().object(5, "<< /Type /Font /Subtype /TrueType /BaseFont /Fancy /FirstChar 32 /LastChar 33 /Widths [9 9] >>")))
                .containsExactly(new Finding(FONT_NOT_EMBEDDED, 1));
        assertThat(faults(PdfForge.aLetter().content("").object(5, "<< /Type /Font /Subtype /TrueType /BaseFont /Fancy >>"))).as("not used").isEmpty();
        assertThat(faults(PdfForge.aLetter().content("BT 3 Tr /F1 12 Tf 72 72 Td (x) Tj ET").object(5, "<< /Type /Font /Subtype /TrueType /BaseFont /Fancy >>")))
                .as("not seen").isEmpty();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page);
                    var file = PDDocument.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
                content.beginText();
                content.setFont(PDType0Font.load(document, file), 12);
                content.newLineAtOffset(100, 100);
                content.showText("Brief één");
                content.endText();
            }

            assertThat(faults(saved(document))).as("embedded").isEmpty();
        }
    }

    @Test void text_stays_where_the_printer_prints() {
        assertThat(faults(text(20, 400))).as("7 mm from the edge").isEmpty();
        assertThat(faults(text(5, 400))).as("left").containsExactly(new Finding(CONTENT_OUTSIDE_PRINTABLE_AREA, 1));
        assertThat(faults(text(575, 400))).as("right").containsExactly(new Finding(CONTENT_OUTSIDE_PRINTABLE_AREA, 1));
        assertThat(faults(text(72, 4))).as("bottom").containsExactly(new Finding(CONTENT_OUTSIDE_PRINTABLE_AREA, 1));
        assertThat(faults(text(72, 836))).as("top").containsExactly(new Finding(CONTENT_OUTSIDE_PRINTABLE_AREA, 1));
        assertThat(faults(text(-500, 400))).as("beside the sheet").isEmpty();
    }

    @Test void a_tolerance_of_one_millimetre_is_given() {
        assertThat(faults(PdfForge.aLetter().content(4.2 * MM + " 100 50 50 re f"))).isEmpty();
        assertThat(faults(PdfForge.aLetter().content(3.8 * MM + " 100 50 50 re f"))).containsExactly(new Finding(CONTENT_OUTSIDE_PRINTABLE_AREA, 1));
    }

    @Test void lines_are_measured_too() {
        assertThat(faults(PdfForge.aLetter().content("72 400 m 500 400 l S 100 100 m 100 700 l S"))).isEmpty();
        assertThat(faults(PdfForge.aLetter().content("0 400 m 500 400 l S"))).containsExactly(new Finding(CONTENT_OUTSIDE_PRINTABLE_AREA, 1));
    }

    @Test void ink_counts_and_paper_does_not() {
        String sheet = " 0 0 595 842 re ";
        assertThat(faults(PdfForge.aLetter().content("0.9 g" + sheet + "f"))).as("grey").containsExactly(new Finding(CONTENT_OUTSIDE_PRINTABLE_AREA, 1));
        assertThat(faults(PdfForge.aLetter().content("1 0 0 RG" + sheet + "S"))).as("a frame").containsExactly(new Finding(CONTENT_OUTSIDE_PRINTABLE_AREA, 1));
        assertThat(faults(PdfForge.aLetter().content("1 g" + sheet + "f"))).as("white").isEmpty();
        assertThat(faults(PdfForge.aLetter().content("1 1 1 rg" + sheet + "f"))).as("white of three").isEmpty();
        assertThat(faults(PdfForge.aLetter().content("0 0 0 0 k" + sheet + "f"))).as("white of four").isEmpty();
        assertThat(faults(PdfForge.aLetter().content("q 100 100 50 50 re W n 0 g" + sheet + "f Q"))).as("cut by a clip").isEmpty();
        assertThat(faults(PdfForge.aLetter().content("q 100 100 50 50 re W n Q 0 g" + sheet + "f"))).as("after the clip").containsExactly(new Finding(CONTENT_OUTSIDE_PRINTABLE_AREA, 1));
    }

    @Test void what_a_page_draws_must_be_readable() {
        assertThat(faults(PdfForge.aLetter().inPage("/Resources << /Font << /F1 9 0 R >> >>").object(9, "<< /Type /Font /Subtype /Type0 /BaseFont /X >>")))
                .containsExactly(new Finding(MALFORMED, 1));
    }

    @Test void nothing_of_it_matters_where_no_paper_is_possible() {
        byte[] pdf = PdfForge.aLetter().content("0 g 0 0 612 792 re f").inPage("/MediaBox [0 0 612 792]").bytes();

        assertThat(new PdfInspection(PdfInspectionTest.LIMITS).report(pdf, Paper.NEVER)).isEqualTo(new Report(List.of(), 1));
    }

    private static PdfForge text(int x, int y) {
        return PdfForge.aLetter().content("BT /F1 12 Tf " + x + " " + y + " Td (Brief) Tj ET");
    }

    private static List<Finding> faults(PdfForge forge) {
        return faults(forge.bytes());
    }

    private static List<Finding> faults(byte[] pdf) {
        return new PdfInspection(PdfInspectionTest.LIMITS).report(pdf, Paper.POSSIBLE).findings();
    }

    private static byte[] saved(PDDocument document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }
}
