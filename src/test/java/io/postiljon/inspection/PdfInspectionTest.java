package io.postiljon.inspection;

import static io.postiljon.inspection.FindingCode.ACTIVE_CONTENT;
import static io.postiljon.inspection.FindingCode.EMBEDDED_FILE;
import static io.postiljon.inspection.FindingCode.ENCRYPTED;
import static io.postiljon.inspection.FindingCode.MALFORMED;
import static io.postiljon.inspection.FindingCode.TOO_COMPLEX;
import static io.postiljon.inspection.FindingCode.TRAILING_DATA;
import static io.postiljon.inspection.FindingCode.TYPE_MISMATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sandbox.client.SamplePdf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows D1 to D11 and D20 of the catalogue of bad inputs, each with the ways around it that we know; the worker's part, in this process. */
class PdfInspectionTest {
    static final InspectionLimits LIMITS = new InspectionLimits(100_000, 64L * 1024 * 1024, 200_000_000, 80, 5);
    private static final String SCRIPT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";

    @Test void a_letter_passes_and_its_pages_are_counted() {
        assertThat(report(PdfForge.aLetter().bytes())).isEqualTo(new Report(List.of(), 1));
        assertThat(report(SamplePdf.saying("Brief"))).isEqualTo(new Report(List.of(), 1));
        assertThat(report(PdfForge.aLetter().packed(7, "<< /Title (Brief) >>").bytes())).isEqualTo(new Report(List.of(), 1));
    }

    @Test void a_letter_that_a_library_made_passes() throws IOException {
        assertThat(report(saved(new PDDocument()))).isEqualTo(new Report(List.of(), 1));
    }

    @Test void links_to_a_page_and_to_the_web_are_fine() {
        assertThat(codes(PdfForge.aLetter().inCatalog("/OpenAction [3 0 R /Fit]").inPage("/Annots [7 0 R 8 0 R]")
                .object(7, "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://www.vlaanderen.be) >> >>")
                .object(8, "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /GoTo /D [3 0 R /Fit] >> >>").bytes())).isEmpty();
    }

    @Test void d1_an_executable_is_no_pdf_whatever_its_name() {
        assertThat(codes("MZ\u0090\0 this program cannot be run in DOS mode".getBytes(StandardCharsets.ISO_8859_1))).containsExactly(TYPE_MISMATCH);
        assertThat(codes("%PDF-x".getBytes(StandardCharsets.ISO_8859_1))).containsExactly(TYPE_MISMATCH);
    }

    @Test void d2_the_header_is_at_the_first_byte() {
        assertThat(codes(joined("<html></html>\n".getBytes(StandardCharsets.ISO_8859_1), PdfForge.aLetter().bytes()))).containsExactly(TYPE_MISMATCH);
        assertThat(codes(joined("\n".getBytes(StandardCharsets.ISO_8859_1), PdfForge.aLetter().bytes()))).containsExactly(TYPE_MISMATCH);
    }

    @Test void d3_nothing_follows_the_end() throws IOException {
        byte[] letter = PdfForge.aLetter().bytes();

        assertThat(codes(joined(letter, aZip("")))).containsExactly(TRAILING_DATA);
        assertThat(codes(joined(letter, aZip("\n%%EOF\n")))).as("an end after it").containsExactly(TRAILING_DATA);
        assertThat(codes(joined(letter, "%hidden".getBytes(StandardCharsets.ISO_8859_1)))).as("a comment").containsExactly(TRAILING_DATA);
        assertThat(codes(joined(new String(letter, StandardCharsets.ISO_8859_1).stripTrailing().getBytes(StandardCharsets.ISO_8859_1),
                "PK".getBytes(StandardCharsets.ISO_8859_1)))).as("on the same line").containsExactly(TRAILING_DATA);
        assertThat(codes(joined(letter, " \r\n\0\t\n".getBytes(StandardCharsets.ISO_8859_1)))).as("white space").isEmpty();
    }

    @Test void d3_nothing_stands_between_the_objects() {
        assertThat(codes(PdfForge.aLetter().between("<script>".repeat(100)).bytes())).containsExactly(MALFORMED);
    }

