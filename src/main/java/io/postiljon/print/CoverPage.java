package io.postiljon.print;

import io.postiljon.print.CoverSettings.Area;
import io.postiljon.sending.AddressFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.util.Matrix;

/**
 * Draws the cover sheet: one A4 page with the address where the window of the envelope is, the return address on one line above it,
 * how to fetch the original below it, the QR at the bottom, and the reference of the piece in the control zone. The font is embedded,
 * as suppliers ask, and the text can be read aloud. Safe for many threads.
 */
final class CoverPage {
    private static final double TEXT_MARGIN = 20;
    /** Free below the window, as bpost asks. */
    private static final double FREE_BELOW_WINDOW = 30;
    private static final double RETURN_GAP = 2;
    private static final double QUIET_ZONE = 4;
    private static final float TITLE_POINTS = 13;
    private static final float TEXT_POINTS = 11;
    private static final float CODE_POINTS = 16;
    private static final float PARCEL_POINTS = 7;
    private static final float LEAST_POINTS = 6;
    private static final double SPACING = 1.35;
    private static final double INDENT = 5.4;
    private static final float POINTS_PER_MILLIMETRE = 72 / 25.4f;
    static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf"; // ships with PDFBox

    private final CoverSettings place;
    private final byte[] font;

    CoverPage(CoverSettings place) {
        this.place = place;
        try (InputStream in = PDDocument.class.getResourceAsStream(FONT)) {
            if (in == null) {
                throw new IllegalStateException("the font of the cover sheet is missing from the PDF library");
            }
            font = in.readAllBytes();
        } catch (IOException unreadable) {
            throw new IllegalStateException("the font of the cover sheet cannot be read", unreadable);
        }
    }

    /** Writes the page as PDF, in memory until it is complete (some 30 kB). */
    void draw(CoverSheet sheet, OutputStream pdf) throws IOException, Unprintable {
        CoverTexts texts = CoverTexts.in(sheet.language());
        try (PDDocument document = new PDDocument(MemoryUsageSetting.setupMainMemoryOnly().streamCache)) {
            PDFont face = PDType0Font.load(document, new ByteArrayInputStream(font), true);
            float addressPoints = fitting(face, sheet.recipient().lines(), place.points());
            if (addressPoints < LEAST_POINTS) {
                throw new Unprintable(AddressFault.Rule.TOO_LONG.code());
            }
            float returnPoints = fitting(face, List.of(sheet.returnAddress().joined()), place.returnPoints());
            try (TaggedPage page = new TaggedPage(document, texts.locale().toLanguageTag(), texts.text("title"))) {
                page.add(StandardStructureTypes.P, content -> line(content, face, returnPoints, sheet.returnAddress().joined(),
                        place.window().x(), place.window().y() - RETURN_GAP));
                page.add(StandardStructureTypes.P, content -> address(content, face, addressPoints, sheet.recipient().lines()));
                text(page, face, texts, sheet);
                page.add(StandardStructureTypes.P, content -> parcel(content, face, sheet.parcel()));
            }
            document.save(pdf);
        }
    }

    private void address(PDPageContentStream content, PDFont face, float points, List<String> lines) throws IOException {
        for (int i = 0; i < lines.size(); i++) {
            line(content, face, points, lines.get(i), place.window().x(), place.window().y() + place.lineHeight() * (i + 0.8));
        }
    }

    /** Upright along the left edge, from the bottom: the machines put their own marks above it. */
    private void parcel(PDPageContentStream content, PDFont face, String reference) throws IOException {
        content.beginText();
        content.setFont(face, PARCEL_POINTS);
        content.setTextMatrix(Matrix.getRotateInstance(Math.PI / 2, points(place.controlZone() * 0.6), points(TEXT_MARGIN)));
        content.showText(reference);
        content.endText();
    }

