package io.postiljon.print;

import io.postiljon.sending.AddressLines;
import io.postiljon.sending.PostalAddress;
import io.postiljon.store.PieceId;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripperByArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CoverPageTest {
    private static final PieceId PIECE = new PieceId(UUID.fromString("0191d0c0-0000-7000-8000-000000000001"));

    private final CoverPage cover = new CoverPage();

    @Test void the_window_shows_the_address_and_nothing_else() throws Exception {
        byte[] pdf = drawn(AddressLines.of(Paper.address("Zoë Łukasiewicz-Őry"), "nl"));

        assertThat(textIn(pdf, CoverPage.WINDOW).lines().map(String::strip))
                .containsExactly("Zoë Łukasiewicz-Őry", "Proefstraat 12 bus 3", "1000 Brussel");
    }

    @Test void nothing_stands_in_the_clear_zone_but_the_return_address_on_one_line() throws Exception {
        byte[] pdf = drawn(AddressLines.of(Paper.address("Ann Voorbeeld"), "nl"));

        assertThat(textIn(pdf, new CoverPage.Area(20, 40, 92, 19)).strip()).isEqualTo("Dienst Voorbeeld – Kantoorlaan 1 – 9000 Gent");
    }

    @Test void the_reference_of_the_piece_stands_at_the_foot() throws Exception {
        byte[] pdf = drawn(AddressLines.of(Paper.address("Ann Voorbeeld"), "nl"));

        assertThat(textIn(pdf, new CoverPage.Area(0, 270, 210, 27))).contains("0191D0C0000070008000000000000001");
    }

    @Test void six_long_lines_still_fit_in_the_window() throws Exception {
        String fifty = "Een lange regel van precies vijftig tekens is dit.";
        PostalAddress address = new PostalAddress(Optional.of(fifty), Optional.of(fifty), Optional.of(fifty), fifty.substring(0, 48), "1",
                Optional.empty(), "1000", "Brussel", "NL");

        byte[] pdf = drawn(AddressLines.of(address, "nl"));

        assertThat(textIn(pdf, CoverPage.WINDOW).lines().map(String::strip)).hasSize(6).contains(fifty, "NETHERLANDS");
    }

    @Test void a_sign_that_the_font_does_not_have_is_a_refusal() throws Exception {
        AddressLines lines = AddressLines.of(Paper.address("Ann 漢字"), "nl");

        assertThatThrownBy(() -> drawn(lines)).isInstanceOf(Unprintable.class).hasMessage("address-unprintable");
    }

    @ParameterizedTest @ValueSource(strings = {"nl", "fr", "de", "en"})
    void a_copy_says_that_it_is_one_below_the_window(String language) throws Exception {
        byte[] pdf = drawn(AddressLines.of(Paper.address("Ann Voorbeeld"), language), CopyNote.in(language));

        assertThat(textIn(pdf, new CoverPage.Area(20, 100, 180, 30)).lines().map(String::strip)).containsExactlyElementsOf(CopyNote.in(language));
        assertThat(textIn(pdf, CoverPage.WINDOW)).doesNotContain("eBox");
    }

    private byte[] drawn(AddressLines recipient) throws IOException, Unprintable {
        return drawn(recipient, CopyNote.NONE);
    }

    private byte[] drawn(AddressLines recipient, List<String> note) throws IOException, Unprintable {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        cover.draw(recipient, AddressLines.of(Paper.officeAddress(), "nl"), note, ParcelReference.of(PIECE), pdf);
        return pdf.toByteArray();
    }

    private static String textIn(byte[] pdf, CoverPage.Area area) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripperByArea stripper = new PDFTextStripperByArea();
            stripper.addRegion("area", new Rectangle2D.Double(points(area.x()), points(area.y()), points(area.width()), points(area.height())));
            stripper.extractRegions(document.getPage(0));
            return stripper.getTextForRegion("area");
        }
    }

    private static double points(double millimetres) {
        return millimetres * 72 / 25.4;
    }
}
