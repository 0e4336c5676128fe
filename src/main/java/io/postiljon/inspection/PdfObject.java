package io.postiljon.inspection;

/**
 * An indirect object as it stands in the file.
 *
 * @param dataStart of a stream: its first byte; -1 when it is no stream
 * @param dataEnd   of a stream: behind its last byte
 * @param end       where the next thing in the file begins
 */
record PdfObject(int number, Object value, int dataStart, int dataEnd, int end) {
    boolean isStream() {
        return dataStart >= 0;
    }

    PdfDictionary dictionary() throws PdfBroken {
        if (value instanceof PdfDictionary dictionary) {
            return dictionary;
        }
        throw PdfBroken.malformed();
    }
}
