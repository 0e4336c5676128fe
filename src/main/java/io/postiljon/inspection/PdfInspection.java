package io.postiljon.inspection;

import java.util.List;

/** What a worker does with one document: first every object is looked at, then, when nothing is wrong, its pages. */
final class PdfInspection {
    private final InspectionLimits limits;

    PdfInspection(InspectionLimits limits) {
        this.limits = limits;
    }

    Report report(byte[] pdf, Paper paper) {
        try {
            List<Finding> found = new PdfWalk(pdf, limits).findings();
            return found.isEmpty() ? new PdfPages(limits).report(pdf, paper) : new Report(found, 0);
        } catch (StackOverflowError deep) {
            return Report.of(FindingCode.TOO_COMPLEX);
        }
    }
}
