package io.postiljon.inspection;

import java.util.List;

/**
 * Looks at every object of a PDF, of every revision and of every object stream, also at those that no cross-reference reaches. A
 * document that passes has only objects that were judged, and streams that unfold within their limit.
 */
final class PdfWalk {
    private final byte[] data;
    private final InspectionLimits limits;
    private int objects;

    PdfWalk(byte[] data, InspectionLimits limits) {
        this.data = data;
        this.limits = limits;
    }

    List<Finding> findings() {
        ContentRules rules = null;
        try {
            if (!hasHeader()) {
                return List.of(Finding.of(FindingCode.TYPE_MISMATCH));
            }
            PdfIndex index = new PdfIndex(data, limits.objects());
            rules = new ContentRules(index, limits.pixels());
            walk(index, rules);
            return rules.met().stream().map(Finding::of).toList();
        } catch (PdfBroken broken) {
            // what makes reading impossible comes last: an encrypted file is so before anything else in it cannot be read
            return rules == null || rules.met().isEmpty() ? List.of(Finding.of(broken.code()))
                    : rules.met().stream().map(Finding::of).toList();
        }
    }

    /** {@code %PDF-1.7} at the very first byte: anything before it may be read as another format. */
    private boolean hasHeader() {
        return data.length >= 8 && PdfSyntax.startsWith(data, 0, "%PDF-") && Character.isDigit(data[5]) && data[6] == '.' && Character.isDigit(data[7]);
    }

    private void walk(PdfIndex index, ContentRules rules) throws PdfBroken {
        StreamDecoder decoder = new StreamDecoder(data, index, limits.unfoldedBytes());
        long start = new PdfLayout(data, index, rules).walk();
        new CrossReferences(data, index, decoder, rules).follow(start);
        for (int place : index.places()) {
            PdfObject object = index.at(place);
            count(1);
            rules.judge(object.value(), object.isStream());
            if (rules.met().contains(FindingCode.ENCRYPTED)) {
                return;                         // its streams are not readable
            }
            if (object.isStream()) {
                PdfDictionary dictionary = object.dictionary();
                if (dictionary.has("W") && dictionary.has("Size")) {
                    rules.judgeTrailer(dictionary);
                }
                if (dictionary.has("N") && dictionary.has("First")) {
                    objectStream(decoder.bytes(object), dictionary, index, rules);
                } else {
                    decoder.count(object);
                }
            }
        }
    }

    private void objectStream(byte[] content, PdfDictionary dictionary, PdfIndex index, ContentRules rules) throws PdfBroken {
        if (!(index.resolve(dictionary.last("N").orElseThrow()) instanceof Long count)
                || !(index.resolve(dictionary.last("First").orElseThrow()) instanceof Long first)) {
            throw PdfBroken.malformed();
        }
        PdfSyntax heads = new PdfSyntax(content);
        PdfSyntax values = new PdfSyntax(content);
        for (long i = 0; i < count; i++) {
            count(1);
            heads.skipBlanks();
            long number = heads.number();
            heads.skipBlanks();
            long offset = heads.number();
            if (number < 0 || offset < 0 || first > content.length || offset > content.length - first) {
                throw PdfBroken.malformed();
            }
            rules.judge(values.at((int) (first + offset)).value(), false);
        }
    }

    private void count(int more) throws PdfBroken {
        objects += more;
        if (objects > limits.objects()) {
            throw PdfBroken.malformed();
        }
    }
}