    @Test void d4_scripts_are_found_wherever_they_are() {
        assertThat(codes(PdfForge.aLetter().inCatalog("/Names << /JavaScript 7 0 R >>").object(7, "<< /Names [(a) 8 0 R] >>").object(8, SCRIPT).bytes()))
                .as("names").containsExactly(ACTIVE_CONTENT);
        assertThat(codes(PdfForge.aLetter().inPage("/AA << /O << /S /Named /N /NextPage >> >>").bytes())).as("on an event").containsExactly(ACTIVE_CONTENT);
        assertThat(codes(PdfForge.aLetter().inCatalog("/OpenAction 7 0 R").packed(7, SCRIPT).bytes())).as("object stream").containsExactly(ACTIVE_CONTENT);
        assertThat(codes(PdfForge.aLetter().object(7, "<< /S /J#61vaScript /J#53 (x) >>").bytes())).as("escaped names").containsExactly(ACTIVE_CONTENT);
        assertThat(codes(PdfForge.aLetter().inCatalog("/OpenAction << /S 7 0 R >>").object(7, "/JavaScript").bytes())).as("indirect type").containsExactly(ACTIVE_CONTENT);
        assertThat(codes(PdfForge.aLetter().inCatalog("/OpenAction << /S /JavaScript /S /GoTo >>").bytes())).as("key twice").containsExactly(ACTIVE_CONTENT);
        assertThat(codes(PdfForge.aLetter().object(7, "[[[<< /A << /B [" + SCRIPT + "] >> >>]]]").bytes())).as("deep").containsExactly(ACTIVE_CONTENT);
        assertThat(codes(PdfForge.aLetter().object(7, "<< /S /URI /URI (java\\163cript:alert) >>").bytes())).as("address").containsExactly(ACTIVE_CONTENT);
        assertThat(codes(PdfForge.aLetter().object(7, "<< /S /URI /URI 8 0 R >>").object(8, "<6A6176617363726970743A78>").bytes()))
                .as("indirect address").containsExactly(ACTIVE_CONTENT);
    }

    @Test void d4_a_script_is_found_in_every_revision_and_where_no_cross_reference_points() {
        assertThat(codes(PdfForge.aLetter().object(7, SCRIPT).revision().object(7, "null").bytes())).as("taken away later").containsExactly(ACTIVE_CONTENT);
        assertThat(codes(PdfForge.aLetter().revision().object(7, SCRIPT).bytes())).as("added later").containsExactly(ACTIVE_CONTENT);
        assertThat(codes(PdfForge.aLetter().between("9 0 obj " + SCRIPT + " endobj\n").bytes())).as("not reachable").containsExactly(ACTIVE_CONTENT);
        assertThat(codes(PdfForge.aLetter().stream(7, "", ("9 0 obj " + SCRIPT + " endobj").getBytes(StandardCharsets.ISO_8859_1)).bytes()))
                .as("inside a stream").containsExactly(ACTIVE_CONTENT);
    }

    @Test void d4_a_script_inside_a_stream_that_only_a_cross_reference_finds_is_found() {
        String inner = "9 %\n0 %\nobj " + SCRIPT;
        String pdf = text(PdfForge.aLetter().stream(7, "", inner.getBytes(StandardCharsets.ISO_8859_1)).bytes());
        String row = String.format("9 1\n%010d 00000 n \ntrailer", pdf.indexOf(inner));

        assertThat(codes(bytes(pdf.replace("trailer", row)))).containsExactly(ACTIVE_CONTENT);
    }

