package io.postiljon.print;

import io.postiljon.audit.PrintStatement;
import io.postiljon.print.TaggedReport.Align;
import io.postiljon.print.TaggedReport.Column;
import io.postiljon.sending.PrintClass;
import io.postiljon.store.StatementLedger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Writes a statement as PDF for people: A4, in one language, to be read aloud too. Its figures are those of the JSON. Safe for many threads. */
final class StatementPaper {
    private final Locale locale;
    private final ResourceBundle words;
    private final byte[] font;

    /** @param language nl, fr, de or en */
    StatementPaper(String language) {
        locale = Locale.of(language, "BE");
        words = ResourceBundle.getBundle("io.postiljon.print.statement", locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        try (InputStream in = PDDocument.class.getResourceAsStream(CoverPage.FONT)) {
            if (in == null) {
                throw new IllegalStateException("the font of statements is missing from the PDF library");
            }
            font = in.readAllBytes();
        } catch (IOException unreadable) {
            throw new IllegalStateException("the font of statements cannot be read", unreadable);
        }
    }

    /** In memory, with a place in the tree for each cell: the letters that are named are limited by {@code print.statement.items}. */
    byte[] draw(StatementBook book) {
        PrintStatement head = book.head();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String title = text("title", book.agreement().name(), day(head));
        try (PDDocument document = new PDDocument(MemoryUsageSetting.setupMainMemoryOnly().streamCache)) {
            PDFont face = PDType0Font.load(document, new ByteArrayInputStream(font), true);
            try (TaggedReport report = new TaggedReport(document, face, locale.toLanguageTag(), title)) {
                head(report, book, title);
                balance(report, head);
                unexplained(report, book);
                groups(report, book);
                sheets(report, book);
                letters(report, book);
                differences(report, book);
                report.end(page -> text("foot", head.pdfName(), number(page), number(report.pages())));
            }
            document.save(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);         // nothing but memory is written to
        }
        return out.toByteArray();
    }

    private void head(TaggedReport report, StatementBook book, String title) throws IOException {
        PrintStatement head = book.head();
        report.heading(1, title);
        report.paragraph(text("number", number(head.number()), book.agreement().organisationCode(), moment(head.madeAt())));
        report.paragraph(text("counted", moment(head.from()), moment(head.until())));
        if (!head.complete()) {
            report.paragraph(text("incomplete"));
        }
        if (book.replaces().isPresent()) {
            report.paragraph(text("replaces", number(book.replaces().get().number())));
        }
        report.paragraph(book.opensWith().map(before -> text("opens.with", number(before.number()))).orElseGet(() -> text("opens.first")));
    }

    private void balance(TaggedReport report, PrintStatement head) throws IOException {
        report.heading(2, text("balance"));
        List<List<String>> rows = new ArrayList<>();
        rows.add(line("balance.opening", head.pieces().opening(), head.sheets().opening()));
        rows.add(line("balance.accepted", head.pieces().accepted(), head.sheets().accepted()));
        rows.add(line("balance.closed", -head.pieces().closed(), -head.sheets().closed()));
        rows.add(line("balance.expected", head.pieces().expected(), head.sheets().expected()));
        rows.add(line("balance.found", head.pieces().found(), head.sheets().found()));
        rows.add(line("balance.difference", head.pieces().expected() - head.pieces().found(), head.sheets().expected() - head.sheets().found()));
        report.table(List.of(column("balance", 4), amount("letters"), amount("sheets")), rows);
        report.paragraph(text("unexplained", number(head.unexplained())));
    }

    private List<String> line(String key, int pieces, int sheets) {
        return List.of(text(key), number(pieces), number(sheets));
    }

    private void unexplained(TaggedReport report, StatementBook book) throws IOException {
        if (book.head().unexplained() == 0) {
            return;
        }
        report.heading(2, text("unexplained.title"));
        report.paragraph(text("unexplained.text"));
        List<List<String>> rows = new ArrayList<>();
        if (!book.openingFits()) {
            rows.add(List.of("", text("finding." + StatementDesk.OPENING_DIFFERS), ""));
        }
        book.unexplained().forEach(letter -> rows.add(List.of(reference(letter), text("finding." + letter.finding().orElseThrow()), letter.sending().toString())));
        report.table(List.of(column("reference", 3), column("finding", 4), column("message", 4)), rows);
        omitted(report, book.unexplainedOmitted());
    }

    private void groups(TaggedReport report, StatementBook book) throws IOException {
        report.heading(2, text("closed"));
        table(report, List.of(column("what", 5), column("class", 5), amount("letters"), amount("sheets")), book.closed().stream()
                .map(group -> List.of(word("outcome", StatementJson.supplierState(group)), printClass(group.printClass()), number(group.amount().pieces()),
                        number(group.amount().sheets()))).toList());
        report.heading(2, text("open"));
        table(report, List.of(column("why", 5), column("class", 4), amount("letters"), amount("sheets"), column("oldest", 2)), book.open().stream()
                .map(group -> List.of(word("reason", group.standing()), printClass(group.printClass()), number(group.amount().pieces()),
                        number(group.amount().sheets()), group.oldest().map(oldest -> text("days", number(StatementJson.ageDays(oldest, book.head().until())))).orElse(""))).toList());
        if (!book.afterHandOver().isEmpty()) {
            report.heading(2, text("after"));
            table(report, List.of(column("what", 5), amount("letters")), book.afterHandOver().stream()
                    .map(group -> List.of(word("outcome", group.standing()), number(group.amount().pieces()))).toList());
        }
    }

    private void sheets(TaggedReport report, StatementBook book) throws IOException {
        report.heading(2, text("sheetcheck"));
        report.paragraph(text("sheetcheck.text"));
        List<Column> columns = List.of(column("class", 5), amount("letters.told"), amount("sheets.ours"), amount("sheets.told"), amount("difference"));
        table(report, columns, book.sheetsByClass().stream().map(line -> counted(line.supplier() + ": " + printClass(Optional.of(line.printClass())), line)).toList());
        List<List<String>> differing = book.batches().stream().filter(line -> line.told() != line.ours()).map(line -> counted(line.supplier() + ": " + order(line.orderName()), line)).toList();
        if (!differing.isEmpty()) {
            report.paragraph(text("sheetcheck.batches"));
            table(report, List.of(column("order", 5), amount("letters.told"), amount("sheets.ours"), amount("sheets.told"), amount("difference")), differing);
        }
    }

    private List<String> counted(String name, StatementLedger.BatchSheets line) {
        return List.of(name, number(line.piecesTold()), number(line.ours()), number(line.told()), number(line.told() - line.ours()));
    }

    private void letters(TaggedReport report, StatementBook book) throws IOException {
        report.heading(2, text("items"));
        table(report, List.of(column("reference", 4), column("why", 5), column("age", 1.4f), amount("sheets"), column("order", 5.5f)), book.letters().stream()
                .map(letter -> List.of(reference(letter), word("reason", letter.standing().orElseThrow()),
                        letter.since().map(since -> text("days", number(StatementJson.ageDays(since, book.head().until())))).orElse(""), number(letter.sheets()),
                        letter.orderName().map(StatementPaper::order).orElse(""))).toList());
        omitted(report, book.lettersOmitted());
    }

    private void differences(TaggedReport report, StatementBook book) throws IOException {
        report.heading(2, text("differences"));
        table(report, List.of(column("reference", 4), column("what", 5), column("age", 2), column("order", 5)), book.differences().stream()
                .map(difference -> List.of(difference.reference().or(() -> difference.sending().map(Object::toString)).orElseGet(() -> text("whole.order")),
                        text("difference." + difference.kind()) + " (" + difference.code() + ")",
                        text("days", number(StatementJson.ageDays(difference.since(), book.head().until()))), difference.orderName().map(StatementPaper::order).orElse(""))).toList());
    }

    private void table(TaggedReport report, List<Column> columns, List<List<String>> rows) throws IOException {
        if (rows.isEmpty()) {
            report.paragraph(text("none"));
        } else {
            report.table(columns, rows);
        }
    }

    private void omitted(TaggedReport report, int omitted) throws IOException {
        if (omitted > 0) {
            report.paragraph(text("omitted", number(omitted)));
        }
    }

    private Column column(String key, float share) {
        return new Column(text("column." + key), share, Align.LEFT);
    }

    private Column amount(String key) {
        return new Column(text("column." + key), 1.6f, Align.RIGHT);
    }

    private static String reference(StatementLedger.Letter letter) {
        return letter.reference().orElseGet(() -> letter.sending().toString());
    }

    private static String order(String name) {
        return name.replaceFirst("\\.zip\\.pgp$", "");
    }

    private String printClass(Optional<String> code) {
        return code.map(PrintClass::parse).map(known -> String.join(", ", text("class." + known.priority()), text("class." + known.handling()),
                text("class." + known.sides())) + (known.reach() == PrintClass.Reach.DOMESTIC ? "" : ", " + text("class." + known.reach())))
                .orElseGet(() -> text("class.none"));
    }

    private String text(String key, String... values) {
        return new MessageFormat(words.getString(key).replace("'", "''"), locale).format(values);
    }

    /** A word of the list that has no sentence yet goes out as it is. */
    private String word(String list, String word) {
        return words.containsKey(list + "." + word) ? text(list + "." + word) : word;
    }

    private String number(long number) {
        return String.format(locale, "%,d", number).replace('\u202f', '\u00a0');
    }

    private String day(PrintStatement head) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(head.day());
    }

    private String moment(Instant moment) {
        ZonedDateTime there = moment.atZone(WorkingDays.BRUSSELS);
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT).withLocale(locale).format(there) + " " + DateTimeFormatter.ofPattern("HH:mm:ss").format(there);
    }
}
