package io.postiljon.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/**
 * A document. Every verdict is the same twice. What passes opens in PDFBox with as many pages as were counted, and PDFBox reaches nothing in it
 * that runs, fetches or hides a file. Memory and time are those of the process.
 */
public final class PdfFuzz implements FuzzTarget {
    private static final InspectionLimits LIMITS = new InspectionLimits(2000, 4L * 1024 * 1024, 1_000_000, 80, 5);
    private static final Set<String> ACTIONS = Set.of("JavaScript", "Launch", "SubmitForm", "GoToR", "GoToE", "ImportData", "Rendition", "Movie", "Sound");
    private static final Set<String> KEYS = Set.of("JavaScript", "JS", "XFA", "AA", "EmbeddedFiles", "EF", "AF", "RichMediaContent");

    private final PdfInspection inspection = new PdfInspection(LIMITS);

    public PdfFuzz() {
        FontMappers.set(new OwnFontsOnly());
    }

    @Override public boolean takes(byte[] input) throws IOException {
        Report onPaper = inspection.report(input, Paper.POSSIBLE);
        assertThat(inspection.report(input, Paper.POSSIBLE)).as("again").isEqualTo(onPaper);
        assertThat(onPaper.findings()).hasSizeLessThanOrEqualTo(Report.MOST);
        Report inABox = inspection.report(input, Paper.NEVER);
        boolean passes = inABox.findings().isEmpty();
        if (!passes) {
            assertThat(onPaper.findings()).as("on paper").isNotEmpty();
        } else {
            try (PDDocument document = Loader.loadPDF(input)) {
                assertThat(document.isEncrypted()).isFalse();
                assertThat(inABox.pages()).isPositive();
                requirePassive(document);
            }
        }
        return passes;
    }

    private static void requirePassive(PDDocument document) {
        Deque<COSBase> open = new ArrayDeque<>();
        Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        open.push(document.getDocument().getTrailer());
        for (COSObjectKey key : document.getDocument().getXrefTable().keySet()) {
            open.push(document.getDocument().getObjectFromPool(key));
        }
        while (!open.isEmpty()) {
            COSBase next = open.pop();
            COSBase value = next instanceof COSObject reference ? reference.getObject() : next;
            if (value == null || !seen.add(value)) {
                continue;
            }
            if (value instanceof COSArray array) {
                array.forEach(each -> push(open, each));
            } else if (value instanceof COSDictionary dictionary) {
                requirePassive(dictionary);
                dictionary.getValues().forEach(each -> push(open, each));
            }
        }
    }

    private static void push(Deque<COSBase> open, COSBase value) {
        if (value != null) {
            open.push(value);
        }
    }

    private static void requirePassive(COSDictionary dictionary) {
        for (Map.Entry<COSName, COSBase> entry : dictionary.entrySet()) {
            assertThat(KEYS).as("keys that do something").doesNotContain(entry.getKey().getName());
        }
        if (dictionary.getDictionaryObject(COSName.S) instanceof COSName action) {
            assertThat(ACTIONS).as("actions").doesNotContain(action.getName());
        }
    }

    @Override public List<byte[]> seeds() {
        byte[] content = "BT /F1 12 Tf 72 720 Td (Brief) Tj ET".getBytes(StandardCharsets.ISO_8859_1);
        String script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";
        return Stream.of(PdfForge.aLetter(), PdfForge.aLetter().packed(7, "<< /Title (Brief) >>"), PdfForge.aLetter().revision().packed(8, "<< /B 1 >>"),
                        PdfForge.aLetter().object(7, script), PdfForge.aLetter().object(7, "<< /JS (x) >>"), PdfForge.aLetter().inCatalog("/OpenAction 7 0 R").packed(7, script),
                        PdfForge.aLetter().inCatalog("/OpenAction [3 0 R /Fit]").inPage("/Annots [7 0 R]")
                                .object(7, "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://www.vlaanderen.be) >> >>"),
                        PdfForge.aLetter().stream(4, "/Filter /FlateDecode", PdfForge.deflated(content)),
                        PdfForge.aLetter().stream(4, "/Filter [/ASCIIHexDecode /FlateDecode] /DecodeParms [null << /Predictor 12 /Columns 4 >>]", "789c03>".getBytes(StandardCharsets.ISO_8859_1)),
                        PdfForge.aLetter().stream(4, "/Filter /LZWDecode", new byte[] {(byte) 0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, (byte) 0x85, 0x01}),
                        PdfForge.aLetter().stream(4, "/Filter /ASCII85Decode", "9jqo^BlbD-BleB1DJ+*+F(f,q~>".getBytes(StandardCharsets.ISO_8859_1)),
                        PdfForge.aLetter().inPage("/Resources << /XObject << /I 7 0 R >> /Font << /F1 5 0 R >> >>").content("q 100 0 0 100 72 72 cm /I Do Q")
                                .stream(7, "/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray", new byte[4]),
                        PdfForge.aLetter().inTrailer("/Encrypt 7 0 R").object(7, "<< /Filter /Standard >>"))
                .map(PdfForge::bytes).toList();
    }
}