    @Test void incremental_updates_are_fine() {
        byte[] twice = PdfForge.aLetter().revision().object(7, "<< /Producer (x) >>").revision().object(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>").bytes();

        assertThat(report(twice)).isEqualTo(new Report(List.of(), 1));
        assertThat(codes(PdfForge.aLetter().packed(7, "<< /A 1 >>").revision().packed(8, "<< /B 1 >>").bytes())).as("with streams").isEmpty();
    }

    @Test void a_signed_pdf_passes_with_all_its_revisions() throws Exception {
        byte[] signed = PdfSigner.signed(saved(new PDDocument()));
        byte[] twice = PdfSigner.signed(signed);

        assertThat(report(signed)).isEqualTo(new Report(List.of(), 1));
        assertThat(report(twice)).isEqualTo(new Report(List.of(), 1));
        assertThat(twice).as("an incremental update").startsWith(signed);
    }

    @Test void d5_an_action_at_opening_that_launches_is_active() {
        assertThat(codes(PdfForge.aLetter().inCatalog("/OpenAction << /S /Launch /F (cmd.exe) >>").bytes())).containsExactly(ACTIVE_CONTENT);
    }

    @ParameterizedTest @ValueSource(strings = {"<< /Type /Filespec /F (a.txt) /EF << /F 8 0 R >> >>", "<< /Type /EmbeddedFile >>",
        "<< /Type /Annot /Subtype /FileAttachment >>", "<< /Names << /EmbeddedFiles << /Names [] >> >> >>", "<< /AF [8 0 R] >>", "<< /Collection << >> >>"})
    void d6_files_inside_the_file_are_refused(String object) {
        assertThat(codes(PdfForge.aLetter().object(7, object).bytes())).containsExactly(EMBEDDED_FILE);
    }

    @Test void d7_an_encrypted_pdf_is_told_as_such() throws IOException {
        PDDocument document = new PDDocument();
        document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));

