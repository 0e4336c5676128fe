package io.postiljon.inspection;

import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.parts.ClamdDouble;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** What an inspection costs on this machine: the start of a worker, and one document of 100 kB after another. A program, no test. */
final class InspectionCost {
    private static final int TIMES = 500;

    public static void main(String[] arguments) throws Exception {
        List<String> command = WorkerCommand.of(PdfInspectionTest.LIMITS, Duration.ofSeconds(5), 160L * 1024 * 1024, 30 * 1024 * 1024);
        byte[] padded = SamplePdf.saying("Brief", 100_000);
        byte[] text = tenPagesOfText();
        try (ClamdDouble clamd = ClamdDouble.start(); InspectionWorkers workers = new InspectionWorkers(command, 1, 1, Duration.ofSeconds(5), Duration.ofSeconds(30))) {
            long start = System.nanoTime();
            workers.inspect(source(padded), Paper.NEVER);
            System.out.printf(Locale.ROOT, "start of a worker and the first document: %d ms%n", (System.nanoTime() - start) / 1_000_000);
            measure("100 kB, one page, eBox", () -> workers.inspect(source(padded), Paper.NEVER));
            measure("100 kB, one page, paper", () -> workers.inspect(source(padded), Paper.POSSIBLE));
            measure(text.length / 1000 + " kB, ten pages of text, eBox", () -> workers.inspect(source(text), Paper.NEVER));
            measure(text.length / 1000 + " kB, ten pages of text, paper", () -> workers.inspect(source(text), Paper.POSSIBLE));
            VirusScan scan = new ClamdScan(new ScannerAddress(clamd.address()), Duration.ofSeconds(5));
            measure("100 kB to a double of clamd", () -> scan.scan(source(padded)));
        }
    }

    private interface Work {
        Object run() throws IOException;
    }

    private static void measure(String what, Work work) throws IOException {
        long[] micros = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            work.run();
            micros[i] = (System.nanoTime() - start) / 1000;
        }
        Arrays.sort(micros);
        System.out.printf(Locale.ROOT, "%s: median %.2f ms, 95 %% within %.2f ms%n", what, micros[TIMES / 2] / 1000.0, micros[TIMES * 95 / 100] / 1000.0);
    }

    private static byte[] tenPagesOfText() throws IOException {
        try (PDDocument document = new PDDocument();
                InputStream file = PDDocument.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            PDType0Font font = PDType0Font.load(document, file);
            for (int page = 0; page < 10; page++) {
                PDPage sheet = new PDPage(PDRectangle.A4);
                document.addPage(sheet);
                try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
                    content.beginText();
                    content.setFont(font, 10);
                    content.setLeading(12);
                    content.newLineAtOffset(72, 760);
                    for (int line = 0; line < 55; line++) {
                        content.showText("Regel " + line + " van bladzijde " + page + ", met zoveel woorden als er op een regel van een brief passen");
                        content.newLine();
                    }
                    content.endText();
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static DocumentSource source(byte[] document) {
        return new DocumentSource() {
            @Override public long sizeBytes() {
                return document.length;
            }

            @Override public InputStream open() {
                return new ByteArrayInputStream(document);
            }
        };
    }

    private InspectionCost() {}
}
