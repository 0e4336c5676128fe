package io.postiljon.print;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;
import org.apache.pdfbox.pdmodel.font.PDFont;

/**
 * A report on A4 pages: headings, paragraphs and tables one below the other. Each has its place in the structure tree, so it can be read
 * aloud; a table goes on over pages, with its head drawn again and read once. Source: PDF 1.7 section 14.8 (tagged PDF).
 */
final class TaggedReport implements AutoCloseable {
    enum Align { LEFT, RIGHT }

    /** @param share of the width, among the shares of all columns */
    record Column(String title, float share, Align align) {}

    private static final float MARGIN = 51;                                                     // 18 mm
    private static final float TOP = PDRectangle.A4.getHeight() - MARGIN;
    private static final float BOTTOM = MARGIN + 20;
    private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    private static final float CELL = 4;
    private static final float TEXT = 10;
    private static final float SMALL = 8;
    private static final float SPACING = 1.35f;

    private final PDDocument document;
    private final PDFont font;
    private final PDStructureTreeRoot tree = new PDStructureTreeRoot();
    private final PDStructureElement root = new PDStructureElement(StandardStructureTypes.DOCUMENT, tree);
    private final List<List<PDStructureElement>> marked = new ArrayList<>();
    private PDPage page;
    private PDPageContentStream content;
    private float y;

    TaggedReport(PDDocument document, PDFont font, String language, String title) throws IOException {
        this.document = document;
        this.font = font;
        TaggedPage.describe(document, language, title);
        tree.appendKid(root);
        turn();
    }

    /** @param level 1 or 2 */
    void heading(int level, String text) throws IOException {
        float points = level == 1 ? 16 : 12;
        room(points * SPACING + 40);                    // never alone at the foot of a page
        y -= level == 1 ? 0 : 10;
        paragraph(level == 1 ? StandardStructureTypes.H1 : StandardStructureTypes.H2, points, text);
        y -= 2;
    }

    void paragraph(String text) throws IOException {
        paragraph(StandardStructureTypes.P, TEXT, text);
    }

    private void paragraph(String type, float points, String text) throws IOException {
        List<String> lines = wrapped(text, points, WIDTH);
        room(lines.size() * points * SPACING);
        mark(new PDStructureElement(type, root), root, () -> lines(lines, points, MARGIN, WIDTH, Align.LEFT));
        y -= lines.size() * points * SPACING;
    }

    void table(List<Column> columns, List<List<String>> rows) throws IOException {
        PDStructureElement table = new PDStructureElement(StandardStructureTypes.TABLE, root);
        root.appendKid(table);
        y -= 4;
        head(columns, table);
        for (List<String> row : rows) {
            float height = height(columns, row);
            if (y - height < BOTTOM) {
                turn();
                artifact(() -> row(columns, titles(columns), true));
            }
            PDStructureElement line = new PDStructureElement(StandardStructureTypes.TR, table);
            table.appendKid(line);
            cells(columns, row, line, StandardStructureTypes.TD, height);
        }
        y -= 8;
    }

    private void head(List<Column> columns, PDStructureElement table) throws IOException {
        float height = height(columns, titles(columns));
        room(height + 3 * SMALL * SPACING);
        PDStructureElement line = new PDStructureElement(StandardStructureTypes.TR, table);
        table.appendKid(line);
        artifact(() -> shade(height));
        cells(columns, titles(columns), line, StandardStructureTypes.TH, height);
    }

    private void cells(List<Column> columns, List<String> row, PDStructureElement line, String type, float height) throws IOException {
        float x = MARGIN;
        for (int i = 0; i < columns.size(); i++) {
            float left = x;
            float width = width(columns, i);
            Column column = columns.get(i);
            List<String> lines = wrapped(row.get(i), SMALL, width - 2 * CELL);
            PDStructureElement cell = new PDStructureElement(type, line);
            if (type.equals(StandardStructureTypes.TH)) {
                PDTableAttributeObject scope = new PDTableAttributeObject();
                scope.setScope(PDTableAttributeObject.SCOPE_COLUMN);
                cell.addAttribute(scope);
            }
            mark(cell, line, () -> lines(lines, SMALL, left + CELL, width - 2 * CELL, column.align()));
            x += width;
        }
        y -= height;
        artifact(this::rule);
    }

    /** The head of a table once more, for the eye only. */
    private void row(List<Column> columns, List<String> texts, boolean shaded) throws IOException {
        float height = height(columns, texts);
        if (shaded) {
            shade(height);
        }
        float x = MARGIN;
        for (int i = 0; i < columns.size(); i++) {
            float width = width(columns, i);
            lines(wrapped(texts.get(i), SMALL, width - 2 * CELL), SMALL, x + CELL, width - 2 * CELL, columns.get(i).align());
            x += width;
        }
        y -= height;
        rule();
    }

