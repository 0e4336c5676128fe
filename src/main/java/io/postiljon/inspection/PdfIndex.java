package io.postiljon.inspection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Every place of a file where an indirect object stands or could be taken to stand: also inside streams, where a false cross-reference
 * may point, and where no cross-reference points, as a reader that mends a broken file would find it.
 */
final class PdfIndex {
    private final byte[] data;
    private final int limit;
    private final TreeSet<Integer> places = new TreeSet<>();
    private final Map<Integer, List<Integer>> placesByNumber = new HashMap<>();

    /** @throws PdfBroken malformed with more objects than {@code limit} */
    PdfIndex(byte[] data, int limit) throws PdfBroken {
        this.data = data;
        this.limit = limit;
        for (int place = 3; place < data.length - 2; place++) {
            if (data[place] == 'o' && data[place + 1] == 'b' && data[place + 2] == 'j') {
                int start = headBefore(place);
                if (start >= 0) {
                    note(start);
                }
            }
        }
    }

    /** Where {@code 12 0} in front of {@code obj} begins, or -1. */
    private int headBefore(int place) {
        int behindGeneration = blanksBefore(place);
        int generation = digitsBefore(behindGeneration);
        int behindNumber = blanksBefore(generation);
        int number = digitsBefore(behindNumber);
        return generation < behindGeneration && behindNumber < generation && number < behindNumber ? number : -1;
    }

    private int blanksBefore(int place) {
        int start = place;
        while (start > 0 && place - start < 256 && PdfSyntax.isBlank(data[start - 1])) {
            start--;
        }
        return start;
    }

    private int digitsBefore(int place) {
        int start = place;
        while (start > 0 && place - start < 10 && data[start - 1] >= '0' && data[start - 1] <= '9') {
            start--;
        }
        return start;
    }

    /** A place that a cross-reference names, or that was met on the way. Whether an object stands there. */
    boolean note(int place) throws PdfBroken {
        if (places.contains(place)) {
            return true;
        }
        int number = new PdfSyntax(data).at(place).objectHead();
        if (number < 0) {
            return false;
        }
        if (places.size() >= limit) {
            throw PdfBroken.malformed();
        }
        places.add(place);
        placesByNumber.computeIfAbsent(number, unused -> new ArrayList<>()).add(place);
        return true;
    }

    List<Integer> places() {
        return List.copyOf(places);
    }

    /** Follows a reference to a plain value; "null" when there is none. For lengths, filters and their parameters. */
    Object resolve(Object value) throws PdfBroken {
        Object found = value;
        for (int hops = 0; found instanceof PdfReference reference; hops++) {
            List<Integer> places = placesByNumber.get(reference.number());
            if (hops == 8 || places == null) {
                return "null";
            }
            PdfSyntax syntax = new PdfSyntax(data).at(places.getLast());
            syntax.objectHead();
            found = syntax.value();
        }
        return found == null ? "null" : found;
    }

    /** The object at a place that was noted; read anew each time, as a hundred thousand of them would not fit in memory. */
    PdfObject at(int place) throws PdfBroken {
        PdfSyntax syntax = new PdfSyntax(data).at(place);
        int number = syntax.objectHead();
        Object value = syntax.value();
        int end = syntax.position();
        syntax.skipBlanks();
        if (value instanceof PdfDictionary dictionary && syntax.startsWith("stream")) {
            return stream(number, dictionary, syntax.position() + "stream".length());
        }
        if (syntax.startsWith("endobj")) {
            end = syntax.position() + "endobj".length();
        }
        return new PdfObject(number, value, -1, -1, end);
    }

    private PdfObject stream(int number, PdfDictionary dictionary, int behindWord) throws PdfBroken {
        int start = behindWord;
        if (start < data.length && data[start] == '\r') {
            start++;
        }
        if (start < data.length && data[start] == '\n') {
            start++;
        }
        int dataEnd = endByLength(dictionary, start);
        if (dataEnd < 0) {
            dataEnd = find("endstream", start);
        }
        if (dataEnd < 0) {
            throw PdfBroken.malformed();
        }
        PdfSyntax syntax = new PdfSyntax(data).at(dataEnd);
        syntax.skipSpaces();
        int end = syntax.position() + "endstream".length();
        syntax.at(end).skipBlanks();
        return new PdfObject(number, dictionary, start, dataEnd, syntax.startsWith("endobj") ? syntax.position() + "endobj".length() : end);
    }

    /** When {@code endstream} stands where the length says. */
    private int endByLength(PdfDictionary dictionary, int start) throws PdfBroken {
        if (!(resolve(dictionary.last("Length").orElse(null)) instanceof Long length) || length > data.length - start) {
            return -1;
        }
        PdfSyntax syntax = new PdfSyntax(data).at(start + length.intValue());
        syntax.skipSpaces();
        return syntax.startsWith("endstream") ? start + length.intValue() : -1;
    }

    private int find(String word, int from) {
        for (int place = from; place <= data.length - word.length(); place++) {
            if (PdfSyntax.startsWith(data, place, word)) {
                return place;
            }
        }
        return -1;
    }
}
