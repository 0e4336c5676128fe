package io.postiljon.inspection;

import java.awt.geom.GeneralPath;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.pdfbox.contentstream.PDFGraphicsStreamEngine;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/**
 * Follows what one page draws, without drawing it, and notes fonts that the file does not bring and ink where the printer prints none.
 *
 * <p>Measured are text and lines, by the box around each, cut by the box around the clip; white ink does not count. A picture is not
 * measured: a scanned letter is one that covers the sheet, with white edges. Of the fourteen fonts that every printer has, the file
 * need not bring any.
 */
final class PrintedPage extends PDFGraphicsStreamEngine {
    private static final double POINTS_PER_MM = 72 / 25.4;
    private static final double A4_TOLERANCE_MM = 2;
    private static final double INK_TOLERANCE_MM = 1;

    private final Set<FindingCode> faults = EnumSet.noneOf(FindingCode.class);
    private final GeneralPath path = new GeneralPath();
    private final Rectangle2D sheet;
    private final Rectangle2D printable;
    private boolean clips;

    private PrintedPage(PDPage page, double marginMm) {
        super(page);
        PDRectangle box = page.getCropBox();
        sheet = new Rectangle2D.Double(box.getLowerLeftX(), box.getLowerLeftY(), box.getWidth(), box.getHeight());
        double inset = marginMm == 0 ? 0 : Math.max(0, marginMm - INK_TOLERANCE_MM) * POINTS_PER_MM / page.getUserUnit();
        printable = marginMm == 0 ? null : new Rectangle2D.Double(sheet.getX() + inset, sheet.getY() + inset,
                Math.max(0, sheet.getWidth() - 2 * inset), Math.max(0, sheet.getHeight() - 2 * inset));
    }

    /** Portrait, as it is shown: turned by {@code /Rotate}. */
    static boolean isA4(PDPage page) {
        PDRectangle box = page.getCropBox();
        boolean turned = page.getRotation() % 180 != 0;
        double width = (turned ? box.getHeight() : box.getWidth()) * page.getUserUnit() / POINTS_PER_MM;
        double height = (turned ? box.getWidth() : box.getHeight()) * page.getUserUnit() / POINTS_PER_MM;
        return Math.abs(width - 210) <= A4_TOLERANCE_MM && Math.abs(height - 297) <= A4_TOLERANCE_MM;
    }

    static Set<FindingCode> faults(PDPage page, double marginMm) {
        PrintedPage engine = new PrintedPage(page, marginMm);
        try {
            engine.processPage(page);
            for (PDAnnotation annotation : page.getAnnotations()) {
                if (annotation.isPrinted() && !annotation.isHidden()) {
                    engine.showAnnotation(annotation);
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            engine.faults.add(FindingCode.MALFORMED);
        }
        return engine.faults;
    }

    @Override protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement) throws IOException {
        RenderingMode mode = getGraphicsState().getTextState().getRenderingMode();
        if (mode == RenderingMode.NEITHER || mode == RenderingMode.NEITHER_CLIP) {
            return;
        }
        if (!font.isEmbedded() && !font.isStandard14()) {
            faults.add(FindingCode.FONT_NOT_EMBEDDED);
        }
        String text = font.toUnicode(code);
        boolean visible = text == null || !text.isBlank();
        if (visible && !(mode.isFill() && isWhite(getGraphicsState().getNonStrokingColor()))) {
            Rectangle2D glyph = new Rectangle2D.Double(0, -0.2, Math.max(displacement.getX(), 0.01), 0.9);
            ink(matrix.createAffineTransform().createTransformedShape(glyph).getBounds2D());
        }
    }

    @Override public void appendRectangle(Point2D p0, Point2D p1, Point2D p2, Point2D p3) {
        path.moveTo(p0.getX(), p0.getY());
        path.lineTo(p1.getX(), p1.getY());
        path.lineTo(p2.getX(), p2.getY());
        path.lineTo(p3.getX(), p3.getY());
        path.closePath();
    }

    @Override public void drawImage(PDImage image) {
        // not measured: see above
    }

    @Override public void clip(int windingRule) {
        clips = true;
    }

    @Override public void moveTo(float x, float y) {
        path.moveTo(x, y);
    }

    @Override public void lineTo(float x, float y) {
        if (path.getCurrentPoint() == null) {
            path.moveTo(x, y);
        } else {
            path.lineTo(x, y);
        }
    }

    @Override public void curveTo(float x1, float y1, float x2, float y2, float x3, float y3) {
        if (path.getCurrentPoint() == null) {
            path.moveTo(x3, y3);
        } else {
            path.curveTo(x1, y1, x2, y2, x3, y3);
        }
    }

    @Override public Point2D getCurrentPoint() {
        return path.getCurrentPoint();
    }

    @Override public void closePath() {
        if (path.getCurrentPoint() != null) {
            path.closePath();
        }
    }

    @Override public void endPath() {
        if (clips && path.getCurrentPoint() != null) {
            // by its box: the outlines of clips may be made to take for ever
            getGraphicsState().intersectClippingPath(new GeneralPath(path.getBounds2D()));
        }
        clips = false;
        path.reset();
    }

    @Override public void strokePath() {
        if (!isWhite(getGraphicsState().getStrokingColor())) {
            ink(path.getBounds2D());
        }
        endPath();
    }

    @Override public void fillPath(int windingRule) {
        if (!isWhite(getGraphicsState().getNonStrokingColor())) {
            ink(path.getBounds2D());
        }
        endPath();
    }

    @Override public void fillAndStrokePath(int windingRule) {
        if (!isWhite(getGraphicsState().getNonStrokingColor()) || !isWhite(getGraphicsState().getStrokingColor())) {
            ink(path.getBounds2D());
        }
        endPath();
    }

    @Override public void shadingFill(COSName name) {
        ink(sheet);
    }

    /** Marks a fault when the box, as far as it is seen, lies partly where nothing is printed. */
    private void ink(Rectangle2D box) {
        if (printable == null || faults.contains(FindingCode.CONTENT_OUTSIDE_PRINTABLE_AREA)) {
            return;
        }
        Rectangle2D seen = box.createIntersection(getGraphicsState().getCurrentClippingPath().getBounds2D()).createIntersection(sheet);
        if (seen.getWidth() >= 0 && seen.getHeight() >= 0 && !isPrintable(seen)) {
            faults.add(FindingCode.CONTENT_OUTSIDE_PRINTABLE_AREA);
        }
    }

    /** A line has a box without height, of which {@link Rectangle2D#contains(Rectangle2D)} says that nothing contains it. */
    private boolean isPrintable(Rectangle2D box) {
        return box.getMinX() >= printable.getMinX() && box.getMaxX() <= printable.getMaxX()
                && box.getMinY() >= printable.getMinY() && box.getMaxY() <= printable.getMaxY();
    }

    /** Of the colour spaces that say themselves what white is; any other one counts as ink. */
    private static boolean isWhite(PDColor color) {
        if (color.isPattern() || color.getColorSpace() == null) {
            return false;
        }
        float white = switch (color.getColorSpace().getName()) {
            case "DeviceGray", "CalGray", "DeviceRGB", "CalRGB", "ICCBased" -> color.getComponents().length == 4 ? 0 : 1;
            case "DeviceCMYK", "Separation", "DeviceN" -> 0;
            default -> Float.NaN;
        };
        for (float part : color.getComponents()) {
            if (part != white) {
                return false;
            }
        }
        return true;
    }
}
