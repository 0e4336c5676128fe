package io.postiljon.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.postiljon.crypto.DownloadCode;
import io.postiljon.print.CoverSettings.Area;
import io.postiljon.sending.AddressLines;
import io.postiljon.sending.PieceSize;
import io.postiljon.sending.PostalAddress;
import io.postiljon.sending.SecondFactor;
import io.postiljon.store.PieceId;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.PDFTextStripperByArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoverPageTest {
    private static final PieceId PIECE = new PieceId(UUID.fromString("0191d0c0-0000-7000-8000-000000000001"));
    private static final String PARCEL = "0191D0C0000070008000000000000001";
    private static final DownloadCode CODE = DownloadCode.create();
    private static final int DOTS_PER_INCH = 150;
    private static final CoverSettings RIGHT = new CoverSettings(CoverSettings.Side.RIGHT, new Area(20, 50, 90, 30), new Area(16, 40, 98, 44), 11, 6, 4.6,
            7, 20, new CoverSettings.Qr(30, 20, 20));

    @ParameterizedTest @MethodSource("languagesAndGeometries")
    void the_window_shows_the_address_and_around_it_is_only_the_return_address(String language, CoverSettings place) throws Exception {
        byte[] pdf = drawn(place, sheet(language, Paper.address("Zoë Łukasiewicz-Őry"), CoverSheet.Copy.NO_COPY));
        picture(pdf, language + "-" + place.addressSide());

        List<String> address = AddressLines.of(Paper.address("Zoë Łukasiewicz-Őry"), language).lines();
        assertThat(textIn(pdf, place.window())).containsExactlyElementsOf(address);
        assertThat(textIn(pdf, place.clearBox())).containsExactlyElementsOf(
                Stream.concat(Stream.of("Dienst Voorbeeld – Kantoorlaan 1 – 9000 Gent"), address.stream()).toList());
    }

    @ParameterizedTest @MethodSource("languagesAndGeometries")
    void no_ink_is_in_the_clear_box_below_the_window_or_in_the_control_zone_but_the_reference(String language, CoverSettings place) throws Exception {
        byte[] pdf = drawn(place, sheet(language, Paper.address("Ann Voorbeeld"), CoverSheet.Copy.COPY_OF_EBOX_MESSAGE));
        BufferedImage page = image(pdf);

        assertThat(ink(page, new Area(0, 0, CoverSettings.PAGE_WIDTH, place.clearBox().y()))).as("above the clear box").isZero();
        assertThat(ink(page, new Area(place.window().right(), place.clearBox().y(), CoverSettings.PAGE_WIDTH - place.window().right(), 75))).as("on the right").isZero();
        assertThat(ink(page, new Area(0, place.window().bottom(), CoverSettings.PAGE_WIDTH, 30))).as("below the window").isZero();
        assertThat(ink(page, new Area(0, 0, place.controlZone(), 200))).as("control zone").isZero();
        assertThat(String.join("", textIn(pdf, new Area(0, 200, place.controlZone(), 97)))).isEqualTo(PARCEL);
    }

    @ParameterizedTest @MethodSource("languagesAndGeometries")
    void the_qr_holds_the_page_with_the_code_behind_the_hash(String language, CoverSettings place) throws Exception {
        byte[] pdf = drawn(place, sheet(language, Paper.address("Ann Voorbeeld"), CoverSheet.Copy.NO_COPY));

        String read = SheetScanner.qr(pdf);

        assertThat(read).isEqualTo("https://originelen.example/letter?lang=" + language + "#" + CODE.joined());
        BufferedImage page = image(pdf);
        assertThat(ink(page, place.qrBox())).isGreaterThan(100);
        Area quiet = new Area(place.qrBox().x() - 4, place.qrBox().y() - 4, place.qrBox().width() + 8, 3.6);
        assertThat(ink(page, quiet)).as("quiet zone").isZero();
    }

    @ParameterizedTest @ValueSource(strings = {"nl", "fr", "de", "en"})
    void the_text_says_how_to_fetch_the_original_in_the_language_of_the_letter(String language) throws Exception {
        byte[] pdf = drawn(CoverSettings.DEFAULT, sheet(language, Paper.address("Ann Voorbeeld"), CoverSheet.Copy.NO_COPY));

        CoverTexts texts = CoverTexts.in(language);
        assertThat(allText(pdf)).contains(texts.text("from", "Dienst Voorbeeld"), texts.text("original.page", "originelen.example/letter"),
                CODE.grouped(), texts.text("original.postcode"), texts.day(LocalDate.of(2027, 2, 24))).doesNotContain(texts.text("copy.title") + " ");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo(language + "-BE");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo(texts.text("title"));
        }
    }

    @ParameterizedTest @MethodSource("languagesAndGeometries")
    void a_login_is_announced_and_the_longest_sheet_leaves_room_for_the_qr(String language, CoverSettings place) throws Exception {
        CoverSheet sheet = sheet(language, Paper.address("Ann Voorbeeld"), CoverSheet.Copy.COPY_OF_EBOX_MESSAGE);
        CoverSheet.Offer offer = sheet.offer().orElseThrow();
        byte[] pdf = drawn(place, new CoverSheet(language, sheet.recipient(), sheet.returnAddress(), sheet.sender(), sheet.copy(), sheet.parcel(),
                Optional.of(new CoverSheet.Offer(offer.page(), offer.code(), SecondFactor.LOGIN_AND_POSTCODE, offer.last()))));
        picture(pdf, language + "-login");

        CoverTexts texts = CoverTexts.in(language);
        assertThat(allText(pdf)).contains("3. " + texts.text("original.postcode"), "4. " + texts.text("original.login"));
        assertThat(SheetScanner.qr(pdf)).endsWith(CODE.joined());
    }

    @ParameterizedTest @ValueSource(strings = {"nl", "fr", "de", "en"})
    void a_copy_says_that_it_is_one_below_the_window(String language) throws Exception {
        byte[] pdf = drawn(CoverSettings.DEFAULT, sheet(language, Paper.address("Ann Voorbeeld"), CoverSheet.Copy.COPY_OF_EBOX_MESSAGE));
        picture(pdf, language + "-copy");

        assertThat(allText(pdf)).contains(CoverTexts.in(language).text("copy.text"));
        assertThat(String.join(" ", textIn(pdf, CoverSettings.DEFAULT.clearBox()))).doesNotContain("eBox");
    }

    @Test void a_letter_without_original_has_no_code_and_no_qr() throws Exception {
        CoverSheet full = sheet("nl", Paper.address("Ann Voorbeeld"), CoverSheet.Copy.NO_COPY);
        byte[] pdf = drawn(CoverSettings.DEFAULT, new CoverSheet("nl", full.recipient(), full.returnAddress(), full.sender(), full.copy(), PARCEL, Optional.empty()));

        assertThat(allText(pdf)).doesNotContain(CODE.grouped(), "letter");
        assertThat(ink(image(pdf), CoverSettings.DEFAULT.qrBox())).isZero();
    }

    @Test void who_hears_the_page_hears_it_in_its_order_and_what_the_square_is() throws Exception {
        byte[] pdf = drawn(CoverSettings.DEFAULT, sheet("fr", Paper.address("Ann Voorbeeld"), CoverSheet.Copy.NO_COPY));

        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            List<PDStructureElement> parts = ((PDStructureElement) document.getDocumentCatalog().getStructureTreeRoot().getKids().getFirst()).getKids().stream()
                    .map(PDStructureElement.class::cast).toList();
            assertThat(parts).extracting(PDStructureElement::getStructureType).startsWith("P", "P", "P", "H1").endsWith("Figure", "P");
            assertThat(parts).extracting(PDStructureElement::getAlternateDescription).contains(CoverTexts.in("fr").text("qr"));
            document.getPage(0).getResources().getFontNames().forEach(name -> assertThat(embedded(document, name)).isTrue());
        }
    }

    @Test void six_long_lines_still_fit_in_the_window() throws Exception {
        String fifty = "Een lange regel van precies vijftig tekens is dit.";
        PostalAddress address = new PostalAddress(Optional.of(fifty), Optional.of(fifty), Optional.of(fifty), fifty.substring(0, 48), "1",
                Optional.empty(), "1000", "Brussel", "NL");

        byte[] pdf = drawn(CoverSettings.DEFAULT, sheet("nl", address, CoverSheet.Copy.COPY_OF_EBOX_MESSAGE));
        picture(pdf, "nl-long");

        assertThat(textIn(pdf, CoverSettings.DEFAULT.window())).hasSize(6).contains(fifty, "NETHERLANDS");
        assertThat(pdf.length).isLessThan((int) PieceSize.COVER_BYTES);
    }

    @Test void a_sign_that_the_font_does_not_have_is_a_refusal_in_an_address_and_no_fault_in_a_name() throws Exception {
        CoverSheet sheet = sheet("nl", Paper.address("Ann 漢字"), CoverSheet.Copy.NO_COPY);

        assertThatThrownBy(() -> drawn(CoverSettings.DEFAULT, sheet)).isInstanceOf(Unprintable.class).hasMessage("address-unprintable");
        CoverSheet good = sheet("nl", Paper.address("Ann Voorbeeld"), CoverSheet.Copy.NO_COPY);
        byte[] pdf = drawn(CoverSettings.DEFAULT, new CoverSheet("nl", good.recipient(), good.returnAddress(), "Dienst 漢", good.copy(), PARCEL, good.offer()));
        assertThat(allText(pdf)).contains("Dienst ?");
    }

    @Test void a_window_on_the_right_is_measured_from_the_right_edge() {
        assertThat(RIGHT.window().right()).isCloseTo(190, within(0.01));
        assertThat(RIGHT.window().x()).isCloseTo(100, within(0.01));
    }

    private static Stream<Arguments> languagesAndGeometries() {
        return Stream.of("nl", "fr", "de", "en").flatMap(language -> Stream.of(Arguments.of(language, CoverSettings.DEFAULT), Arguments.of(language, RIGHT)));
    }

    private static CoverSheet sheet(String language, PostalAddress recipient, CoverSheet.Copy copy) {
        return new CoverSheet(language, AddressLines.of(recipient, language), AddressLines.of(Paper.officeAddress(), language), "Dienst Voorbeeld", copy,
                ParcelReference.of(PIECE), Optional.of(new CoverSheet.Offer(URI.create("https://originelen.example/letter"), CODE, SecondFactor.POSTCODE,
                        LocalDate.of(2027, 2, 24))));
    }

    private static byte[] drawn(CoverSettings place, CoverSheet sheet) throws IOException, Unprintable {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        new CoverPage(place).draw(sheet, pdf);
        return pdf.toByteArray();
    }

    private static boolean embedded(PDDocument document, org.apache.pdfbox.cos.COSName name) {
        try {
            return document.getPage(0).getResources().getFont(name).isEmbedded();
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static String allText(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    private static List<String> textIn(byte[] pdf, Area area) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripperByArea stripper = new PDFTextStripperByArea();
            stripper.addRegion("area", new Rectangle2D.Double(points(area.x()), points(area.y()), points(area.width()), points(area.height())));
            stripper.extractRegions(document.getPage(0));
            return stripper.getTextForRegion("area").lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        }
    }

    /** Dark dots in an area. */
    private static long ink(BufferedImage page, Area area) {
        double dots = DOTS_PER_INCH / 25.4;
        long dark = 0;
        for (int y = (int) Math.ceil(area.y() * dots); y < Math.min(page.getHeight(), area.bottom() * dots); y++) {
            for (int x = (int) Math.ceil(area.x() * dots); x < Math.min(page.getWidth(), area.right() * dots); x++) {
                dark += (page.getRGB(x, y) & 0xff) < 200 ? 1 : 0;
            }
        }
        return dark;
    }

    private static BufferedImage image(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFRenderer(document).renderImageWithDPI(0, DOTS_PER_INCH);
        }
    }

    /** For people: what changes the look of a sheet is looked at. */
    private static void picture(byte[] pdf, String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "cover-sheets"));
        ImageIO.write(image(pdf), "png", folder.resolve(name + ".png").toFile());
        Files.write(folder.resolve(name + ".pdf"), pdf);
    }

    private static double points(double millimetres) {
        return millimetres * 72 / 25.4;
    }
}