    private void shade(float height) throws IOException {
        content.setNonStrokingColor(0.92f);
        content.addRect(MARGIN, y - height, WIDTH, height);
        content.fill();
        content.setNonStrokingColor(0f);
    }

    private void rule() throws IOException {
        content.setStrokingColor(0.6f);
        content.setLineWidth(0.5f);
        content.moveTo(MARGIN, y);
        content.lineTo(MARGIN + WIDTH, y);
        content.stroke();
    }

    /** Writes the foot of each page, now that their number is known, and ends the document. @param foot of a page, counted from 1 */
    void end(IntFunction<String> foot) throws IOException {
        content.close();
        for (int i = 0; i < document.getNumberOfPages(); i++) {
            try (PDPageContentStream end = new PDPageContentStream(document, document.getPage(i), PDPageContentStream.AppendMode.APPEND, true, true)) {
                end.beginMarkedContent(COSName.ARTIFACT);
                end.beginText();
                end.setFont(font, SMALL);
                end.newLineAtOffset(MARGIN, MARGIN - 10);
                end.showText(CoverPage.printable(font, foot.apply(i + 1)));
                end.endText();
                end.endMarkedContent();
            }
        }
        Map<Integer, PDParentTreeValue> parents = new LinkedHashMap<>();
        for (int i = 0; i < marked.size(); i++) {
            COSArray places = new COSArray();
            marked.get(i).forEach(element -> places.add(element.getCOSObject()));
            parents.put(i, new PDParentTreeValue(places));
        }
        PDNumberTreeNode numbers = new PDNumberTreeNode(PDParentTreeValue.class);
        numbers.setNumbers(parents);
        tree.setParentTree(numbers);
        tree.setParentTreeNextKey(marked.size());
        document.getDocumentCatalog().setStructureTreeRoot(tree);
    }

    int pages() {
        return document.getNumberOfPages();
    }

    /** Harmless after {@link #end}. */
    @Override public void close() throws IOException {
        content.close();
    }

    private void turn() throws IOException {
        if (content != null) {
            content.close();
        }
        page = new PDPage(PDRectangle.A4);
        page.setStructParents(marked.size());
        marked.add(new ArrayList<>());
        document.addPage(page);
        content = new PDPageContentStream(document, page);
        y = TOP;
    }

    private void room(float height) throws IOException {
        if (y - height < BOTTOM) {
            turn();
        }
    }

    @FunctionalInterface
    private interface Drawing {
        void draw() throws IOException;
    }

    private void mark(PDStructureElement element, PDStructureElement parent, Drawing drawing) throws IOException {
        List<PDStructureElement> here = marked.getLast();
        COSDictionary properties = new COSDictionary();
        properties.setInt(COSName.MCID, here.size());
        element.setPage(page);
        element.appendKid(here.size());
        parent.appendKid(element);
        here.add(element);
        content.beginMarkedContent(COSName.getPDFName(element.getStructureType()), PDPropertyList.create(properties));
        drawing.draw();
        content.endMarkedContent();
    }

    private void artifact(Drawing drawing) throws IOException {
        content.beginMarkedContent(COSName.ARTIFACT);
        drawing.draw();
        content.endMarkedContent();
    }

    private void lines(List<String> lines, float points, float x, float width, Align align) throws IOException {
        for (int i = 0; i < lines.size(); i++) {
            float indent = align == Align.RIGHT ? width - widthOf(lines.get(i), points) : 0;
            content.beginText();
            content.setFont(font, points);
            content.newLineAtOffset(x + indent, y - points * SPACING * (i + 0.8f));
            content.showText(lines.get(i));
            content.endText();
        }
    }

    private float height(List<Column> columns, List<String> row) throws IOException {
        int most = 1;
        for (int i = 0; i < columns.size(); i++) {
            most = Math.max(most, wrapped(row.get(i), SMALL, width(columns, i) - 2 * CELL).size());
        }
        return most * SMALL * SPACING + 3;
    }

    private static float width(List<Column> columns, int index) {
        float all = 0;
        for (Column column : columns) {
            all += column.share();
        }
        return WIDTH * columns.get(index).share() / all;
    }

    private static List<String> titles(List<Column> columns) {
        return columns.stream().map(Column::title).toList();
    }

    /** Broken at spaces; inside a word only where it is wider than the line. */
    private List<String> wrapped(String text, float points, float width) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : CoverPage.printable(font, text).split(" ")) {
            String rest = word;
            if (!line.isEmpty() && widthOf(line + " " + rest, points) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (line.isEmpty() && widthOf(rest, points) > width && rest.length() > 1) {
                int fits = rest.length() - 1;
                while (fits > 1 && widthOf(rest.substring(0, fits), points) > width) {
                    fits--;
                }
                lines.add(rest.substring(0, fits));
                rest = rest.substring(fits);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    private float widthOf(String text, float points) throws IOException {
        return font.getStringWidth(text) / 1000 * points;
    }
}
