package io.postiljon.inspection;

/**
 * Walks a file from its first byte to its last, revision by revision, and holds it against how a PDF is laid out (ISO 32000-2, 7.5):
 * header, objects, cross-references, trailers, {@code %%EOF}, perhaps more revisions, nothing else. What stands between has no place in
 * a PDF and may be another file to another reader.
 */
final class PdfLayout {
    /** Some producers leave a few bytes that belong to nothing. */
    private static final int STRAY_BYTES = 256;
    private static final String END = "%%EOF";

    private final byte[] data;
    private final PdfIndex index;
    private final ContentRules rules;
    private long lastXref = -1;
    private int stray;

    PdfLayout(byte[] data, PdfIndex index, ContentRules rules) {
        this.data = data;
        this.index = index;
        this.rules = rules;
    }

    /**
     * @return where the last revision says its cross-reference is
     * @throws PdfBroken trailing-data, or malformed
     */
    long walk() throws PdfBroken {
        PdfSyntax syntax = new PdfSyntax(data);
        boolean ended = false;                  // the last thing met was %%EOF
        while (true) {
            syntax.skipSpaces();
            if (syntax.isAtEnd()) {
                break;
            }
            boolean known = true;
            if (syntax.startsWith(END)) {
                syntax.at(syntax.position() + END.length());
                requireBlank(syntax);
                ended = true;
                continue;
            } else if (syntax.startsWith("%")) {
                syntax.skipComment();
                requireNotEnded(ended, syntax);
            } else if (index.note(syntax.position())) {
                syntax.at(index.at(syntax.position()).end());
            } else if (syntax.startsWith("xref")) {
                syntax.at(syntax.position() + "xref".length());
                table(syntax);
            } else if (syntax.startsWith("trailer")) {
                trailer(syntax);
            } else if (syntax.startsWith("startxref")) {
                syntax.at(syntax.position() + "startxref".length()).skipBlanks();
                lastXref = syntax.number();
            } else {
                known = false;
            }
            if (!known) {
                if (ended) {
                    throw new PdfBroken(FindingCode.TRAILING_DATA);
                }
                syntax.at(syntax.position() + 1);
                if (++stray > STRAY_BYTES) {
                    throw PdfBroken.malformed();
                }
            } else {
                ended = false;
            }
        }
        if (!ended) {
            throw PdfBroken.malformed();
        }
        return lastXref;
    }

    /** A comment may open a revision; with nothing behind it, it is data at the end. */
    private void requireNotEnded(boolean ended, PdfSyntax syntax) throws PdfBroken {
        if (ended) {
            int place = syntax.position();
            syntax.skipSpaces();
            if (syntax.isAtEnd()) {
                throw new PdfBroken(FindingCode.TRAILING_DATA);
            }
            syntax.at(place);
        }
    }

    private void requireBlank(PdfSyntax syntax) throws PdfBroken {
        if (!syntax.isAtEnd() && !PdfSyntax.isBlank(data[syntax.position()])) {
            throw new PdfBroken(FindingCode.TRAILING_DATA);
        }
    }

    private void trailer(PdfSyntax syntax) throws PdfBroken {
        syntax.at(syntax.position() + "trailer".length());
        if (!(syntax.value() instanceof PdfDictionary trailer)) {
            throw PdfBroken.malformed();
        }
        rules.judgeTrailer(trailer);
    }

    private static void table(PdfSyntax syntax) {
        while (true) {
            int place = syntax.position();
            syntax.skipSpaces();
            long number = syntax.number();
            boolean isRow = number >= 0;
            if (!isRow && (syntax.startsWith("n") || syntax.startsWith("f"))) {
                syntax.at(syntax.position() + 1);
                isRow = true;
            }
            if (!isRow) {
                syntax.at(place);
                return;
            }
        }
    }
}
