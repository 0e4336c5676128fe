package io.postiljon.inspection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Follows the cross-references of all revisions, tables and streams, and holds each against the file: where an object is said to be, it
 * must be. A file whose cross-references lie shows one thing to a reader that believes them and another to one that mends them.
 */
final class CrossReferences {
    private static final int SECTIONS = 1000;

    private final byte[] data;
    private final PdfIndex index;
    private final StreamDecoder decoder;
    private final ContentRules rules;
    private final Set<Long> visited = new HashSet<>();
    private final Deque<Long> open = new ArrayDeque<>();

    CrossReferences(byte[] data, PdfIndex index, StreamDecoder decoder, ContentRules rules) {
        this.data = data;
        this.index = index;
        this.decoder = decoder;
        this.rules = rules;
    }

    /** @throws PdfBroken malformed when one is not where it should be, names something that is not there, or leads back to itself */
    void follow(long start) throws PdfBroken {
        open.add(start);
        while (!open.isEmpty()) {
            long place = open.poll();
            if (place < 0 || place >= data.length || !visited.add(place) || visited.size() > SECTIONS) {
                throw PdfBroken.malformed();
            }
            section((int) place);
        }
    }

    private void section(int place) throws PdfBroken {
        PdfSyntax syntax = new PdfSyntax(data).at(place);
        syntax.skipBlanks();
        if (syntax.startsWith("xref")) {
            table(syntax.at(syntax.position() + "xref".length()));
        } else if (index.note(syntax.position())) {
            stream(index.at(syntax.position()));
        } else {
            throw PdfBroken.malformed();
        }
    }

    private void table(PdfSyntax syntax) throws PdfBroken {
        while (true) {
            syntax.skipBlanks();
            if (syntax.startsWith("trailer")) {
                syntax.at(syntax.position() + "trailer".length());
                if (!(syntax.value() instanceof PdfDictionary trailer)) {
                    throw PdfBroken.malformed();
                }
                rules.judgeTrailer(trailer);
                next(trailer, "XRefStm");
                next(trailer, "Prev");
                return;
            }
            long first = required(syntax);
            long count = required(syntax);
            for (long row = 0; row < count; row++) {
                long place = required(syntax);
                required(syntax);
                syntax.skipBlanks();
                boolean inUse = syntax.startsWith("n");
                if (!inUse && !syntax.startsWith("f")) {
                    throw PdfBroken.malformed();
                }
                syntax.at(syntax.position() + 1);
                if (inUse) {
                    requireObject(first + row, place);
                }
            }
        }
    }

    private static long required(PdfSyntax syntax) throws PdfBroken {
        syntax.skipBlanks();
        long number = syntax.number();
        if (number < 0) {
            throw PdfBroken.malformed();
        }
        return number;
    }

    private void stream(PdfObject section) throws PdfBroken {
        if (!section.isStream() || !(section.dictionary().last("W").orElse(null) instanceof List<?> widths) || widths.size() != 3) {
            throw PdfBroken.malformed();
        }
        int[] width = new int[3];
        for (int i = 0; i < 3; i++) {
            if (!(widths.get(i) instanceof Long bytes) || bytes > 8) {
                throw PdfBroken.malformed();
            }
            width[i] = bytes.intValue();
        }
        List<?> ranges = section.dictionary().last("Index").orElse(null) instanceof List<?> given ? given
                : List.of(0L, index.resolve(section.dictionary().last("Size").orElse(null)));
        byte[] rows = decoder.bytes(section);
        int at = 0;
        for (int range = 0; range + 1 < ranges.size(); range += 2) {
            if (!(ranges.get(range) instanceof Long first) || !(ranges.get(range + 1) instanceof Long count)) {
                throw PdfBroken.malformed();
            }
            for (long row = 0; row < count && at + width[0] + width[1] + width[2] <= rows.length && width[1] > 0; row++) {
                long kind = width[0] == 0 ? 1 : field(rows, at, width[0]);
                long place = field(rows, at + width[0], width[1]);
                at += width[0] + width[1] + width[2];
                if (kind == 1) {
                    requireObject(first + row, place);
                }
            }
        }
        rules.judgeTrailer(section.dictionary());
        next(section.dictionary(), "Prev");
    }

    private static long field(byte[] rows, int at, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | rows[at + i] & 0xff;
        }
        return value;
    }

    private void next(PdfDictionary trailer, String key) throws PdfBroken {
        if (trailer.has(key)) {
            if (!(index.resolve(trailer.last(key).orElseThrow()) instanceof Long place)) {
                throw PdfBroken.malformed();
            }
            open.add(place);
        }
    }

    /** Place 0 in a row in use is how some producers write "none". */
    private void requireObject(long number, long place) throws PdfBroken {
        if (place == 0 || number == 0) {
            return;
        }
        if (place < 0 || place >= data.length) {
            throw PdfBroken.malformed();
        }
        PdfSyntax syntax = new PdfSyntax(data).at((int) place);
        syntax.skipBlanks();
        int start = syntax.position();
        if (syntax.objectHead() != number) {
            throw PdfBroken.malformed();
        }
        index.note(start);
    }
}
