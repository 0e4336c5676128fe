package io.postiljon.print;

import io.postiljon.sending.AddressLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Draws the cover sheet: one A4 page with the address where the window of the envelope is, the return address on one line above it,
 * a note below it, and
 * the reference of the piece. The font is embedded, as suppliers ask. Safe for many threads.
 *
 * <p>Geometry in millimetres from the top left: address at x 22, y 60, 85.5 wide, 25.5 high, nothing else within x 20 to 112 and
 * y 40 to 86 but the return address. Source: PBX 1.0 and bpost's window on A4.
 */
final class CoverPage {
    /** A rectangle in millimetres, from the top left of the page. */
    record Area(double x, double y, double width, double height) {}

    static final Area WINDOW = new Area(22, 60, 85.5, 25.5);
    private static final double LINE_MILLIMETRES = 4.2;
    private static final double RETURN_LINE_Y = 57;
    private static final double NOTE_Y = 110;
    private static final double REFERENCE_Y = 280;
    private static final double REFERENCE_X = 22;
    private static final float ADDRESS_POINTS = 10;
    private static final float LEAST_POINTS = 6;
    private static final float RETURN_POINTS = 7;
    private static final float POINTS_PER_MILLIMETRE = 72 / 25.4f;
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf"; // ships with PDFBox

    private final byte[] font;

    CoverPage() {
        try (InputStream in = PDDocument.class.getResourceAsStream(FONT)) {
            if (in == null) {
                throw new IllegalStateException("the font of the cover sheet is missing from the PDF library");
            }
            font = in.readAllBytes();
        } catch (IOException unreadable) {
            throw new IllegalStateException("the font of the cover sheet cannot be read", unreadable);
        }
    }

    /** Writes the page as PDF, in memory until it is complete (some 20 kB). */
    void draw(AddressLines recipient, AddressLines returnAddress, List<String> note, String reference, OutputStream pdf) throws IOException, Unprintable {
        try (PDDocument document = new PDDocument(MemoryUsageSetting.setupMainMemoryOnly().streamCache)) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            PDFont face = PDType0Font.load(document, new ByteArrayInputStream(font), true);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                write(content, face, List.of(returnAddress.joined()), WINDOW.x(), RETURN_LINE_Y, RETURN_POINTS);
                write(content, face, recipient.lines(), WINDOW.x(), WINDOW.y() + LINE_MILLIMETRES * 0.8, ADDRESS_POINTS);
                write(content, face, note, WINDOW.x(), NOTE_Y, ADDRESS_POINTS);
                write(content, face, List.of(reference), REFERENCE_X, REFERENCE_Y, RETURN_POINTS);
            }
            document.save(pdf);
        }
    }

    private static void write(PDPageContentStream content, PDFont face, List<String> lines, double x, double baseline, float points)
            throws IOException, Unprintable {
        float size = points;
        for (String line : lines) {
            size = Math.min(size, fitting(face, line, points));
        }
        for (int i = 0; i < lines.size(); i++) {
            content.beginText();
            content.setFont(face, size);
            content.newLineAtOffset((float) x * POINTS_PER_MILLIMETRE,
                    PDRectangle.A4.getHeight() - (float) (baseline + i * LINE_MILLIMETRES) * POINTS_PER_MILLIMETRE);
            content.showText(lines.get(i));
            content.endText();
        }
    }

    private static float fitting(PDFont face, String line, float points) throws IOException, Unprintable {
        float widthPerPoint;
        try {
            widthPerPoint = face.getStringWidth(line) / 1000;
        } catch (IllegalArgumentException noSuchSign) {
            throw new Unprintable("address-unprintable");
        }
        float room = (float) WINDOW.width() * POINTS_PER_MILLIMETRE;
        float size = Math.min(points, room / widthPerPoint);
        if (size < LEAST_POINTS && points == ADDRESS_POINTS) {
            throw new Unprintable("address-too-long");
        }
        return size;
    }
}
