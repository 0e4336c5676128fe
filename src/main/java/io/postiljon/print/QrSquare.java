package io.postiljon.print;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.io.IOException;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDPageContentStream;

/** A QR code as squares, sharp at any size: level M, by the layout free of anything around it (ISO/IEC 18004). */
record QrSquare(BitMatrix modules) {
    static QrSquare of(String text) {
        try {
            return new QrSquare(new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0,
                    Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, 0)));
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("a text of " + text.length() + " characters does not fit in a QR code");
        }
    }

    /** @param left,bottom corner in points; {@code size} of the whole square */
    void draw(PDPageContentStream content, float left, float bottom, float size) throws IOException {
        float module = size / modules.getWidth();
        for (int row = 0; row < modules.getHeight(); row++) {
            for (int column = 0; column < modules.getWidth(); column++) {
                int length = runFrom(column, row);
                if (length > 0) {
                    content.addRect(left + column * module, bottom + size - (row + 1) * module, length * module, module);
                    column += length;
                }
            }
        }
        content.fill();
    }

    private int runFrom(int column, int row) {
        int end = column;
        while (end < modules.getWidth() && modules.get(end, row)) {
            end++;
        }
        return end - column;
    }
}
