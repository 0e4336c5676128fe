package io.postiljon.print;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * One A4 page whose text can be read aloud in its order and language: each part that is written has a place in the structure tree.
 * Source: PDF 1.7 section 14.8 (tagged PDF).
 */
final class TaggedPage implements AutoCloseable {
    /** Draws one part. */
    @FunctionalInterface
    interface Part {
        void draw(PDPageContentStream content) throws IOException;
    }

    private final PDDocument document;
    private final PDPage page = new PDPage(PDRectangle.A4);
    private final PDStructureTreeRoot tree = new PDStructureTreeRoot();
    private final PDStructureElement root = new PDStructureElement(StandardStructureTypes.DOCUMENT, tree);
    private final List<PDStructureElement> parts = new ArrayList<>();
    private final PDPageContentStream content;

    TaggedPage(PDDocument document, String language, String title) throws IOException {
        this.document = document;
        document.addPage(page);
        page.setStructParents(0);
        describe(document, language, title);
        tree.appendKid(root);
        content = new PDPageContentStream(document, page);
    }

    /** What a reader's program needs to read aloud: the language, the title, and that the parts are marked. */
    static void describe(PDDocument document, String language, String title) {
        document.getDocumentCatalog().setLanguage(language);
        PDMarkInfo marked = new PDMarkInfo();
        marked.setMarked(true);
        document.getDocumentCatalog().setMarkInfo(marked);
        PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        document.getDocumentCatalog().setViewerPreferences(preferences);
        PDDocumentInformation about = new PDDocumentInformation();
        about.setTitle(title);
        about.setCreationDate(epoch());
        document.setDocumentInformation(about);
    }

    /** A day that says nothing: when a sheet was drawn is in the evidence. */
    private static Calendar epoch() {
        Calendar start = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        start.setTimeInMillis(0);
        return start;
    }

    void add(String structureType, Part part) throws IOException {
        add(new PDStructureElement(structureType, root), part);
    }

    /** @param words what somebody hears who does not see it */
    void addFigure(String words, Part part) throws IOException {
        PDStructureElement figure = new PDStructureElement(StandardStructureTypes.Figure, root);
        figure.setAlternateDescription(words);
        add(figure, part);
    }

    private void add(PDStructureElement element, Part part) throws IOException {
        int id = parts.size();
        COSDictionary properties = new COSDictionary();
        properties.setInt(COSName.MCID, id);
        element.setPage(page);
        element.appendKid(id);
        root.appendKid(element);
        parts.add(element);
        content.beginMarkedContent(COSName.getPDFName(element.getStructureType()), PDPropertyList.create(properties));
        part.draw(content);
        content.endMarkedContent();
    }

    /** Ends the page; the document can be saved then. */
    @Override public void close() throws IOException {
        content.close();
        COSArray places = new COSArray();
        parts.forEach(part -> places.add(part.getCOSObject()));
        PDNumberTreeNode parents = new PDNumberTreeNode(PDParentTreeValue.class);
        parents.setNumbers(Map.of(0, new PDParentTreeValue(places)));
        tree.setParentTree(parents);
        tree.setParentTreeNextKey(1);
        document.getDocumentCatalog().setStructureTreeRoot(tree);
    }
}
