package io.postiljon.inspection;

/**
 * One fault of a document.
 *
 * @param page from 1; 0 when it is of the document as a whole
 */
public record Finding(FindingCode code, int page) {
    static Finding of(FindingCode code) {
        return new Finding(code, 0);
    }
}
