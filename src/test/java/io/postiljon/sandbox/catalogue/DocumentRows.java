package io.postiljon.sandbox.catalogue;

import static io.postiljon.sandbox.catalogue.Attack.harmless;
import static io.postiljon.sandbox.catalogue.Attack.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.inspection.PdfForge;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.parts.ClamdDouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** D: documents. Each kind once from outside; every hiding place of a kind is a case of {@code PdfInspectionTest}. */
final class DocumentRows {
    private static final Duration QUICK = Duration.ofSeconds(20);      // five of the catalogue, on a machine that does other things too

    private DocumentRows() {}

    static Stream<Attack> all() {
        return Stream.of(
                rejected("D1", "an executable", "type-mismatch", () -> text("MZ\u0090\0 this program cannot be run in DOS mode")),
                rejected("D2", "HTML before the header", "type-mismatch", () -> joined(text("<html></html>\n"), letter().bytes())),
                rejected("D3", "ZIP behind the end", "trailing-data", () -> joined(letter().bytes(), aZip())),
                rejected("D4", "script", "active-content", () -> letter().object(7, "<< /S /JavaScript /JS (app.alert\\(1\\)) >>").bytes()),
                rejected("D4", "script, escaped and in an object stream", "active-content", () -> letter().packed(7, "<< /S /J#61vaScript /J#53 (x) >>").bytes()),
                rejected("D5", "launch at opening", "active-content", () -> letter().inCatalog("/OpenAction << /S /Launch /F (cmd.exe) >>").bytes()),
                rejected("D6", "file inside", "embedded-file", () -> letter().object(7, "<< /Type /Filespec /F (a.txt) /EF << /F 8 0 R >> >>").bytes()),
                rejected("D7", "encrypted", "encrypted", DocumentRows::encrypted),
                rejected("D8", "XFA form", "active-content", () -> letter().inCatalog("/AcroForm << /XFA [(a) 7 0 R] /Fields [] >>").bytes()),
                rejected("D9", "1 MB that unfolds to 10 GB", "too-complex", () -> letter().stream(7, "/Filter [/FlateDecode /FlateDecode]",
                        PdfForge.deflated(PdfForge.deflatedZeros(10L * 1024 * 1024 * 1024))).bytes()),
                rejected("D10", "cyclic tree of pages", "malformed", () -> letter().object(2, "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>").bytes()),
                rejected("D10", "a million objects", "malformed", DocumentRows::million),
                rejected("D10", "broken cross-references", "malformed", () -> text(new String(letter().bytes(), StandardCharsets.ISO_8859_1)
                        .replaceFirst("startxref\n\\d+", "startxref\n7"))),
                rejected("D11", "SubmitForm", "active-content", () -> letter().object(7, "<< /S /SubmitForm >>").bytes()),
                rejected("D11", "GoToR", "active-content", () -> letter().object(7, "<< /S /GoToR >>").bytes()),
                rejected("D11", "ImportData", "active-content", () -> letter().object(7, "<< /S /ImportData >>").bytes()),
                rejected("D12", "EICAR", "malware", () -> ClamdDouble.EICAR),
                rejected("D12", "EICAR inside a letter", "malware", () -> letter().stream(7, "", ClamdDouble.EICAR).bytes()),
                typed("image/svg+xml"), typed("application/vnd.ms-word.document.macroEnabled.12"), typed("text/html"),
                rejected("D20", "picture of 50,000 by 50,000", "too-complex", () -> letter().stream(7,
                        "/Type /XObject /Subtype /Image /Width 50000 /Height 50000 /Filter /DCTDecode", new byte[9]).bytes()),
                harmless("D", "a letter with a link", 202, 1, bed -> bed.send(bed.letterWith(letter().object(7, "<< /S /URI /URI (https://www.example.be/) >>").bytes()))));
    }

    private static PdfForge letter() {
        return PdfForge.aLetter();
    }

    private static Attack rejected(String id, String what, String code, Supplier<byte[]> pdf) {
        return refused(id, what, "422 document-rejected " + code, bed -> {
            byte[] bytes = pdf.get();
            long start = System.nanoTime();
            Seen seen = bed.send(bed.letterWith(bytes));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(QUICK);
            return seen;
        });
    }

    private static Attack typed(String type) {
        return refused("D14", type, "415 unsupported-media-type", bed -> bed.send(bed.letterWith(new Part("upfile1", "a.pdf", type, SamplePdf.saying("Brief")))));
    }

    private static byte[] million() {
        StringBuilder objects = new StringBuilder();
        for (int i = 10; i < 1_000_010; i++) {
            objects.append(i).append(" 0 obj 1 endobj\n");
        }
        return letter().between(objects.toString()).bytes();
    }

    private static byte[] encrypted() {
        try (PDDocument document = new PDDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            document.save(out);
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] aZip() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a.exe"));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
