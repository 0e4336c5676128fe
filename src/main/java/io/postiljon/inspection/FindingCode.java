package io.postiljon.inspection;

/** What can be wrong with a document. The words that agencies see belong to {@code intake}. */
public enum FindingCode {
    MALWARE, TYPE_MISMATCH, TRAILING_DATA, ACTIVE_CONTENT, EMBEDDED_FILE, ENCRYPTED, TOO_COMPLEX, MALFORMED,
    TOO_MANY_PAGES, PAGE_NOT_A4, FONT_NOT_EMBEDDED, CONTENT_OUTSIDE_PRINTABLE_AREA;

    /** Whether it matters on paper only. */
    public boolean isAboutPaper() {
        return compareTo(TOO_MANY_PAGES) >= 0;
    }
}