        assertThat(codes(saved(document))).containsExactly(ENCRYPTED);
        assertThat(codes(PdfForge.aLetter().inTrailer("/Encrypt 7 0 R").object(7, "<< /Filter /Standard >>").bytes())).containsExactly(ENCRYPTED);
        assertThat(codes(PdfForge.aLetter().inTrailer("/Encrypt << /Filter /Standard >>").packed(7, "<< >>").bytes())).containsExactly(ENCRYPTED);
    }

    @Test void d8_forms_of_the_other_kind_are_active() {
        assertThat(codes(PdfForge.aLetter().inCatalog("/AcroForm << /XFA [(a) 7 0 R] /Fields [] >>").bytes())).containsExactly(ACTIVE_CONTENT);
    }

    @Test void d9_streams_that_unfold_to_very_much_are_too_complex() {
        byte[] bomb = PdfForge.deflatedZeros(LIMITS.unfoldedBytes() + 1);

        assertThat(codes(PdfForge.aLetter().stream(7, "/Filter /FlateDecode", bomb).bytes())).as("one").containsExactly(TOO_COMPLEX);
        assertThat(codes(PdfForge.aLetter().stream(7, "/Filter [/FlateDecode /FlateDecode]", PdfForge.deflated(bomb)).bytes())).as("nested").containsExactly(TOO_COMPLEX);
        assertThat(codes(PdfForge.aLetter().stream(7, "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", bomb).bytes())).as("objects").containsExactly(TOO_COMPLEX);
        assertThat(codes(PdfForge.aLetter().stream(7, "/Filter [/AHx /AHx /AHx /AHx /AHx /AHx]", new byte[0]).bytes())).as("a long chain").containsExactly(TOO_COMPLEX);
        assertThat(codes(PdfForge.aLetter().stream(7, "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2000000000 >>",
                PdfForge.deflated(new byte[100])).bytes())).as("parameters").containsExactly(TOO_COMPLEX);
    }

    @Test void d10_what_is_no_tree_or_has_too_many_objects_is_malformed() {
        assertThat(codes(PdfForge.aLetter().object(2, "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>").bytes())).as("cyclic").containsExactly(MALFORMED);
        assertThat(codes(PdfForge.aLetter().object(2, "<< /Type /Pages /Kids [] /Count 0 >>").bytes())).as("no page").containsExactly(MALFORMED);
        assertThat(codes(PdfForge.aLetter().object(2, "null").bytes())).as("no tree").containsExactly(MALFORMED);
        StringBuilder million = new StringBuilder();
        for (int i = 10; i < 1_000_010; i++) {
            million.append(i).append(" 0 obj 1 endobj\n");
        }
        assertThat(codes(PdfForge.aLetter().between(million.toString()).bytes())).as("a million").containsExactly(MALFORMED);
        assertThat(codes(PdfForge.aLetter().object(7, "[".repeat(100_000)).bytes())).as("depth").containsExactly(MALFORMED);
    }

    @Test void d10_cross_references_that_lie_are_malformed() {
        String letter = text(PdfForge.aLetter().revision().object(7, "1").bytes());

        assertThat(codes(bytes(letter.replaceFirst("startxref\n\\d+\n%%EOF\n$", "startxref\n7\n%%EOF\n")))).as("elsewhere").containsExactly(MALFORMED);
        assertThat(codes(bytes(letter.replaceFirst("startxref\n\\d+\n%%EOF\n$", "%%EOF\n").replaceFirst("startxref\n\\d+", "")))).as("none").containsExactly(MALFORMED);
        assertThat(codes(bytes(letter.replaceFirst("(?s)(.*)\n7 1\n\\d{10}", "$1\n7 1\n0000000020")))).as("a wrong place").containsExactly(MALFORMED);
        assertThat(codes(bytes(letter.replaceFirst("/Prev \\d+", "/Prev " + letter.lastIndexOf("xref\n0 1"))))).as("back to itself").containsExactly(MALFORMED);
        assertThat(codes(bytes(letter.substring(0, letter.length() / 2)))).as("cut").containsExactly(MALFORMED);
        assertThat(codes(bytes(letter.replace("%%EOF", "%%EOX")))).as("no end").containsExactly(MALFORMED);
    }

    @ParameterizedTest @ValueSource(strings = {"SubmitForm", "GoToR", "GoToE", "ImportData", "Rendition", "Movie", "Sound", "RichMediaExecute"})
    void d11_actions_that_send_fetch_or_play_are_active(String action) {
        assertThat(codes(PdfForge.aLetter().object(7, "<< /S /" + action + " >>").bytes())).containsExactly(ACTIVE_CONTENT);
        assertThat(codes(PdfForge.aLetter().packed(7, "<< /S /" + action + " >>").bytes())).containsExactly(ACTIVE_CONTENT);
    }

    @ParameterizedTest @ValueSource(strings = {"RichMedia", "Movie", "Sound", "Screen", "3D"})
    void d11_annotations_that_play_are_active(String kind) {
        assertThat(codes(PdfForge.aLetter().object(7, "<< /Type /Annot /Subtype /" + kind + " >>").bytes())).containsExactly(ACTIVE_CONTENT);
    }

    @Test void d20_pictures_beyond_any_sheet_are_too_complex() {
        assertThat(codes(PdfForge.aLetter().stream(7, "/Type /XObject /Subtype /Image /Width 50000 /Height 50000 /Filter /DCTDecode", new byte[9]).bytes()))
                .containsExactly(TOO_COMPLEX);
        assertThat(codes(PdfForge.aLetter().stream(7, "/Subtype /Image /Width 8 0 R /Height 50000", new byte[9]).object(8, "50000").bytes())).containsExactly(TOO_COMPLEX);
    }

    @Test void all_faults_of_a_document_are_told() {
        assertThat(codes(PdfForge.aLetter().object(7, SCRIPT).object(8, "<< /EF << >> >>").bytes())).containsExactly(ACTIVE_CONTENT, EMBEDDED_FILE);
    }

    @Test void a_stream_whose_bytes_are_elsewhere_is_active() {
        assertThat(codes(PdfForge.aLetter().stream(7, "/F (other.bin)", new byte[0]).bytes())).containsExactly(ACTIVE_CONTENT);
    }

    static List<FindingCode> codes(byte[] pdf) {
        return report(pdf).findings().stream().map(Finding::code).toList();
    }

    private static Report report(byte[] pdf) {
        return new PdfInspection(LIMITS).report(pdf, Paper.NEVER);
    }

    private static byte[] saved(PDDocument document) throws IOException {
        try (document) {
            document.addPage(new PDPage());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static byte[] aZip(String comment) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a.exe"));
            zip.setComment(comment);
        }
        return out.toByteArray();
    }

    @Test void places_in_an_object_stream_that_no_number_can_hold_are_malformed() {
        String most = String.valueOf(Long.MAX_VALUE);

        assertThat(codes(PdfForge.aLetter().stream(7, "/Type /ObjStm /N 1 /First " + most, bytes("8 " + most + " null")).bytes())).containsExactly(MALFORMED);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    private static String text(byte[] pdf) {
        return new String(pdf, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String pdf) {
        return pdf.getBytes(StandardCharsets.ISO_8859_1);
    }
}