    private void text(TaggedPage page, PDFont face, CoverTexts texts, CoverSheet sheet) throws IOException, Unprintable {
        Column column = new Column(page, face, place.window().bottom() + FREE_BELOW_WINDOW);
        if (sheet.copy() == CoverSheet.Copy.COPY_OF_EBOX_MESSAGE) {
            column.add(StandardStructureTypes.H1, TITLE_POINTS, texts.text("copy.title"));
            column.add(StandardStructureTypes.P, TEXT_POINTS, texts.text("copy.text"));
            column.gap();
        }
        column.add(StandardStructureTypes.P, TEXT_POINTS, texts.text("from", printable(face, sheet.sender())));
        if (sheet.offer().isPresent()) {
            CoverSheet.Offer offer = sheet.offer().get();
            column.gap();
            column.add(StandardStructureTypes.H1, TITLE_POINTS, texts.text("original.title"));
            column.add(StandardStructureTypes.P, TEXT_POINTS, "1.  " + texts.text("original.page", shown(offer)));
            column.add(StandardStructureTypes.P, TEXT_POINTS, "2.  " + texts.text("original.code"));
            column.add(StandardStructureTypes.P, CODE_POINTS, offer.code().grouped(), INDENT);
            int step = 3;
            if (offer.factor().asksPostcode()) {
                column.add(StandardStructureTypes.P, TEXT_POINTS, step++ + ".  " + texts.text("original.postcode"));
            }
            if (offer.factor().asksLogin()) {
                column.add(StandardStructureTypes.P, TEXT_POINTS, step + ".  " + texts.text("original.login"));
            }
            column.gap();
            column.add(StandardStructureTypes.P, TEXT_POINTS, texts.text("original.last", texts.day(offer.last())));
            Area square = place.qrBox();
            if (column.bottom > square.y() - QUIET_ZONE) {
                throw new IllegalStateException("the text of a cover sheet runs into the QR: print.cover leaves no room for it");
            }
            QrSquare qr = QrSquare.of(address(offer, sheet.language()));
            page.addFigure(texts.text("qr"), content -> qr.draw(content, points(square.x()), fromTop(square.bottom()), points(square.width())));
        }
    }

    /** A name may hold a sign that the font does not have; it goes on paper all the same. */
    static String printable(PDFont face, String name) {
        return name.codePoints().mapToObj(Character::toString).map(sign -> {
            try {
                face.encode(sign);
                return sign;
            } catch (IOException | IllegalArgumentException noSuchSign) {
                return "?";
            }
        }).collect(Collectors.joining());
    }

    /** What is typed: without the part that every browser adds by itself. */
    private static String shown(CoverSheet.Offer offer) {
        return offer.page().toString().replaceFirst("^https://", "");
    }

    /** The code stands behind the {@code #}, which a browser never sends: no server writes it down (ADR 0014). */
    static String address(CoverSheet.Offer offer, String language) {
        return offer.page() + "?lang=" + language + "#" + offer.code().joined();
    }

    /** Paragraphs one below the other, between the control zone and the right margin. */
    private final class Column {
        private final TaggedPage page;
        private final PDFont face;
        private final double left = Math.max(place.controlZone(), TEXT_MARGIN) + 2;
        private double bottom;

        Column(TaggedPage page, PDFont face, double top) {
            this.page = page;
            this.face = face;
            this.bottom = top;
        }

        void gap() {
            bottom += 3;
        }

        void add(String structureType, float points, String text) throws IOException {
            add(structureType, points, text, 0);
        }

        void add(String structureType, float points, String text, double indent) throws IOException {
            double lineHeight = points * SPACING / POINTS_PER_MILLIMETRE;
            double top = bottom;
            List<String> lines = wrapped(text, points);
            page.add(structureType, content -> {
                for (int i = 0; i < lines.size(); i++) {
                    line(content, face, points, lines.get(i), left + indent, top + lineHeight * (i + 0.8));
                }
            });
            bottom += lines.size() * lineHeight + 1.5;
        }

        private List<String> wrapped(String text, float points) throws IOException {
            float room = points(CoverSettings.PAGE_WIDTH - TEXT_MARGIN - left);
            List<String> lines = new ArrayList<>();
            StringBuilder line = new StringBuilder();
            for (String word : text.split(" ")) {
                String longer = line.isEmpty() ? word : line + " " + word;
                if (!line.isEmpty() && face.getStringWidth(longer) / 1000 * points > room) {
                    lines.add(line.toString());
                    line.setLength(0);
                    line.append(word);
                } else {
                    line.setLength(0);
                    line.append(longer);
                }
            }
            lines.add(line.toString());
            return lines;
        }
    }

    private static void line(PDPageContentStream content, PDFont face, float points, String text, double x, double baseline) throws IOException {
        content.beginText();
        content.setFont(face, points);
        content.newLineAtOffset(points(x), fromTop(baseline));
        content.showText(text);
        content.endText();
    }

    /** The size at which the longest line fits in the window. */
    private float fitting(PDFont face, List<String> lines, float wanted) throws IOException, Unprintable {
        float size = wanted;
        for (String line : lines) {
            try {
                size = Math.min(size, points(place.window().width()) / (face.getStringWidth(line) / 1000));
            } catch (IllegalArgumentException noSuchSign) {
                throw new Unprintable(AddressFault.Rule.UNPRINTABLE.code());
            }
        }
        return size;
    }

    private static float points(double millimetres) {
        return (float) millimetres * POINTS_PER_MILLIMETRE;
    }

    private static float fromTop(double millimetres) {
        return points(CoverSettings.PAGE_HEIGHT - millimetres);
    }
}
