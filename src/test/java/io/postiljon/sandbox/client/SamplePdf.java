package io.postiljon.sandbox.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A PDF 1.7 of one A4 page with one line of text, as small as possible or of an exact size. The text lies in it in the clear,
 * so that a search of disks and logs for it finds any place where a document leaked (a canary). What fills it up cannot be
 * compressed, and is the same each time.
 */
public final class SamplePdf {
    private static final long PADDING_SEED = 2026;
    private static final int LARGEST_BYTES = 64 * 1024 * 1024;

    private SamplePdf() {}

    /** {@code line}: printable ASCII. */
    public static byte[] saying(String line) {
        return written(line, 0);
    }

    /** Exactly {@code sizeBytes} long; {@link IllegalArgumentException} below about 1 kB or above 64 MiB. */
    public static byte[] saying(String line, int sizeBytes) {
        if (sizeBytes > LARGEST_BYTES) {
            throw new IllegalArgumentException("a sample has at most " + LARGEST_BYTES + " bytes");
        }
        // the numbers in the file grow with the padding: approach the size from what the last try came to
        int padding = Math.max(0, sizeBytes - written(line, 0).length);
        for (int tries = 0; tries < 8 && padding >= 0; tries++) {
            byte[] pdf = written(line, padding);
            if (pdf.length == sizeBytes) {
                return pdf;
            }
            padding += sizeBytes - pdf.length;
        }
        throw new IllegalArgumentException("a sample with this line cannot have " + sizeBytes + " bytes");
    }

    private static byte[] written(String line, int paddingBytes) {
        if (!line.matches("[ -~]*")) {
            throw new IllegalArgumentException("the line must be printable ASCII");
        }
        String escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)");
        String text = "BT /F1 12 Tf 72 720 Td (" + escaped + ") Tj ET";
        byte[] padding = new byte[paddingBytes];
        new Random(PADDING_SEED).nextBytes(padding);

        var out = new ByteArrayOutputStream(paddingBytes + 2048);
        ascii(out, "%PDF-1.7\n");
        List<Integer> offsets = new ArrayList<>();
        object(out, offsets, "<< /Type /Catalog /Pages 2 0 R >>");
        object(out, offsets, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        object(out, offsets, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                + " /Resources << /Font << /F1 5 0 R >> >> >>");
        object(out, offsets, "<< /Length " + text.length() + " >>\nstream\n" + text + "\nendstream");
        object(out, offsets, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        offsets.add(out.size());
        ascii(out, "6 0 obj\n<< /Length " + paddingBytes + " >>\nstream\n");
        out.writeBytes(padding);
        ascii(out, "\nendstream\nendobj\n");

        int crossReference = out.size();
        ascii(out, "xref\n0 " + (offsets.size() + 1) + "\n0000000000 65535 f \n");
        offsets.forEach(offset -> ascii(out, String.format(Locale.ROOT, "%010d 00000 n \n", offset)));
        ascii(out, "trailer\n<< /Size " + (offsets.size() + 1) + " /Root 1 0 R >>\nstartxref\n" + crossReference + "\n%%EOF\n");
        return out.toByteArray();
    }

    private static void object(ByteArrayOutputStream out, List<Integer> offsets, String content) {
        offsets.add(out.size());
        ascii(out, offsets.size() + " 0 obj\n" + content + "\nendobj\n");
    }

    private static void ascii(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
