package io.postiljon.sandbox.supplier;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionGoTo;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDDestination;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.PDFTextStripperByArea;

/**
 * Opens one PDF as the print works would: pages, A4 portrait within 2 mm, fonts embedded or standard, no scripts, forms by XFA or
 * attachments; and reads a cover's text, whole and in the envelope's window. Source: PBX 1.0, sections 6.2 and 6.3.
 */
final class PdfInspector {

    private static final float POINTS_PER_MM = 72 / 25.4f;
    private static final float SIZE_TOLERANCE_MM = 2;
    private static final float WINDOW_TOLERANCE_MM = 1;
    private static final int TEXT_LIMIT = 4_000;

    private final float left;

    PdfInspector(SupplierContract.Window window) {
        this.left = switch (window) {
            case LEFT -> 22;
            case RIGHT -> 210 - 22 - 85.5f;
        };
    }

    PdfFindings inspect(byte[] pdf, Manifest.Role role) {
        String sha256 = Sha256Hex.of(pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            if (document.isEncrypted()) {
                return unread(sha256, pdf.length, PieceCode.PDF_ENCRYPTED);
            }
            Set<PieceCode> codes = EnumSet.noneOf(PieceCode.class);
            for (PDPage page : document.getPages()) {
                if (!isA4Portrait(page)) {
                    codes.add(PieceCode.PDF_SIZE_NOT_A4);
                }
                if (!hasItsFonts(page)) {
                    codes.add(PieceCode.PDF_FONT);
                }
            }
            if (isActive(document.getDocumentCatalog())) {
                codes.add(PieceCode.PDF_ACTIVE_CONTENT);
            }
            boolean cover = role == Manifest.Role.COVER && document.getNumberOfPages() > 0;
            return new PdfFindings(sha256, pdf.length, document.getNumberOfPages(), codes, cover ? textOf(document) : "",
                    cover ? windowTextOf(document.getPage(0)) : "");
        } catch (InvalidPasswordException locked) {
            return unread(sha256, pdf.length, PieceCode.PDF_ENCRYPTED);
        } catch (IOException | RuntimeException unreadable) { // PDFBox throws both on damaged files
            return unread(sha256, pdf.length, PieceCode.PDF_UNREADABLE);
        }
    }

    private static PdfFindings unread(String sha256, long bytes, PieceCode code) {
        return new PdfFindings(sha256, bytes, 0, EnumSet.of(code), "", "");
    }

    private static boolean isA4Portrait(PDPage page) {
        PDRectangle box = page.getCropBox();
        boolean turned = page.getRotation() % 180 != 0;
        float width = turned ? box.getHeight() : box.getWidth();
        float height = turned ? box.getWidth() : box.getHeight();
        return Math.abs(width / POINTS_PER_MM - 210) <= SIZE_TOLERANCE_MM && Math.abs(height / POINTS_PER_MM - 297) <= SIZE_TOLERANCE_MM;
    }

    private static boolean hasItsFonts(PDPage page) throws IOException {
        PDResources resources = page.getResources();
        if (resources == null) {
            return true;
        }
        for (COSName name : resources.getFontNames()) {
            PDFont font = resources.getFont(name);
            if (font == null || !font.isEmbedded() && !font.isStandard14()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isActive(PDDocumentCatalog catalog) throws IOException {
        boolean opensSomething = catalog.getCOSObject().getDictionaryObject(COSName.OPEN_ACTION) != null
                && !(catalog.getOpenAction() instanceof PDActionGoTo)
                && !(catalog.getOpenAction() instanceof PDDestination);
        boolean hasNames = catalog.getNames() != null
                && (catalog.getNames().getJavaScript() != null || catalog.getNames().getEmbeddedFiles() != null);
        boolean hasXfa = catalog.getAcroForm(null) != null && catalog.getAcroForm(null).hasXFA();
        return opensSomething || hasNames || hasXfa || catalog.getCOSObject().containsKey(COSName.AA);
    }

    private static String textOf(PDDocument document) throws IOException {
        String text = new PDFTextStripper().getText(document);
        return text.length() > TEXT_LIMIT ? text.substring(0, TEXT_LIMIT) : text;
    }

    private String windowTextOf(PDPage page) throws IOException {
        PDFTextStripperByArea stripper = new PDFTextStripperByArea();
        stripper.setSortByPosition(true);
        stripper.addRegion("window", new Rectangle2D.Float(mm(left - WINDOW_TOLERANCE_MM), mm(60 - WINDOW_TOLERANCE_MM),
                mm(85.5f + 2 * WINDOW_TOLERANCE_MM), mm(25.5f + 2 * WINDOW_TOLERANCE_MM)));
        stripper.extractRegions(page);
        return stripper.getTextForRegion("window");
    }

    private static float mm(float millimetres) {
        return millimetres * POINTS_PER_MM;
    }
}
