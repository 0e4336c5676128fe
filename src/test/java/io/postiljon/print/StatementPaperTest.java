package io.postiljon.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.audit.PrintStatement;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Mode;
import io.postiljon.store.StatementLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The statement for people: complete, in four languages, on A4, and to be read aloud. */
class StatementPaperTest {
    private static final Instant NIGHT = Instant.parse("2026-11-25T23:00:00Z");
    private static final String CLASS = "NON_PRIOR.ORDINARY.DUPLEX";

    @ParameterizedTest @CsvSource({"nl, 'Brieven op papier: Dienst Voorbeeld, 25 november 2026', 'blad 2 van 3', 'tegengehouden door onze operatoren'",
        "fr, 'Lettres sur papier : Dienst Voorbeeld, 25 novembre 2026', 'page 2 sur 3', 'retenue par nos opérateurs'",
        "de, 'Briefe auf Papier: Dienst Voorbeeld, 25. November 2026', 'Seite 2 von 3', 'von unseren Betreibern angehalten'",
        "en, 'Letters on paper: Dienst Voorbeeld, 25 November 2026', 'page 2 of 3', 'held by our operators'"})
    void every_language_says_all(String language, String title, String page, String reason) throws Exception {
        byte[] pdf = new StatementPaper(language).draw(book(60, 2));
        pictures(pdf, language);

        String text = textOf(pdf);

        assertThat(text).contains(title, reason, "0999990024.20261125.00007.T.statement.pdf").containsPattern(page).contains("kenmerk-59").containsPattern("1[., ]234");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo(title);
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo(language + "-BE");
            document.getPages().forEach(sheet -> assertThat(sheet.getMediaBox().getWidth()).isEqualTo(PDRectangle.A4.getWidth()));
        }
    }

    @Test void everything_is_in_the_tree_that_is_read_aloud_and_each_table_has_its_head_once() throws Exception {
        try (PDDocument document = Loader.loadPDF(new StatementPaper("nl").draw(book(120, 0)))) {
            List<String> types = new ArrayList<>();
            collect(document.getDocumentCatalog().getStructureTreeRoot(), types);

            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(types).containsOnlyOnce("H1").contains("H2", "P");
            assertThat(types.stream().filter("Table"::equals)).hasSize(5);
            assertThat(types.stream().filter("TH"::equals)).as("3 + 4 + 5 + 5 + 5 columns").hasSize(22);
            assertThat(types.stream().filter("TR"::equals)).as("a head for each table and a row for each line").hasSize(5 + 6 + 1 + 2 + 1 + 120);
            assertThat(document.getNumberOfPages()).isGreaterThan(2);
            assertThat(document.getDocumentCatalog().getStructureTreeRoot().getParentTreeNextKey()).isEqualTo(document.getNumberOfPages());
        }
    }

    @Test void a_name_that_the_font_does_not_have_and_a_very_long_reference_still_fit() throws Exception {
        StatementLedger.Letter letter = new StatementLedger.Letter(new UUID(0, 1), Optional.of("参照-" + "W".repeat(60)), "PRINT_QUEUED", Optional.of("HELD"),
                Optional.of(NIGHT), Optional.of(CLASS), 2, Optional.empty(), Optional.empty());

        String text = textOf(new StatementPaper("nl").draw(book(List.of(letter), List.of())));

        assertThat(text).contains("??-WWW");
    }

    @ParameterizedTest @ValueSource(strings = {"nl", "fr", "de"})
    void no_language_lacks_a_sentence(String language) {
        ResourceBundle english = ResourceBundle.getBundle("io.postiljon.print.statement", java.util.Locale.ROOT);
        ResourceBundle other = ResourceBundle.getBundle("io.postiljon.print.statement", java.util.Locale.of(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

        assertThat(other.getLocale().getLanguage()).isEqualTo(language);
        assertThat(java.util.Collections.list(other.getKeys())).hasSameSizeAs(java.util.Collections.list(english.getKeys()));
    }

    static String textOf(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replace('\u00a0', ' ').replace('\u202f', ' ');
        }
    }

    private static void collect(PDStructureNode node, List<String> types) {
        node.getKids().stream().filter(PDStructureElement.class::isInstance).map(PDStructureElement.class::cast).forEach(kid -> {
            types.add(kid.getStructureType());
            collect(kid, types);
        });
    }

    /** To be looked at: {@code target/statements}. */
    private static void pictures(byte[] pdf, String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "statements"));
        Files.write(folder.resolve(name + ".pdf"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            for (int i = 0; i < document.getNumberOfPages(); i++) {
                ImageIO.write(new PDFRenderer(document).renderImageWithDPI(i, 70), "png", folder.resolve(name + "-" + (i + 1) + ".png").toFile());
            }
        }
    }

    private static StatementBook book(int open, int unexplained) {
        return book(IntStream.range(0, open).mapToObj(i -> letter(i, Optional.empty())).toList(),
                IntStream.range(0, unexplained).mapToObj(i -> letter(i, Optional.of("PIECE_MISSING"))).toList());
    }

    private static StatementLedger.Letter letter(int i, Optional<String> finding) {
        return new StatementLedger.Letter(new UUID(7, i), Optional.of("kenmerk-" + i), i % 3 == 0 ? "PRINT_QUEUED" : "AT_PRINTER",
                Optional.of(i % 3 == 0 ? "HELD" : "PRINTED_NOT_POSTED"), Optional.of(NIGHT.minusSeconds(86_400L * (i % 9))), Optional.of(CLASS), 2,
                Optional.of("PO.OVO002949.20261125.000042.T.zip.pgp"), finding);
    }

    private static StatementBook book(List<StatementLedger.Letter> open, List<StatementLedger.Letter> unexplained) {
        PrintStatement head = new PrintStatement(new UUID(1, 1), new AgencyCode("dienst-a"), 7, LocalDate.of(2026, 11, 25), NIGHT.minusSeconds(86_400), NIGHT, true,
                Optional.empty(), NIGHT.plusSeconds(25_200), new PrintStatement.Totals(12, 1234 + open.size() - 12, 1234, open.size() - unexplained.size()),
                new PrintStatement.Totals(24, 2468, 2400, 92), unexplained.size(), "0999990024.20261125.00007.T.statement");
        List<StatementLedger.Group> closed = List.of(new StatementLedger.Group("HANDED_TO_POST", "HANDED_TO_POST", Optional.of(CLASS),
                new StatementLedger.Amount(1234, 2400), Optional.empty()));
        List<StatementLedger.Group> waiting = List.of(
                new StatementLedger.Group("PRINT_QUEUED", "HELD", Optional.of(CLASS), new StatementLedger.Amount(open.size() / 3, 40), Optional.of(NIGHT.minusSeconds(700_000))),
                new StatementLedger.Group("AT_PRINTER", "PRINTED_NOT_POSTED", Optional.of("PRIOR.REGISTERED_WITH_RECEIPT.DUPLEX.INTERNATIONAL"),
                        new StatementLedger.Amount(open.size() - open.size() / 3, 80), Optional.of(NIGHT)));
        return new StatementBook(head, Paper.agreement("dienst-a", Mode.LIVE), "T", Optional.empty(), Optional.empty(), true, closed, waiting, List.of(),
                List.of(new StatementLedger.BatchSheets("DRUKKER", CLASS, CLASS, 1234, 2400, 1230, 2390, 2391, "1")), List.of(), open, List.of(), unexplained);
    }
}
