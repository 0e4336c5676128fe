package io.postiljon.inspection;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/** Counts the pages as PDFBox reads them, which is how the printer's batch is made, and judges each one for paper. */
final class PdfPages {
    private static final int PAGE_LIMIT = 5000;
    private static final int DEPTH_LIMIT = 50;
    private static final long UNFOLDED_BYTES = 64L * 1024 * 1024;

    private record Node(COSDictionary dictionary, int depth) {}

    private final InspectionLimits limits;

    PdfPages(InspectionLimits limits) {
        this.limits = limits;
    }

    Report report(byte[] pdf, Paper paper) {
        try (PDDocument document = Loader.loadPDF(new RandomAccessReadBuffer(pdf), MemoryUsageSetting.setupMainMemoryOnly(UNFOLDED_BYTES).streamCache)) {
            List<COSDictionary> pages = pages(document);
            return new Report(paper == Paper.POSSIBLE ? onPaper(document, pages) : List.of(), pages.size());
        } catch (PdfBroken broken) {
            return Report.of(broken.code());
        } catch (IOException | RuntimeException unreadable) {
            return Report.of(FindingCode.MALFORMED);
        }
    }

    /** The leaves of the page tree. @throws PdfBroken when it is no tree, is empty, or is larger than anybody can read */
    private static List<COSDictionary> pages(PDDocument document) throws PdfBroken {
        List<COSDictionary> pages = new ArrayList<>();
        Set<COSDictionary> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> open = new ArrayDeque<>();
        open.push(new Node(node(document.getDocumentCatalog().getCOSObject().getItem(COSName.PAGES)), 0));
        while (!open.isEmpty()) {
            Node next = open.pop();
            if (!seen.add(next.dictionary()) || next.depth() > DEPTH_LIMIT) {
                throw PdfBroken.malformed();
            }
            if (next.dictionary().getDictionaryObject(COSName.KIDS) instanceof COSArray kids) {
                for (int i = kids.size() - 1; i >= 0; i--) {
                    open.push(new Node(node(kids.get(i)), next.depth() + 1));
                }
            } else {
                pages.add(next.dictionary());
            }
            if (pages.size() + open.size() > PAGE_LIMIT) {
                throw new PdfBroken(FindingCode.TOO_COMPLEX);
            }
        }
        if (pages.isEmpty()) {
            throw PdfBroken.malformed();
        }
        return pages;
    }

    private static COSDictionary node(COSBase item) throws PdfBroken {
        COSBase value = item instanceof COSObject reference ? reference.getObject() : item;
        if (value instanceof COSDictionary dictionary) {
            return dictionary;
        }
        throw PdfBroken.malformed();
    }

    private List<Finding> onPaper(PDDocument document, List<COSDictionary> pages) {
        if (pages.size() > limits.paperPages()) {
            return List.of(Finding.of(FindingCode.TOO_MANY_PAGES));
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < pages.size() && findings.size() < Report.MOST - 4; i++) {
            int number = i + 1;
            PDPage page = document.getPages().get(i);
            if (!PrintedPage.isA4(page)) {
                findings.add(new Finding(FindingCode.PAGE_NOT_A4, number));
            }
            PrintedPage.faults(page, limits.marginMm()).forEach(code -> findings.add(new Finding(code, number)));
        }
        return findings;
    }
}
