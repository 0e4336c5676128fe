package io.postiljon.print;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Reads the QR off a cover sheet as a telephone does: it looks again from another distance when the first look came to nothing. */
public final class SheetScanner {
    private static final int[] DOTS_PER_INCH = {150, 300, 400, 200, 600};

    private SheetScanner() {}

    public static String qr(byte[] pdf) throws IOException {
        try (PDDocument sheet = Loader.loadPDF(pdf)) {
            for (int dots : DOTS_PER_INCH) {
                BufferedImage picture = new PDFRenderer(sheet).renderImageWithDPI(0, dots);
                int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
                try {
                    return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(
                            new RGBLuminanceSource(picture.getWidth(), picture.getHeight(), pixels))), Map.of(DecodeHintType.TRY_HARDER, true)).getText();
                } catch (ReaderException blurred) {
                    continue;
                }
            }
        }
        throw new AssertionError("no QR on the cover sheet can be read");
    }
}
