package io.postiljon.inspection;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/**
 * The main class of the process that parses PDFs: reads documents from its standard input and writes what it found to its standard
 * output, until the input ends. It has no network, no settings, no keys, and touches no file. Above its memory it dies; above its time
 * it is killed, and when nobody is there to do it, ends itself.
 */
public final class InspectionWorker {
    /** First argument of the gateway's own main class that leads here. */
    public static final String COMMAND = "inspect-documents";
    static final byte READY = 'R';
    private static final int WARM_UPS = 20;
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final PdfInspection inspection;
    private final long limitMillis;
    private volatile long deadline = Long.MAX_VALUE;

    private InspectionWorker(InspectionLimits limits, Duration limit) {
        this.inspection = new PdfInspection(limits);
        this.limitMillis = limit.plus(GRACE).toMillis();
    }

    /** @param arguments the command, limits as {@link InspectionLimits#encode}, time for one document in milliseconds, largest document in bytes */
    public static void main(String[] arguments) throws IOException {
        InputStream in = System.in;
        OutputStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));    // nothing but answers leaves
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        FontMappers.set(new OwnFontsOnly());
        InspectionWorker worker = new InspectionWorker(InspectionLimits.decode(arguments[1]), Duration.ofMillis(Long.parseLong(arguments[2])));
        Thread watch = new Thread(worker::endWhenLate, "watch");
        watch.setDaemon(true);
        watch.start();
        worker.warmUp();
        worker.serve(new DataInputStream(in), new DataOutputStream(out), Integer.parseInt(arguments[3]));
    }

    private void serve(DataInputStream in, DataOutputStream out, int largest) throws IOException {
        out.write(READY);
        out.flush();
        while (true) {
            int size;
            try {
                size = in.readInt();
            } catch (EOFException over) {
                return;
            }
            if (size < 0 || size > largest) {
                throw new IOException("a document of " + size + " bytes");
            }
            Paper paper = in.readBoolean() ? Paper.POSSIBLE : Paper.NEVER;
            byte[] pdf = new byte[size];
            in.readFully(pdf);
            deadline = System.currentTimeMillis() + limitMillis;
            WorkerAnswer.write(inspection.report(pdf, paper), out);
            deadline = Long.MAX_VALUE;
        }
    }

    /** So that the first document does not pay for the classes. */
    private void warmUp() throws IOException {
        byte[] sample = sample();
        for (int i = 0; i < WARM_UPS; i++) {
            if (!inspection.report(sample, Paper.POSSIBLE).findings().isEmpty()) {
                throw new IOException("a letter of our own is not accepted");
            }
        }
    }

    private static byte[] sample() throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(72, 720);
                content.showText("Brief");
                content.endText();
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private void endWhenLate() {
        while (System.currentTimeMillis() < deadline) {
            try {
                Thread.sleep(500);
            } catch (InterruptedException over) {
                return;
            }
        }
        Runtime.getRuntime().halt(4);
    }
}
